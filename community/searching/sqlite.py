"""The terms in an FTS5 table. They are ready-made words, so its tokenizer only splits at spaces."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from collections.abc import Sequence


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


def holding(asked: str, *, in_title: bool = False) -> RawSQL:
    """Return a subquery of the entries that hold what was asked for, anywhere or in a title."""
    match = f"{'title' if in_title else 'body'} : ({asked})"
    sql = "SELECT rowid FROM community_searchtext WHERE community_searchtext MATCH %s"
    return RawSQL(sql, [match], output_field=BigIntegerField())  # noqa: S611  # the words go in as a parameter
