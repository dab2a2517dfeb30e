"""A date that becomes smaller than what is taken: three ways, nobody dropped silently, never more taken than there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events import reconciling, resizing
from events.models import EventDate, Registration, WaitlistEntry
from tests.events.builders import held, make_contact, make_date, register, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery
    from events.models import Event

    Outbox = Callable[[], list[Delivery]]

pytestmark = pytest.mark.django_db


def read(date: EventDate) -> EventDate:
    found: EventDate = EventDate.objects.select_related("event__body").get(pk=date.pk)
    return found


def a_full_date(event: Event) -> tuple[EventDate, list[Registration]]:
    date = make_date(event, capacity=9, minimum=6, door_reserve=1)
    return date, [register(date, seats=seats) for seats in (2, 3, 2)]


def test_keeping_everyone_gives_out_no_more_seats(event: Event, outbox: Outbox) -> None:
    date, _parties = a_full_date(event)
    before = len(outbox())
    assert resizing.shrink(read(date), capacity=4, way="keep", by=None) == 0
    now = read(date)
    assert (now.capacity, now.seats_taken, now.seats_left, now.minimum, len(outbox())) == (7, 7, 0, 4, before)


def test_the_latest_parties_are_called_off_and_told_once(event: Event, outbox: Outbox) -> None:
    date, parties = a_full_date(event)
    before = len(outbox())
    assert resizing.shrink(read(date), capacity=4, way="call_off", by=None) == 2
    states = [Registration.objects.get(pk=party.pk).state for party in parties]
    now = read(date)
    assert (states, now.capacity, now.seats_taken) == (["confirmed", "cancelled", "cancelled"], 4, 2)
    assert [delivery.message.kind for delivery in outbox()[before:]] == ["registration-no-room"] * 2
    assert (now.freed_at is not None, held(date), reconciling.drifts()) == (True, 2, [])


def test_the_latest_parties_wait_at_the_head_of_the_line(event: Event, outbox: Outbox) -> None:
    date = make_date(event, capacity=6)
    first, last = register(date, seats=3), register(date, seats=3, contact=make_contact(language="zh-hans"))
    assert resizing.shrink(read(date), capacity=3, way="wait", by=None) == 1
    entry = WaitlistEntry.objects.get()
    assert (entry.contact, entry.seats, entry.queued_at, entry.state) == (last.contact, 3, last.created_at, "waiting")
    now = read(date)
    assert (now.capacity, taken(date), now.queued_since is not None, first.is_confirmed) == (3, 3, True, True)
    assert "候补" in outbox()[-1].message.subject
