"""Who is next: the printed policy as one pure choice, the line it chooses from, and what a party may be told of its place.

The promise behind it: a party is passed over at most so often as its event's page says. After that free seats are saved
up for it, until the last day, when saved seats go to whom they are enough for, and it is told so.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from celery import current_app
from django.core.cache import cache
from django.db import transaction

from events.models import Skip, WaitlistEntry, WaitlistRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from events.models import Event, EventDate

STRICT_UNTIL = timedelta(hours=72)  # before the start: from here on also a strict line lets smaller parties pass
SAVED_UNTIL = timedelta(hours=24)  # before the start: from here on nothing is saved up any more
ENOUGH_TO_TELL = 10  # parties of the same size whose luck is known; from fewer we do not guess

Policy = WaitlistRule.Policy
Reason = Skip.Reason


class Waits(Protocol):
    """A party as the choice sees it."""

    @property
    def seats(self) -> int: ...  # noqa: D102
    @property
    def least(self) -> int: ...  # noqa: D102
    @property
    def passed_over(self) -> int: ...  # noqa: D102


@dataclass(frozen=True)
class Choice:
    """Whose turn it is: the place in line and the seats, who is passed over for it; or for whom seats are saved."""

    index: int | None = None
    seats: int = 0
    passed: tuple[tuple[int, Reason], ...] = ()
    saved_for: int | None = None


@dataclass(frozen=True)
class Terms:
    """A policy at one moment: strict only until three days before, saving up only until the day before."""

    policy: Policy
    bound: int
    strict: bool
    saves: bool


def choose(line: Sequence[Waits], *, free: int, terms: Terms) -> Choice:
    """Return who is offered seats next out of so many free ones; nobody when none fits or they are saved up."""
    passed: list[tuple[int, Reason]] = []
    for index, party in enumerate(line):
        if party.seats <= free:
            return Choice(index, party.seats, tuple(passed))
        if terms.policy == Policy.PARTIAL and party.least <= free:
            return Choice(index, free, tuple(passed))
        if terms.strict or (terms.saves and party.passed_over >= terms.bound):
            return Choice(saved_for=index)
        late = party.passed_over >= terms.bound or terms.policy == Policy.STRICT
        passed.append((index, Reason.LATE if late else Reason.TOO_LARGE))
    return Choice()


def rule_of(event: Event) -> WaitlistRule:
    """Return an event's policy, the usual one where nobody chose."""
    return WaitlistRule.objects.filter(event=event).first() or WaitlistRule(event=event)


def terms_of(rule: WaitlistRule, date: EventDate, now: datetime) -> Terms:
    """Return what a policy means for a date at this moment."""
    away = date.starts_at - now
    policy = Policy(rule.policy)
    return Terms(
        policy=policy,
        bound=rule.skips,
        strict=policy == Policy.STRICT and away > STRICT_UNTIL,
        saves=away > SAVED_UNTIL,
    )


def line_of(date: EventDate) -> list[WaitlistEntry]:
    """Return the parties that wait for a date, in their order; those for whom it has become too small hold up nobody."""
    return list(WaitlistEntry.objects.in_line().filter(date=date, seats__lte=date.offered).select_related("contact"))


@dataclass(frozen=True)
class Place:
    """Where a party stands, as honestly as it can be said."""

    number: int  # first is 1
    latest: int  # where it would stand if everyone who may still pass did
    waiting: int  # parties in all
    seats_before: int  # wanted by those before it
    may_be_passed: int  # how often it may still be passed over
    ahead: int  # how many may still come before it, who were there before a call-off
    served: int  # of parties of its size, how many got seats
    known: int  # of how many that is known; too few are 0

    @property
    def is_sure_of_its_number(self) -> bool:
        """Tell whether nobody may pass it."""
        return self.number == self.latest

    @property
    def may_be_passed_by_smaller(self) -> bool:
        """Tell whether somebody behind it may pass."""
        return self.latest - self.number > self.ahead


def place_of(entry: WaitlistEntry, line: Sequence[WaitlistEntry], terms: Terms, *, ahead: int = 0) -> Place | None:
    """Return where a party stands in a line, None when it is not in it.

    Who is behind may pass only by being smaller, and only as often as the policy still allows; so many may still
    come `ahead` of it, who were there before a call-off.
    """
    index = next((index for index, other in enumerate(line) if other.pk == entry.pk), None)
    if index is None:
        return None
    mine = line[index]
    left = 0 if terms.strict else max(terms.bound - mine.passed_over, 0) if terms.saves else len(line)
    smaller = sum(1 for other in line[index + 1 :] if other.seats < mine.seats)
    served, known = experience(mine.seats)
    return Place(
        number=index + 1,
        latest=index + 1 + min(left, smaller) + ahead,
        waiting=len(line),
        seats_before=sum(other.seats for other in line[:index]),
        may_be_passed=left,
        ahead=ahead,
        served=served,
        known=known,
    )


def experience(seats: int) -> tuple[int, int]:
    """Return of how many parties of a size that waited how many got seats; (0, 0) while that says too little."""
    ended = WaitlistEntry.objects.filter(
        seats=seats, state__in=[WaitlistEntry.State.SEATED, WaitlistEntry.State.CLOSED], ended_at__isnull=False
    )
    outcomes = list(ended.order_by("-ended_at").values_list("state", flat=True)[:200])
    if len(outcomes) < ENOUGH_TO_TELL:
        return 0, 0
    return sum(1 for state in outcomes if state == WaitlistEntry.State.SEATED), len(outcomes)


def kick() -> None:
    """Ask a worker to offer what has come free, after the commit. Only makes it sooner: beat asks each half minute."""
    transaction.on_commit(_kick)


def _kick() -> None:
    with contextlib.suppress(Exception):
        if cache.add("seats-kicked", 1, timeout=1):
            current_app.send_task("events.offer_seats", retry=False, countdown=1)


def total(line: Iterable[Waits]) -> int:
    """Return how many seats a line wants."""
    return sum(party.seats for party in line)
