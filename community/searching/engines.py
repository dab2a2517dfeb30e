"""Which engine keeps the terms: the database's own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from django.db import connection

from community.searching import postgres, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from django.db.models import QuerySet
    from django.db.models.expressions import RawSQL

    from community.models.search import SearchEntry

    Row = tuple[int, set[str], set[str]]  # entry, terms of its titles, all its terms

Terms: TypeAlias = "tuple[str, ...]"  # all of them
Group: TypeAlias = "tuple[Terms, ...]"  # any of them: other words for the same thing
Wanted: TypeAlias = "tuple[tuple[Group, ...], ...]"  # any of these, each of whose groups must be held
Statement: TypeAlias = "tuple[str, tuple[Any, ...]]"  # SQL with its parameters
PREFIX = "*"  # ends a term of which only the beginning is typed


class Engine(Protocol):
    """What both engines can do: keep terms and tell which entries hold them. They rank nothing."""

    def asking(self) -> AbstractContextManager[None]:
        """Surround questions with what makes them quick."""

    def put(self, rows: Sequence[Row]) -> None:
        """Keep the terms of entries, replacing what was there."""

    def remove(self, ids: Sequence[int]) -> None:
        """Forget the terms of entries."""

    def clear(self) -> None:
        """Forget all terms."""

    def holding(self, asked: str) -> RawSQL:
        """Return the condition that an entry holds what was asked for."""

    def titled(self, asked: str) -> RawSQL:
        """Return a subquery of the entries that hold it in a title."""

    def rows(self, of: QuerySet[SearchEntry, tuple[Any, ...]], asked: str) -> Statement:
        """Return a statement for the rows of those entries that hold what was asked for; their first column is the key."""

    def titled_rows(self, of: QuerySet[SearchEntry, tuple[Any, ...]], asked: str, name: str) -> Statement:
        """Return a statement for the rows of those of them that hold it in a title or bear the name."""

    def tally(self, columns: str, rows: Statement) -> list[tuple[Any, ...]]:
        """Return the different values of some columns, each with in how many rows they stand."""

    def term(self, word: str) -> str:
        """Return one term as the engine writes it; a word is letters and digits only, with PREFIX perhaps."""

    AND: str
    OR: str


def current() -> Engine:
    """Return the engine of the database in use."""
    return sqlite if connection.vendor == "sqlite" else postgres


@contextmanager
def asking() -> Iterator[None]:
    """Surround questions, or a function that asks them, with what makes them quick."""
    with current().asking():
        yield


def holding(wanted: Wanted) -> RawSQL:
    """Return the condition that an entry holds what is wanted."""
    return current().holding(_written(wanted))


def titled(wanted: Wanted) -> RawSQL:
    """Return a subquery of the entries that hold what is wanted in a title."""
    return current().titled(_written(wanted))


def rows(of: QuerySet[SearchEntry, tuple[Any, ...]], wanted: Wanted) -> Statement:
    """Return a statement for the rows of those entries that hold what is wanted; their first column is the key."""
    return current().rows(of, _written(wanted))


def titled_rows(of: QuerySet[SearchEntry, tuple[Any, ...]], wanted: Wanted, name: str) -> Statement:
    """Return a statement for the rows of those of them that hold it in a title or bear the name, by its term."""
    return current().titled_rows(of, _written(wanted), current().term(name))


def tally(columns: str, rows: Statement) -> list[tuple[Any, ...]]:
    """Return the different values of some columns, each with in how many rows they stand."""
    return current().tally(columns, rows)


def _written(wanted: Wanted) -> str:
    """Return what is wanted as the engine writes it."""
    engine = current()

    def joined(parts: list[str], word: str) -> str:
        return parts[0] if len(parts) == 1 else f"({word.join(parts)})"

    def one(group: Group) -> str:
        return joined([joined([engine.term(term) for term in terms], engine.AND) for terms in group], engine.OR)

    return joined([joined([one(group) for group in groups], engine.AND) for groups in wanted], engine.OR)
