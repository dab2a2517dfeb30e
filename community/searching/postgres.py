"""The terms as ready-made lexemes under GIN: no parser and no dictionary of PostgreSQL's has a say.

They stand in the rows of the entries (title_terms, terms; migration search_terms_in_the_rows), so that nothing is joined.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import BigIntegerField, BooleanField
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from community.models.search import SearchEntry
    from community.searching.engines import Statement

AND, OR = " & ", " | "
AT_ONCE = 500


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
    given = [(pk, " ".join(sorted(title)), " ".join(sorted(body))) for pk, title, body in rows]
    with connection.cursor() as cursor:
        for start in range(0, len(given), AT_ONCE):
            # One statement for many: terms are letters and digits, so a space parts them.
            cursor.execute(
                "UPDATE community_searchentry entry SET title_terms = array_to_tsvector(string_to_array(given.title, ' ')),"
                " terms = array_to_tsvector(string_to_array(given.body, ' '))"
                " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS given (id, title, body) WHERE entry.id = given.id",
                [list(column) for column in zip(*given[start : start + AT_ONCE], strict=True)],
            )


def remove(_ids: Sequence[int]) -> None:
    """Forget the terms of entries: they go with their rows."""


def clear() -> None:
    """Forget all terms: they go with their rows."""


def term(word: str) -> str:
    """Return one term of a tsquery. Letters and digits only (analyser.RUN), in quotes: nothing typed reaches its syntax."""
    return f"'{word.removesuffix('*')}':*" if word.endswith("*") else f"'{word}'"


def holding(asked: str) -> RawSQL:
    """Return the condition that an entry holds what was asked for."""
    return RawSQL("community_searchentry.terms @@ %s::tsquery", [asked], output_field=BooleanField())  # a parameter


def titled(asked: str) -> RawSQL:
    """Return a subquery of the entries that hold it in a title."""
    sql = "SELECT id FROM community_searchentry WHERE title_terms @@ %s::tsquery"
    return RawSQL(sql, [asked], output_field=BigIntegerField())  # noqa: S611  # the words go in as a parameter


def rows(of: QuerySet[SearchEntry, tuple[Any, ...]], asked: str) -> Statement:
    """Return a statement for the rows of those entries that hold what was asked for."""
    return of.filter(holding(asked)).query.sql_with_params()


def titled_rows(of: QuerySet[SearchEntry, tuple[Any, ...]], asked: str, name: str) -> Statement:
    """Return a statement for the rows of those of them that hold it in a title or bear the name."""
    sql = (
        "(community_searchentry.title_terms @@ %s::tsquery"
        " OR (community_searchentry.title_terms @@ %s::tsquery AND community_searchentry.terms @@ %s::tsquery))"
    )
    condition = RawSQL(sql, [asked, name, asked], output_field=BooleanField())  # noqa: S611  # the words go in as parameters
    return of.filter(condition).query.sql_with_params()


def tally(columns: str, rows: Statement) -> list[tuple[Any, ...]]:
    """Return the different values of some columns, each with in how many rows they stand."""
    sql, params = rows
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}, count(*) FROM ({sql}) found GROUP BY {columns}", params)  # noqa: S608  # of our own words
        return list(cursor.fetchall())
