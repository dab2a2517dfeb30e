"""Seats held while the form is filled in: taken at once, prolonged once, used by the registration or given back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from community.laying_out import Given, LaidOut
from events import counting, freeing
from events.models import EventDate, Hold
from events.refusals import Closed, Full, HoldGone, NotPublished, NotYet, RegistrationRefused, Reserved, TooManyPeople

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from community.models import Contact

SPAN = timedelta(minutes=10)
_HOLD = LaidOut(lambda: Hold.objects.filter(key=Given("key", models.UUIDField()), date=Given("date", models.BigAutoField())))


def hold(date: EventDate, *, seats: int, contact: Contact | None = None, language: str = "en") -> Hold:
    """Hold seats for whoever gets the key; None is a guest.

    Raises Full, Reserved, Closed, NotYet, NotPublished, TooManyPeople, and what the event's rules say to them.
    """
    now = timezone.now()
    if not 1 <= seats <= date.event.largest_party:
        raise TooManyPeople(date.event.largest_party)
    check_open(date, seats, now)
    counting.ask_early(date, seats, contact=contact, language=language, now=now)
    with transaction.atomic():
        made = Hold.objects.create(date=date, seats=seats, expires_at=now + SPAN)
        take_seats(date, seats)
    return made


def refusal(date: EventDate, seats: int, *, contact: Contact | None = None, language: str = "en") -> RegistrationRefused | None:
    """Return why so many seats can't be had by somebody now, for a page that says so before anything is typed."""
    now = timezone.now()
    try:
        check_open(date, seats, now)
        counting.ask_early(date, seats, contact=contact, language=language, now=now)
    except RegistrationRefused as refused:
        return refused
    return None


def prolong(held: Hold) -> None:
    """Give as much time again, once, while the seats are still held. Raises HoldGone."""
    now = timezone.now()
    longer = Hold.objects.filter(pk=held.pk, prolonged_at__isnull=True)
    if not longer.update(prolonged_at=now, expires_at=max(held.expires_at, now) + SPAN) and not Hold.objects.filter(pk=held.pk):
        raise HoldGone
    held.refresh_from_db()


def expire_due() -> int:
    """End the holds whose time is up and give their seats back, each in a transaction of its own; return how many."""
    now = timezone.now()
    ended = 0
    for held in Hold.objects.filter(expires_at__lte=now).select_related("date").order_by("expires_at").iterator(chunk_size=200):
        with transaction.atomic():
            if Hold.objects.filter(pk=held.pk, expires_at__lte=now).delete()[0]:
                freeing.let_go(held.date, held.seats, now=now)
                ended += 1
    return ended


def seats_of(key: UUID | None, date: EventDate) -> int:
    """Return how many seats a hold has, 0 for one that is gone. One whose time is up counts until its seats are given back."""
    held = _HOLD.first(key=key, date=date.pk) if key else None
    return held.seats if held else 0


def take(date: EventDate, seats: int, *, key: UUID | None, held: int, now: datetime) -> None:
    """Take a party's seats, those of its hold first, as the last act of the caller's transaction.

    `held` is what `check_open` found. Raises Full, Reserved, Closed; HoldGone when the hold ended before and nothing is left.
    """
    if key and held and not Hold.objects.filter(key=key, date=date).delete()[0]:
        held = 0  # the job took it at this moment
    missing = seats - held
    if missing <= 0 and not EventDate.objects.take_seats(date.pk, 0, at_door=True):  # locks, and knows of a call-off
        raise Closed
    if missing < 0:
        freeing.let_go(date, -missing, now=now)
    if missing > 0:
        try:
            take_seats(date, missing)
        except Full as full:
            if key and not held:
                raise HoldGone(full.seats_left) from full
            raise


def take_seats(date: EventDate, seats: int) -> None:
    """Take seats for a party, in the caller's transaction, as its last act. Raises Full, Reserved, Closed."""
    if not EventDate.objects.take_seats(date.pk, seats):
        now = EventDate.objects.get(pk=date.pk)
        raise Closed if now.is_cancelled else Reserved if now.seats_left >= seats else Full(now.seats_left)


def check_open(date: EventDate, seats: int, now: datetime, *, key: UUID | None = None) -> int:
    """Refuse early what the row as read rules out: in a rush the many who come too late then cost one query, no write.

    Return how many seats are held under the key.
    """
    if not date.event.is_published:
        raise NotPublished
    if not date.is_open(now):
        raise NotYet(date.opens_at) if date.opens_at and now < date.opens_at and not date.is_cancelled else Closed
    held = seats_of(key, date)
    if date.seats_left < seats - held:
        raise HoldGone(date.seats_left) if key and not held else Full(date.seats_left)
    if date.has_line and seats > held:
        raise Reserved
    return held
