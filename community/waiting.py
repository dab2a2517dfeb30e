"""What waits for a person at the desk: the shape that each package's ``desk/waiting.py`` fills and the desk shows.

The queues themselves are asked for where they are read, on the desk's front page and in the daily mail. Their numbers stand
beside every page of the desk: they are remembered for a minute, and forgotten when the person does something there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from community.models import User

REMEMBERED_FOR = 60  # seconds: so much later one may learn of what somebody else did


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
    """A queue of a role, oldest first. `total` counts all of it, `items` are its first few."""

    key: str
    title: _StrOrPromise
    url: str
    total: int
    items: Sequence[WaitingItem] = field(default_factory=tuple)

    def unread_since(self, seen: datetime | None) -> int:
        """Return how many of the items shown came after the person last looked."""
        return sum(1 for item in self.items if seen is None or item.since > seen)


@dataclass(frozen=True)
class Numbers:
    """How much waits for a person: of each queue by its address, and how much of it is new."""

    totals: dict[str, int]
    unread: int

    def below(self, address: str) -> int:
        """Return how much waits at a place of the desk and the pages under it."""
        return sum(total for url, total in self.totals.items() if url.startswith(address))


def remembered(user: User) -> Numbers | None:
    """Return the person's numbers in the language of the page, or None where nobody counted lately."""
    found: Numbers | None = cache.get(_key(user, get_language()))
    return found


def remember(user: User, queues: Sequence[WaitingList]) -> Numbers:
    """Count what waits and keep the numbers for the pages that follow."""
    totals: Counter[str] = Counter()
    for queue in queues:
        totals[queue.url] += queue.total
    numbers = Numbers(dict(totals), sum(queue.unread_since(user.desk_seen_at) for queue in queues))
    cache.set(_key(user, get_language()), numbers, REMEMBERED_FOR)
    return numbers


def forget(user: User) -> None:
    """Let the numbers be counted anew: the person has just done something."""
    cache.delete_many([_key(user, language) for language, _name in settings.LANGUAGES])


def _key(user: User, language: str | None) -> str:
    return f"desk-waits-{user.pk}-{language}"
