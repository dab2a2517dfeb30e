"""What waits for a person at the desk: the shape that each package's ``desk/waiting.py`` fills and the desk shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class WaitingItem:
    """One thing to do: what it is, where it is done, since when it waits, which body it belongs to."""

    title: str
    url: str
    since: datetime
    body_name: str
    language: str = ""  # of the title, where it is a resident's own words
    reference: str = ""  # the public number, where there is one
    note: _StrOrPromise = ""  # what kind of step waits, where the queue alone does not say it


@dataclass(frozen=True)
class WaitingList:
    """A queue of a role, oldest first. `total` counts all of it, `items` are its first few.

    The desk's menu, on each of its pages, asks for totals only: what costs a query beyond that is handed over lazily.
    """

    key: str
    title: _StrOrPromise
    url: str
    total: int
    items: Sequence[WaitingItem] = field(default_factory=tuple)

    def unread_since(self, seen: datetime | None) -> int:
        """Return how many of the items shown came after the person last looked."""
        return sum(1 for item in self.items if seen is None or item.since > seen)
