"""The terms in an FTS5 table. They are ready-made words, so its tokenizer only splits at spaces."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import BigIntegerField, BooleanField
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from community.models.search import SearchEntry
    from community.searching.engines import Statement

AND, OR = " AND ", " OR "
asking = nullcontext  # its planner has no other way than the index


def put(rows: Sequence[tuple[int, set[str], set[str]]]) -> None:
    """Keep the terms of entries, replacing what was there."""
    remove([pk for pk, _title, _body in rows])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO community_searchtext (rowid, title, body) VALUES (%s, %s, %s)",
            [(pk, " ".join(sorted(title)), " ".join(sorted(body))) for pk, title, body in rows],
        )


def remove(ids: Sequence[int]) -> None:
    """Forget the terms of entries."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM community_searchtext WHERE rowid = %s", [(pk,) for pk in ids])


def clear() -> None:
    """Forget all terms."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM community_searchtext")


def term(word: str) -> str:
    """Return one term of a MATCH. Letters and digits only (analyser.RUN), in quotes: nothing typed reaches its syntax."""
    return f'"{word.removesuffix("*")}"*' if word.endswith("*") else f'"{word}"'


def holding(asked: str) -> RawSQL:
    """Return the condition that an entry holds what was asked for."""
    # Of the whole row: all that a title holds stands among the rest too, and no column need be told from the other.
    sql = "community_searchentry.id IN (SELECT rowid FROM community_searchtext WHERE community_searchtext MATCH %s)"
    return RawSQL(sql, [asked], output_field=BooleanField())  # noqa: S611  # the words go in as a parameter


def titled(asked: str) -> RawSQL:
    """Return a subquery of the entries that hold it in a title."""
    sql = "SELECT rowid FROM community_searchtext WHERE community_searchtext MATCH %s"
    return RawSQL(sql, [f"title : ({asked})"], output_field=BigIntegerField())  # noqa: S611  # the words go in as a parameter


def rows(of: QuerySet[SearchEntry, tuple[Any, ...]], asked: str) -> Statement:
    """Return a statement for the rows of those entries that hold what was asked for; their first column is the key."""
    sql, params = of.query.sql_with_params()
    # The index first and the entries by its numbers: kept for later, as for IN, the numbers would be sorted once more.
    joined = f"community_searchtext CROSS JOIN ({sql}) entry ON entry.pk = community_searchtext.rowid"
    return f"SELECT entry.* FROM {joined} WHERE community_searchtext MATCH %s", (*params, asked)  # noqa: S608  # of our own words


def titled_rows(of: QuerySet[SearchEntry, tuple[Any, ...]], asked: str, name: str) -> Statement:
    """Return a statement for the rows of those of them that hold it in a title or bear the name."""
    return rows(of, f"(title : ({asked})) OR ((title : {name}) AND ({asked}))")


def tally(columns: str, rows: Statement) -> list[tuple[Any, ...]]:
    """Return the different values of some columns, each with in how many rows they stand."""
    sql, params = rows
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM ({sql}) found", params)  # noqa: S608  # of our own words
        # To group it would sort, which takes longer than to count here.
        return [(*row, number) for row, number in Counter(cursor.fetchall()).items()]
