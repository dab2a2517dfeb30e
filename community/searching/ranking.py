"""All entries that match, read in few columns: how many there are of each sort, and which come first.

Written as SQL around the query set that knows who may see what: building these statements anew from expressions took as
long as running them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from community.models.search import SearchEntry
from community.searching import engines

if TYPE_CHECKING:
    from datetime import datetime

    from community.searching.engines import Statement, Wanted

Cell = tuple[str, "int | None", "int | None", int]  # kind, body, topic, how many
Chosen = tuple["frozenset[str]", "int | None", "int | None"]  # kinds, body, topic
ORDER = "tier, sort_at DESC NULLS LAST, kind, item_id"
COUNTING: Statement = ("tier < 2", ())  # names and titles of what still counts
MANY = 1000
READ = ("pk", "kind", "body", "topic", "item_id", "sort_at", "over_from")


@dataclass(frozen=True)
class Place:
    """Where an entry stands among what was found."""

    pk: int
    tier: int
    is_over: bool


class Matching:
    """What anyone may see at `now` that holds what is wanted."""

    def __init__(self, wanted: Wanted, now: datetime) -> None:
        self.wanted = wanted
        self.today = timezone.localdate(now).isoformat()
        self.visible = SearchEntry.objects.visible_at(now).values_list(*READ)
        self.rows = engines.rows(self.visible, wanted)

    def cells(self) -> list[Cell]:
        """Return how many there are of each kind, body and topic together."""
        return engines.tally("kind, body, topic", self.rows)

    def places(self, chosen: Chosen, *, name: str, many: int, start: int, size: int) -> list[Place]:
        """Return some of the `many` that were chosen, in order of tier and date; `name` is the term of the whole as a name.

        What counts no more stands behind what does, unless it was asked for by its very name. Titles come first and are
        few: of many, where they fill the page, the others need not be put in order.
        """
        if many >= MANY:
            only_titled = self._tiered(engines.titled_rows(self.visible, self.wanted, name), name, ("1", ()))
            places = _in_order(only_titled, [*_narrowing(chosen), COUNTING], start, size)
            if len(places) == size:
                return places
        titled = engines.titled(self.wanted)
        rest = f"CASE WHEN pk IN ({titled.sql}) THEN 1 ELSE 2 END", tuple(titled.params)
        return _in_order(self._tiered(self.rows, name, rest), _narrowing(chosen), start, size)

    def _tiered(self, rows: Statement, name: str, rest: Statement) -> Statement:
        """Return rows with their tiers; `rest` is the tier of what bears no such name and still counts."""
        exact = engines.titled(((((name,),),),))
        tier = f"CASE WHEN pk IN ({exact.sql}) THEN 0 WHEN over_from <= %s THEN 3 ELSE {rest[0]} END"
        sql = f"SELECT *, {tier} AS tier, over_from <= %s AS is_over FROM ({rows[0]}) found"  # noqa: S608  # of our own words
        return sql, (*exact.params, self.today, *rest[1], self.today, *rows[1])


def _narrowing(chosen: Chosen) -> list[Statement]:
    """Return the conditions for what was chosen."""
    kinds, body, topic = chosen
    conditions: list[Statement] = []
    if kinds:
        conditions.append((f"kind IN ({', '.join(['%s'] * len(kinds))})", tuple(sorted(kinds))))
    return conditions + [(f"{name} = %s", (value,)) for name, value in (("body", body), ("topic", topic)) if value is not None]


def _in_order(rows: Statement, conditions: list[Statement], start: int, size: int) -> list[Place]:
    where = " AND ".join(sql for sql, _values in conditions) or "1 = 1"
    values = [value for _sql, some in conditions for value in some]
    sql = f"SELECT pk, tier, is_over FROM ({rows[0]}) placed WHERE {where} ORDER BY {ORDER} LIMIT %s OFFSET %s"  # noqa: S608  # of our own words
    with connection.cursor() as cursor:
        cursor.execute(sql, [*rows[1], *values, size, start])
        return [Place(pk, tier, bool(is_over)) for pk, tier, is_over in cursor.fetchall()]
