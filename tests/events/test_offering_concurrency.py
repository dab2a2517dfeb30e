"""Many workers on a real PostgreSQL: each waiter is offered once, an offer is used once, passers-by never come first.

SQLite lets one writer in at a time, so there is nothing to see there.
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from community.models import Body
from events import lining_up, offering, registering
from events.models import EventDate, Offer, OfferAnswer, Registration, WaitlistEntry, WaitlistRule
from tests.events.builders import held, later, make_contact, make_date, make_event, register, taken
from tests.events.test_concurrency import at_once, party

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def date() -> EventDate:
    """Return a full date of ten seats, ten days ahead, held by ten people."""
    district = Body.objects.create(slug="minhang", kind="district", name_en="Minhang", name_zh_hans="闵行区")
    body = Body.objects.create(
        slug="huacao", kind="township", parent=district, code="HC", name_en="Huacao", name_zh_hans="华漕镇"
    )
    made = make_date(make_event(body), capacity=10, days=10)
    for _seat in range(10):
        register(made)
    full: EventDate = EventDate.objects.select_related("event").get(pk=made.pk)
    return full


def wait(date: EventDate, seats: int = 1) -> WaitlistEntry:
    return lining_up.join(date, contact=make_contact(), seats=seats, key=uuid4())


def cancelling(date: EventDate, count: int) -> list[Callable[[], object]]:
    seated = Registration.objects.filter(date=date, state="confirmed").select_related("date__event", "contact")[:count]
    return [lambda one=one: registering.cancel(one) for one in seated]  # type: ignore[misc]  # bound as it is made


def test_ten_workers_offer_each_waiter_once(date: EventDate) -> None:
    waiting = [wait(date) for _party in range(6)]
    for cancel in cancelling(date, 4):
        cancel()
    made = at_once([offering.offer_due] * 10)
    assert sum(made) == Offer.objects.count() == 4
    assert Counter(Offer.objects.values_list("entry_id", flat=True)) == {entry.pk: 1 for entry in waiting[:4]}
    assert taken(date) == held(date) == 10


def test_nobody_is_offered_seats_while_another_window_of_theirs_registers(date: EventDate) -> None:
    entry = wait(date)
    cancelling(date, 1)[0]()
    inserted, looked = threading.Event(), threading.Event()

    def register_elsewhere() -> None:
        with transaction.atomic():  # the registration is there and its date not locked yet
            given = {"language": "en", "seats": 1, "key": uuid4(), "state": Registration.State.CONFIRMED}
            Registration.objects.create(date=date, contact=entry.contact, created_at=timezone.now(), **given)
            inserted.set()
            looked.wait(timeout=20)
            transaction.set_rollback(True)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(register_elsewhere)
        inserted.wait(timeout=20)
        assert offering.offer_due() == 0
        looked.set()
        other.result()
    assert offering.offer_due() == 1


def test_passers_by_in_a_rush_never_get_what_is_freed_at_the_same_moment(date: EventDate) -> None:
    waiting = [wait(date) for _party in range(5)]
    passing = [party(date, make_contact(), 1) for _person in range(10)]
    results = at_once([*cancelling(date, 5), *passing, *[offering.offer_due] * 3])
    assert all(isinstance(result, registering.RegistrationRefused) for result in results[5:15])
    offering.offer_due()
    assert set(Offer.objects.values_list("entry_id", flat=True)) == {entry.pk for entry in waiting}
    assert taken(date) == held(date) == 10


def test_without_the_shield_passers_by_do_get_them(date: EventDate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show that the test above tests something: with the line's mark ignored, the rush takes seats before the line."""
    for _party in range(5):
        wait(date)
    take = EventDate.objects.__class__.take_seats
    monkeypatch.setattr(
        EventDate.objects.__class__, "take_seats", lambda self, pk, seats, **_how: take(self, pk, seats, in_line=True)
    )
    stale = EventDate.objects.select_related("event").get(pk=date.pk)
    stale.queued_since, stale.seats_taken = None, 0
    for cancel in cancelling(date, 5):
        cancel()
    results = at_once([party(stale, make_contact(), 1) for _person in range(10)])
    assert any(isinstance(result, Registration) for result in results)


def test_accepting_declining_and_expiring_at_once_uses_each_offer_once(date: EventDate) -> None:
    for _party in range(4):
        wait(date)
    for cancel in cancelling(date, 4):
        cancel()
    offering.offer_due()
    offers = list(Offer.objects.select_related("entry__contact", "registration__date__event", "registration__contact"))
    Registration.objects.filter(source="waitlist").update(expires_at=later(seconds=0.3))
    at_once(
        [
            *((lambda one=one: offering.accept(one)) for one in offers),
            *((lambda one=one: offering.accept(Offer.objects.get(pk=one.pk))) for one in offers),
            *((lambda one=one: offering.decline(one)) for one in offers),
            *[registering.expire_due] * 2,
            *[offering.offer_due] * 2,
        ]
    )
    registering.expire_due()
    offering.offer_due()
    assert OfferAnswer.objects.filter(offer__in=offers).count() == 4
    for offer in offers:
        state = Registration.objects.get(pk=offer.registration_id).state
        assert (offer.outcome, state) in {
            ("accepted", "confirmed"), ("declined", "cancelled"), ("expired", "expired"),
            ("declined", "expired"),  # its seats were given back just before; the answer that came first counts
        }  # fmt: skip
    assert taken(date) == held(date) <= 10


def test_joining_leaving_cancelling_and_offering_at_once_keeps_every_count(date: EventDate) -> None:
    first = [wait(date, 1 + number % 3) for number in range(5)]
    people = [make_contact() for _person in range(6)]
    at_once(
        [
            *cancelling(date, 6),
            *((lambda one=one: lining_up.leave(one)) for one in first[:2]),
            *((lambda one=one: lining_up.join(date, contact=one, seats=1, key=uuid4())) for one in people),
            *[offering.offer_due] * 4,
        ]
    )
    offering.offer_due()
    assert taken(date) == held(date) <= 10
    line, free = list(WaitlistEntry.objects.in_line().filter(date=date)), 10 - taken(date)
    assert (EventDate.objects.get(pk=date.pk).queued_since is not None) == bool(line)
    saved_for = next((entry for entry in line if entry.passed_over >= WaitlistRule().skips), None)
    if saved_for is None:
        assert all(entry.seats > free for entry in line)
    else:  # passed over as often as is printed: seats are saved up for it, and only whoever is before it may have them
        assert all(entry.seats > free for entry in line[: line.index(saved_for) + 1])
