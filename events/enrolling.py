"""Registering for all dates of an event as one act: every date or none, one mail, one link to confirm."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING
from uuid import uuid5

from django.db import transaction

from events import registering
from events.refusals import Closed, CourseRefused, RegistrationRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from community.models import Contact
    from events.models import Answer, EventDate, Person, Registration


def enrol(
    dates: Sequence[EventDate],
    *,
    contact: Contact,
    seats: int,
    key: UUID,
    source: str,
    people: Sequence[Person] = (),
    answers: Sequence[Answer] = (),
    language: str | None = None,
    asked: Callable[[EventDate], Mapping[int, int]] = lambda _date: {},
) -> Registration:
    """Take seats on each of the dates; return the registration of the first. The same form twice is one course.

    The dates' rows are locked in the order of their ids, so that two courses never wait for each other in a circle.
    Raises RegistrationRefused, CourseRefused where one date in the middle says no; then nothing is stored.
    """
    if not dates:
        raise Closed
    made = []
    with transaction.atomic():
        for date in sorted(dates, key=lambda date: date.pk):
            try:
                one = registering.register(
                    date, contact=contact, seats=seats, key=uuid5(key, str(date.pk)), source=source,
                    people=[copy(person) for person in people], answers=[copy(answer) for answer in answers],
                    language=language, asked=asked(date), course=key,
                )  # fmt: skip
            except RegistrationRefused as refusal:
                raise CourseRefused(date, refusal) from refusal
            made.append(one)
        first = min(made, key=lambda one: one.date.starts_at)
        registering.tell(first)
    return first
