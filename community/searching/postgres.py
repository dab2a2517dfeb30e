"""The terms as ready-made lexemes under GIN: no parser and no dictionary of PostgreSQL's has a say."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


AND, OR = " & ", " | "


@contextmanager
def asking() -> Iterator[None]:
    """Keep the planner from reading the terms of every entry for a common word.

    It counts the pages of the table and not those where long terms lie apart, so it thinks that is quick: it took 1.5
    seconds among 100,000 items, where the index takes a few hundredths of one.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def put(rows: Sequence[tuple[int, set[str], set[str]]]) -> None:
    """Keep the terms of entries, replacing what was there."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO community_searchtext (entry_id, title, body)"
            " VALUES (%s, array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[]))"
            " ON CONFLICT (entry_id) DO UPDATE SET title = excluded.title, body = excluded.body",
            [(pk, sorted(title), sorted(body)) for pk, title, body in rows],
        )


def remove(ids: Sequence[int]) -> None:
    """Forget the terms of entries."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM community_searchtext WHERE entry_id = ANY(%s)", [list(ids)])


def clear() -> None:
    """Forget all terms."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM community_searchtext")


def term(word: str) -> str:
    """Return one term of a tsquery. Letters and digits only (analyser.RUN), in quotes: nothing typed reaches its syntax."""
    return f"'{word.removesuffix('*')}':*" if word.endswith("*") else f"'{word}'"


def holding(asked: str, *, in_title: bool = False) -> RawSQL:
    """Return a subquery of the entries that hold what was asked for, anywhere or in a title."""
    column = "title" if in_title else "body"
    sql = f"SELECT entry_id FROM community_searchtext WHERE {column} @@ %s::tsquery"  # noqa: S608  # one of two names
    return RawSQL(sql, [asked], output_field=BigIntegerField())  # noqa: S611  # the words go in as a parameter
