"""Seats are held while the form is filled in: they count, can be prolonged once, and are used or given back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.test import Client

from community.models import Contact
from community.models.contact import Profile
from events import holding, reconciling, registering, restricting
from events.models import EventDate, Hold, Registration
from events.refusals import HoldGone, LimitReached
from tests.events.builders import held, later, make_contact, make_date, register, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body
    from events.models import Event

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


def a_hold(date: EventDate, seats: int) -> Hold:
    return holding.hold(EventDate.objects.select_related("event").get(pk=date.pk), seats=seats)


def lapse(hold: Hold) -> None:
    Hold.objects.filter(pk=hold.pk).update(expires_at=later(seconds=-1))


def test_held_seats_count_and_nobody_else_gets_them(event: Event) -> None:
    date = make_date(event, capacity=3)
    a_hold(date, 2)
    with pytest.raises(registering.Full):
        register(date, seats=2)
    with pytest.raises(registering.Full):
        a_hold(date, 2)
    assert (taken(date), held(date), reconciling.drifts()) == (2, 2, [])


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_the_registration_uses_its_hold_even_for_the_last_seats(event: Event, seats: int) -> None:
    date = make_date(event, capacity=3)
    hold = a_hold(date, 2)
    made = register(date, seats=seats, hold=hold.key)
    assert (made.seats, taken(date), held(date), Hold.objects.count()) == (seats, seats, seats, 0)
    assert (EventDate.objects.get().freed_at is not None) == (seats == 1)  # only what is left over comes free


def test_a_hold_is_prolonged_once(date: EventDate) -> None:
    hold = a_hold(date, 1)
    first = hold.expires_at
    holding.prolong(hold)
    second = hold.expires_at
    holding.prolong(hold)
    assert (second - first, hold.expires_at) == (holding.SPAN, second)


def test_a_hold_whose_time_is_up_is_given_back_by_the_job_and_told(event: Event) -> None:
    date = make_date(event, capacity=2)
    hold, running = a_hold(date, 1), a_hold(date, 1)
    lapse(hold)
    assert (holding.expire_due(), holding.expire_due(), taken(date)) == (1, 0, 1)
    assert EventDate.objects.get().freed_at is not None
    register(date)
    with pytest.raises(HoldGone) as refused:
        register(date, hold=hold.key)
    assert ("went to others" in str(refused.value.message), Hold.objects.get()) == (True, running)
    with pytest.raises(HoldGone):
        holding.prolong(hold)


def test_a_hold_that_the_job_has_not_reached_still_helps(event: Event) -> None:
    date = make_date(event, capacity=1)
    hold = a_hold(date, 1)
    lapse(hold)
    assert register(date, hold=hold.key).is_confirmed
    assert (holding.expire_due(), taken(date)) == (0, 1)


def test_a_date_called_off_meanwhile_refuses_also_who_holds_seats(date: EventDate) -> None:
    hold = a_hold(date, 2)
    stale = EventDate.objects.select_related("event").get(pk=date.pk)
    EventDate.objects.update(cancelled_at=later())
    with pytest.raises(registering.Closed):
        registering.register(
            stale, contact=make_contact(), seats=2, key=uuid4(), source=Registration.Source.ACCOUNT, hold=hold.key
        )
    assert Registration.objects.count() == 0


def test_the_way_from_the_page_to_the_form_holds_the_seats(event: Event, signed_in: SignedIn) -> None:
    date = make_date(event, capacity=2)
    client, address = signed_in("resident"), f"/en/events/{event.slug}/registration/"
    asked = {"date": date.key, "seats": "2"}
    response = client.post(f"{address}hold/", asked, headers={"origin": "http://testserver"})
    hold = Hold.objects.get()
    assert response["Location"] == f"{address}?date={date.key}&seats=2&hold={hold.key}"
    page = client.get(response["Location"]).content.decode()
    assert ("2 seats are held for you until" in page, "10 minutes more" in page) == (True, True)
    typed = {**asked, "key": str(uuid4()), "hold": str(hold.key), "name_1": "Ana Lima"}
    page = client.post(response["Location"], {**typed, "prolong": "1"}).content.decode()
    assert ("Ana Lima" in page, "10 minutes more" in page, Registration.objects.count()) == (True, False, 0)
    client.post(response["Location"], typed)
    assert (Registration.objects.get().seats, taken(date), Hold.objects.count()) == (2, 2, 0)


@pytest.mark.parametrize("origin", ["", "https://elsewhere.example", "null"])
def test_another_site_cant_hold_seats_in_somebodys_name(date: EventDate, origin: str) -> None:
    address = f"/en/events/{date.event.slug}/registration/hold/"
    response = Client().post(address, {"date": date.key, "seats": "2"}, headers={"origin": origin} if origin else {})
    assert (response.status_code, Hold.objects.count()) == (302, 0)
    assert "hold=" not in response["Location"]


def test_wrong_numbers_dates_and_keys_lead_to_the_form(date: EventDate) -> None:
    client, address = Client(), f"/en/events/{date.event.slug}/registration/"
    for asked in ({"date": "x", "seats": "2"}, {"date": date.key, "seats": "99"}, {}):
        assert client.post(f"{address}hold/", asked, headers={"origin": "http://testserver"}).status_code == 302
    for key in ("x", str(uuid4())):
        assert client.get(f"{address}?hold={key}").status_code == 200


def test_whom_the_rules_refuse_is_told_before_the_form_and_holds_no_seats(
    date: EventDate, signed_in: SignedIn, bodies: dict[str, Body]
) -> None:
    restricting.add_rule(date.event, by=None, kind="township", townships=[bodies["huacao"]])
    asked, address = {"date": date.key, "seats": "2"}, f"/en/events/{date.event.slug}/registration/"
    for who, words in (("neighbour", "Huacao Town"), ("visitor", "Sign in")):
        client = signed_in(who)
        response = client.post(f"{address}hold/", asked, headers={"origin": "http://testserver"})
        page = client.get(response["Location"]).content.decode()
        assert ("hold=" in response["Location"], words in page, "Nothing was booked" in page) == (False, True, True)
        assert "预订" not in page
        assert "华漕镇" in client.get(response["Location"].replace("/en/", "/zh-hans/")).content.decode()
    client = signed_in("resident")
    response = client.post(f"{address}hold/", asked, headers={"origin": "http://testserver"})
    assert ("hold=" in response["Location"], Hold.objects.count()) == (True, 1)
    assert "Nothing was booked" not in client.get(response["Location"]).content.decode()


def test_what_a_reserve_keeps_is_not_held_for_others(event: Event, bodies: dict[str, Body]) -> None:
    date = make_date(event, capacity=5)
    restricting.add_rule(event, by=None, kind="township", townships=[bodies["huacao"]], seats=4, melts_hours=2)
    a_hold(date, 1)
    with pytest.raises(LimitReached):
        a_hold(date, 2)
    home = make_contact()
    Profile.objects.create(contact=home, township=bodies["huacao"])
    read = EventDate.objects.select_related("event").get(pk=date.pk)
    assert holding.hold(read, seats=2, contact=home).seats == 2


def test_a_person_with_all_dates_allowed_is_told_before_the_form(event: Event, signed_in: SignedIn) -> None:
    first, second = make_date(event), make_date(event, days=9)
    restricting.add_rule(event, by=None, kind="series", most=1)
    client = signed_in("resident")
    register(first, contact=Contact.objects.get(email="resident@demo.example"))
    page = client.get(f"/en/events/{event.slug}/registration/?date={second.key}&seats=1").content.decode()
    assert "Nothing was booked" in page
