"""Changing a registration that is there: who comes, and what was answered. Each form changes it once.

A form carries two things: its own key, so that sending it twice is one change, and the version of the registration that
it showed, so that a form left open in another window overwrites nothing.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from events import asking, bringing, counting, freeing, holding, registering, ticketing
from events.models import Change, Person, Registration
from events.refusals import ChangedMeanwhile, Closed, KeyUsed, NotYours, TooLate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from events.models import Answer


def change_party(registration: Registration, *, seats: int, people: Sequence[Person], key: UUID, version: int) -> Registration:
    """Let more, fewer or other people come. More of them need seats like anyone else's; seats of fewer come free at once.

    Raises RegistrationRefused (Full, Closed, TooLate, TooManyPeople, ChildAlone, OptionFull, ChangedMeanwhile, NotYours);
    then nothing has changed.
    """
    now = timezone.now()
    if _was_made(registration, key):
        return registration
    bringing.check(registration.date.event, seats, people)
    more = seats - registration.seats
    if more > 0 and not registration.date.is_open(now):
        raise Closed
    try:
        with contextlib.suppress(_DoneBefore), transaction.atomic():
            _step(registration, Change.Kind.PARTY, key=key, version=version, now=now, seats=seats)
            if more:  # an option may count every seat
                asking.replace(registration, asking.answers_of(registration))
            Person.objects.filter(registration=registration).delete()
            bringing.bring(registration, people)
            ticketing.reissue(registration)
            registering.tell_change(registration)
            counting.recount(registration, people, now=now)
            if more > 0:
                holding.take_seats(registration.date, more)
            elif more < 0:
                freeing.give_back(registration, now=now, seats=-more)
    finally:
        registration.refresh_from_db()  # also after a refusal: what was rolled back is not what it says
    return registration


def change_answers(registration: Registration, *, answers: Sequence[Answer], key: UUID, version: int) -> Registration:
    """Answer differently. Raises RegistrationRefused (OptionFull, TooLate, ChangedMeanwhile, NotYours)."""
    if _was_made(registration, key):
        return registration
    try:
        with contextlib.suppress(_DoneBefore), transaction.atomic():
            _step(registration, Change.Kind.ANSWERS, key=key, version=version, now=timezone.now())
            asking.replace(registration, answers)
    finally:
        registration.refresh_from_db()
    return registration


class _DoneBefore(Exception):
    """This very form did its change a moment ago."""


def _was_made(registration: Registration, key: UUID) -> bool:
    """Tell whether this very form did its change before: a second tap, or a retry after a lost answer."""
    return Change.objects.filter(registration=registration, key=key).exists()


def _step(
    registration: Registration, kind: Change.Kind, *, key: UUID, version: int, now: datetime, seats: int | None = None
) -> None:
    """Move a registration to its next version, or say why not. One UPDATE decides between two windows."""
    if registration.date.has_started(now):
        raise TooLate
    before = registration.seats
    after = before if seats is None else seats
    try:
        with transaction.atomic():
            Change.objects.create(registration=registration, kind=kind, key=key, seats_before=before, seats_after=after)
    except IntegrityError:  # the same form in the same moment
        raise _DoneBefore if _was_made(registration, key) else KeyUsed from None
    moved = Registration.objects.live().filter(pk=registration.pk, version=version, seats=before)
    if not moved.update(version=version + 1, seats=after):
        raise ChangedMeanwhile if Registration.objects.live().filter(pk=registration.pk).exists() else NotYours
    registration.version, registration.seats = version + 1, after
