"""All dates as one act: every date or none, one mail, one confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from events import enrolling, registering
from events.models import Event, EventDate, Registration
from events.refusals import CourseRefused
from tests.events.builders import make_contact, make_date, register, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Contact, Delivery

    Outbox = Callable[[], list[Delivery]]
    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def dates(event: Event) -> list[EventDate]:
    return [make_date(event, days=days, capacity=3) for days in (7, 14, 21)]


def enrol(dates: list[EventDate], contact: Contact, *, key: UUID | None = None, guest: bool = False) -> Registration:
    source = Registration.Source.GUEST if guest else Registration.Source.ACCOUNT
    fresh = list(EventDate.objects.select_related("event").filter(pk__in=[date.pk for date in dates]))
    return enrolling.enrol(fresh, contact=contact, seats=2, key=key or uuid4(), source=source)


def test_all_dates_are_taken_with_one_mail_that_names_them(dates: list[EventDate], outbox: Outbox) -> None:
    first = enrol(dates, make_contact())
    (mail,) = outbox()
    assert ([taken(date) for date in dates], first.date) == ([2, 2, 2], dates[0])
    assert mail.message.text.count("And on:") == 2


def test_one_full_date_refuses_the_whole_and_says_which(dates: list[EventDate], outbox: Outbox) -> None:
    register(dates[1], seats=2)
    mails = len(outbox())
    with pytest.raises(CourseRefused) as refused:
        enrol(dates, make_contact())
    assert refused.value.date == dates[1]
    assert "Only 1 seat is left" in str(refused.value.message)
    assert ([taken(date) for date in dates], len(outbox())) == ([0, 2, 0], mails)


def test_the_same_form_twice_is_one_course(dates: list[EventDate], outbox: Outbox) -> None:
    contact, key = make_contact(), uuid4()
    assert enrol(dates, contact, key=key) == enrol(dates, contact, key=key)
    assert (Registration.objects.count(), len(outbox())) == (3, 1)


def test_a_guest_confirms_the_course_by_one_link(dates: list[EventDate], outbox: Outbox) -> None:
    registering.confirm(enrol(dates, make_contact(confirmed=False), guest=True))
    assert set(Registration.objects.values_list("state", flat=True)) == {"confirmed"}
    assert [delivery.message.kind for delivery in outbox()] == ["registration-confirm", "registration-confirmed"]


@pytest.mark.parametrize("booking", ["all", "either"])
def test_the_form_offers_all_dates_and_takes_them(dates: list[EventDate], signed_in: SignedIn, booking: str) -> None:
    Event.objects.update(booking=booking)
    client, address = signed_in("resident"), f"/en/events/{dates[0].event.slug}/registration/"
    page = client.get(address).content.decode()
    assert ("All 3 dates" in page, dates[0].key in page) == (booking == "either", booking == "either")
    client.post(address, {"date": "all", "seats": "1", "key": str(uuid4())})
    assert [taken(date) for date in dates] == [1, 1, 1]
    assert client.post(address, {"date": dates[0].key, "seats": "1", "key": str(uuid4())}).status_code in {302, 422}


def test_dates_that_go_one_by_one_are_not_taken_together(dates: list[EventDate], signed_in: SignedIn) -> None:
    address = f"/en/events/{dates[0].event.slug}/registration/"
    response = signed_in("resident").post(address, {"date": "all", "seats": "1", "key": str(uuid4())})
    assert (response.status_code, Registration.objects.count()) == (422, 0)
