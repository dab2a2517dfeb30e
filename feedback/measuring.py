"""The three rates of an office (三率): was a resident contacted in time, is it resolved, is the resident satisfied.

Groups under five are hidden, so that no one's judgement can be read from a figure; and where a total would give a hidden
group away by subtraction, another group is hidden with it. Imported history counts nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from feedback.models import Clock, Inquiry

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping
    from datetime import date, datetime

    from community.models import Body

SMALLEST = 5
MONTHS = 12
MEASURES = ("response", "resolution", "satisfaction")
Key = TypeVar("Key", bound="Hashable")


@dataclass(frozen=True)
class Tally:
    """How many were asked, and of how many it is true."""

    asked: int = 0
    true: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.asked + other.asked, self.true + other.true)


@dataclass(frozen=True)
class Cell:
    """One rate as it may be shown: a share in whole per cent, nothing where nobody was asked, or hidden."""

    asked: int | None
    per_cent: int | None
    hidden: bool = False


HIDDEN = Cell(None, None, hidden=True)


@dataclass(frozen=True)
class Row:
    """A month or an office with its three rates."""

    key: Any
    response: Cell
    resolution: Cell
    satisfaction: Cell


@dataclass(frozen=True)
class Table:
    """Rows, and their total where there is one."""

    rows: list[Row]
    total: Row | None


def hide_small(sizes: Mapping[Key, int], *, complements: int = 1) -> tuple[set[Key], bool]:
    """Return which groups of one line to hide, and whether their total must be hidden as well.

    Groups of one to four are hidden. With the total shown, whoever subtracts learns the sum of the hidden ones; it says
    nothing of any single one when at least two are hidden and the sum leaves each of them more than one possible value.
    Where it would not, the last of the groups that are still shown are hidden too: one, or two where somebody may know
    one of them from elsewhere (an office knows itself). The last, not the smallest: that would itself tell something.
    """
    hidden = {key for key, size in sizes.items() if 0 < size < SMALLEST}
    if not hidden:
        return hidden, False
    total = sum(sizes[key] for key in hidden)
    if len(hidden) >= 2 and total >= SMALLEST and len(hidden) < total < (SMALLEST - 1) * len(hidden):  # noqa: PLR2004  # two
        return hidden, False
    shown = [key for key, size in sizes.items() if size >= SMALLEST]
    return hidden | set(shown[-complements:]), not shown


def by_month(bodies: Collection[Body] | None, *, now: datetime) -> Table:
    """Return the last twelve months of some offices, or of all, the latest first, with their total."""
    months = _months(now)
    counts = _counts("month", bodies, since=months[-1])
    columns = {}
    for measure in MEASURES:
        found = {month: counts[measure].get(month, Tally()) for month in months}
        hidden, without_total = hide_small({month: tally.asked for month, tally in found.items()})
        total = HIDDEN if without_total else _cell(sum(found.values(), Tally()))
        columns[measure] = {**_cells(found, hidden), None: total}
    return _table(months, columns, total=True)


def by_body(bodies: Iterable[Body], *, now: datetime) -> Table:
    """Return the last twelve months of each office; what no office of the list holds is the last row, without a key.

    Its total is that of by_month of all: so the groups are hidden as if it stood here.
    """
    offices = list(bodies)
    counts = _counts("body", None, since=_months(now)[-1])
    columns = {}
    for measure in MEASURES:
        found: dict[Body | None, Tally] = {office: counts[measure].pop(office.pk, Tally()) for office in offices}
        found[None] = sum(counts[measure].values(), Tally())
        hidden, _without = hide_small({key: tally.asked for key, tally in found.items()}, complements=2)
        columns[measure] = _cells(found, hidden)
    return _table([*offices, None], columns, total=False)


def side_by_side(bodies: Iterable[Body], *, now: datetime) -> Table:
    """Return the last twelve months of a person's own offices, without any total."""
    offices = list(bodies)
    counts = _counts("body", offices, since=_months(now)[-1])
    columns = {}
    for measure in MEASURES:
        found = {office: counts[measure].get(office.pk, Tally()) for office in offices}
        columns[measure] = _cells(found, {office for office, tally in found.items() if 0 < tally.asked < SMALLEST})
    return _table(offices, columns, total=False)


def _table(keys: Iterable[Any], columns: Mapping[str, Mapping[Any, Cell]], *, total: bool) -> Table:
    def row(key: Any) -> Row:
        return Row(key, *(columns[measure][key] for measure in MEASURES))

    return Table([row(key) for key in keys], row(None) if total else None)


def _cells(found: Mapping[Any, Tally], hidden: set[Any]) -> dict[Any, Cell]:
    return {key: HIDDEN if key in hidden else _cell(tally) for key, tally in found.items()}


def _cell(count: Tally) -> Cell:
    return Cell(count.asked, round(100 * count.true / count.asked) if count.asked else None)


def _months(now: datetime) -> list[date]:
    first = timezone.localdate(now).replace(day=1)
    return [first - relativedelta(months=back) for back in range(MONTHS)]


def _counts(by: str, bodies: Collection[Body] | None, *, since: date) -> dict[str, dict[Any, Tally]]:
    """Return each measure's counts by month or by body: contact promises by when they began, judgements by when they came."""
    contacts = Clock.objects.filter(kind=Clock.Kind.CONTACT, round=1, started_at__date__gte=since, stopped_at__isnull=False)
    contacts = contacts.filter(suggestion__imported=False)
    said = Inquiry.objects.filter(answered_at__isnull=False, answered_at__date__gte=since, suggestion__imported=False)
    # Each suggestion counts once, by what its writer said last: the late check stands above the first answer.
    later = Inquiry.objects.filter(suggestion=OuterRef("suggestion"), answered_at__gt=OuterRef("answered_at"))
    said = said.filter(~Exists(later))
    if bodies is not None:
        contacts, said = contacts.filter(suggestion__desk__in=bodies), said.filter(body__in=bodies)
    kept = Q(due_at__isnull=True) | Q(stopped_at__lte=F("due_at"))
    group = {"month": (TruncMonth("started_at"), TruncMonth("answered_at")), "body": (F("suggestion__desk"), F("body"))}[by]
    return {
        "response": _grouped(contacts, group[0], kept),
        "resolution": _grouped(said, group[1], Q(resolved=Inquiry.Resolved.YES)),
        "satisfaction": _grouped(said, group[1], Q(satisfied=Inquiry.Satisfied.YES)),
    }


def _grouped(rows: Any, group: Any, true: Q) -> dict[Any, Tally]:
    found: dict[Any, Tally] = defaultdict(Tally)
    for key, asked, good in (
        rows.order_by().annotate(group=group).values_list("group").annotate(asked=Count("pk"), good=Count("pk", filter=true))
    ):
        found[timezone.localtime(key).date() if hasattr(key, "tzinfo") else key] += Tally(asked, good)
    return found
