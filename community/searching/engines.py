"""Which engine keeps the terms: the database's own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeAlias

from django.db import connection

from community.searching import postgres, sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from django.db.models.expressions import RawSQL

    Row = tuple[int, set[str], set[str]]  # entry, terms of its titles, all its terms

Terms: TypeAlias = "tuple[str, ...]"  # all of them
Group: TypeAlias = "tuple[Terms, ...]"  # any of them: other words for the same thing
Wanted: TypeAlias = "tuple[tuple[Group, ...], ...]"  # any of these, each of whose groups must be held
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

    def holding(self, asked: str, *, in_title: bool = False) -> RawSQL:
        """Return a subquery of the entries that hold what was asked for, anywhere or in a title."""

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


def holding(wanted: Wanted, *, in_title: bool = False) -> RawSQL:
    """Return a subquery of the entries that hold what is wanted."""
    engine = current()

    def joined(parts: list[str], word: str) -> str:
        return parts[0] if len(parts) == 1 else f"({word.join(parts)})"

    def one(group: Group) -> str:
        return joined([joined([engine.term(term) for term in terms], engine.AND) for terms in group], engine.OR)

    asked = joined([joined([one(group) for group in groups], engine.AND) for groups in wanted], engine.OR)
    return engine.holding(asked, in_title=in_title)
