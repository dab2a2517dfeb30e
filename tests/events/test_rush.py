"""Rushes at their real size, by a few threads on a real PostgreSQL: who gets seats, who is refused, and that nothing is lost.

``manage.py bench --rush`` does the same over HTTP with 2,000 parties. SQLite lets one writer in at a time.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connection

from community.models import Contact
from events import registering
from events.models import EventDate, Registration
from tests.events.builders import held, make_date, taken
from tests.events.test_concurrency import date as a_date
from tests.events.test_concurrency import unguarded, without_check

if TYPE_CHECKING:
    from events.models import Event

__all__ = ["a_date", "without_check"]  # fixtures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

THREADS = 8


@pytest.fixture
def event(date: EventDate) -> Event:
    return date.event


@pytest.fixture
def date(a_date: EventDate) -> EventDate:
    return a_date


@dataclass
class Told:
    """What the clients were told: the seats of those who got them, and who was refused, by size."""

    seated: list[int]
    refused: list[int]
    otherwise: list[object]


def rush(date: EventDate, sizes: list[int], *, read_before: bool = False) -> Told:
    """Let a party of each size ask for seats; each reads the date as it stands when its turn comes, or all read it before."""
    contacts = Contact.objects.bulk_create(Contact(email=f"r{number}@demo.example") for number in range(len(sizes)))

    dates = EventDate.objects.select_related("event")
    read = [dates.get(pk=date.pk) for _party in sizes] if read_before else []

    def ask(number: int) -> object:
        seen = read[number] if read_before else dates.get(pk=date.pk)
        try:
            return registering.register(seen, contact=contacts[number], seats=sizes[number], key=uuid4(), source="account")
        except registering.RegistrationRefused as refusal:
            return refusal

    def ask_in_turn(first: int) -> list[tuple[int, object]]:
        try:
            return [(sizes[number], ask(number)) for number in range(first, len(sizes), THREADS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        results = [result for some in pool.map(ask_in_turn, range(THREADS)) for result in some]
    told = Told([], [], [])
    for size, result in results:
        if isinstance(result, Registration):
            told.seated.append(size)
        elif isinstance(result, registering.Full):
            told.refused.append(size)
        else:
            told.otherwise.append(result)
    return told


def check(date: EventDate, told: Told, capacity: int) -> None:
    """Compare what was told with what is there."""
    confirmed = Registration.objects.filter(date=date).values_list("seats", flat=True)
    assert (sorted(confirmed), told.otherwise) == (sorted(told.seated), [])  # no confirmation lost, each refusal typed
    assert sum(told.seated) == taken(date) == held(date)
    assert taken(date) <= capacity, "oversold"
    assert all(size > capacity - taken(date) for size in told.refused), "a refused party would have fitted"


def test_four_hundred_clients_for_two_hundred_seats(event: Event) -> None:
    date = make_date(event, capacity=200, days=9)
    told = rush(date, [1] * 400)
    check(date, told, 200)
    assert (len(told.seated), len(told.refused)) == (200, 200)


def test_parties_of_one_to_five_for_forty_seats(event: Event) -> None:
    date = make_date(event, capacity=40, days=9)
    told = rush(date, [1 + number * 7 % 5 for number in range(300)])
    check(date, told, 40)
    assert sum(told.seated) == 40  # somebody small always asks later


@pytest.mark.usefixtures("without_check")
def test_with_guard_and_check_off_the_same_rush_oversells(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    date = make_date(event, capacity=40, days=9)
    monkeypatch.setattr(EventDate.objects.__class__, "take_seats", lambda self, pk, seats: unguarded(self.all(), pk, seats))
    monkeypatch.setattr("events.holding.check_open", lambda *_asked, **_how: 0)
    with pytest.raises(AssertionError, match="oversold"):
        check(date, rush(date, [1 + number * 7 % 5 for number in range(40)], read_before=True), 40)
