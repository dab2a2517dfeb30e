"""Which engine keeps the terms: the database's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.db import connection

from community.searching import postgres, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models.expressions import RawSQL

    Row = tuple[int, set[str], set[str]]  # entry, terms of its titles, all its terms


class Engine(Protocol):
    """What both engines can do: keep terms and tell which entries hold them. They rank nothing."""

    def put(self, rows: Sequence[Row]) -> None:
        """Keep the terms of entries, replacing what was there."""

    def remove(self, ids: Sequence[int]) -> None:
        """Forget the terms of entries."""

    def clear(self) -> None:
        """Forget all terms."""

    def holding(self, terms: Sequence[str], *, in_title: bool = False, any_of: bool = False) -> RawSQL:
        """Return a subquery of the entries that hold all (or any) of the terms, anywhere or in a title."""


def current() -> Engine:
    """Return the engine of the database in use."""
    return sqlite if connection.vendor == "sqlite" else postgres
