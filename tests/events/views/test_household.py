"""The household's page, and choosing from it when one registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from events.models import Event, Member, Person, Registration
from tests.events.builders import taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from events.models import EventDate

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db

PAGE = "/en/account/household/"


def form(**said: str) -> dict[str, str]:
    return {"key": str(uuid4()), "name": "Ana Lima", "chinese_name": "安娜", "age_band": "18-59", "needs": "", **said}


def gather(client: Client, **bands: str) -> dict[str, Member]:
    for name, band in bands.items():
        client.post(PAGE, form(name=name, age_band=band))
    return {member.name: member for member in Member.objects.all()}


def registration(date: EventDate, *members: Member, seats: int = 0, **more: Any) -> dict[str, Any]:
    chosen = [str(member.pk) for member in members]
    return {"date": date.key, "seats": str(seats), "members": chosen, "key": str(uuid4()), **more}


def test_a_member_is_added_changed_and_removed(signed_in: SignedIn) -> None:
    client, data = signed_in("resident"), form()
    for _tap in range(2):
        assert client.post(PAGE, data).status_code == 302
    member = Member.objects.get()
    page = client.get(PAGE).content.decode()
    assert "Ana Lima 安娜" in page
    address = f"{PAGE}{member.key}/"
    assert client.post(address, form(needs="wheelchair")).status_code == 302
    assert Member.objects.get().needs == "wheelchair"
    for _tap in range(2):
        assert client.post(f"{address}removal/").status_code == 302
    assert not Member.objects.exists()


def test_a_member_needs_a_name_and_nothing_typed_is_lost(signed_in: SignedIn) -> None:
    response = signed_in("resident").post(PAGE, form(name="", chinese_name="", needs="an allergy"))
    page = response.content.decode()
    assert (response.status_code, Member.objects.count()) == (422, 0)
    assert "Give a name, in either script" in page
    assert "an allergy" in page


def test_nobody_elses_member_is_there(signed_in: SignedIn) -> None:
    signed_in("resident").post(PAGE, form())
    member, stranger = Member.objects.get(), signed_in("neighbour")
    assert stranger.get(f"{PAGE}{member.key}/").status_code == 404
    stranger.post(f"{PAGE}{member.key}/removal/")
    assert Member.objects.exists()
    assert "Ana" not in stranger.get(PAGE).content.decode()


def test_the_page_asks_for_nothing_an_office_would(signed_in: SignedIn) -> None:
    page = signed_in("resident").get(PAGE).content.decode()
    assert 'type="date"' not in page
    for word in ("passport", "visa", "birth"):
        assert f'name="{word}' not in page


def test_members_are_chosen_and_others_are_added(date: EventDate, signed_in: SignedIn) -> None:
    client = signed_in("resident")
    family = gather(client, Ana="18-59", Leo="6-12")
    address = f"/en/events/{date.event.slug}/registration/"
    assert "Who of your household comes?" in client.get(address).content.decode()
    client.post(address, registration(date, family["Ana"], family["Leo"], seats=1, name_1="Mia"))
    made = Registration.objects.get()
    people = [(person.name, person.age_band, person.member_id) for person in made.people.all()]
    assert people == [("Ana", "18-59", family["Ana"].pk), ("Leo", "6-12", family["Leo"].pk), ("Mia", "", None)]
    assert (made.seats, taken(date)) == (3, 3)


def test_an_infant_of_the_household_takes_no_seat_where_laps_are_allowed(date: EventDate, signed_in: SignedIn) -> None:
    Event.objects.update(lap_infants=True)
    client = signed_in("resident")
    family = gather(client, Ana="18-59", Bo="0-1")
    client.post(f"/en/events/{date.event.slug}/registration/", registration(date, *family.values()))
    assert (Registration.objects.get().seats, Person.objects.filter(on_lap=True).count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"members": [], "seats": "0"}, "Choose who comes, or say how many others."),
        ({"members": ["0"]}, "Select a valid choice"),
        ({"seats": "5"}, "A party has at most 5 people"),
    ],
)
def test_a_wrong_choice_is_said(date: EventDate, signed_in: SignedIn, changes: dict[str, Any], words: str) -> None:
    client = signed_in("resident")
    family = gather(client, Ana="18-59")
    response = client.post(f"/en/events/{date.event.slug}/registration/", registration(date, family["Ana"]) | changes)
    assert (response.status_code, Registration.objects.count()) == (422, 0)
    assert words in response.content.decode()


def test_a_household_emptied_in_another_window_books_no_smaller_party(date: EventDate, signed_in: SignedIn) -> None:
    client = signed_in("resident")
    family = gather(client, Ana="18-59", Leo="6-12")
    data = registration(date, *family.values(), seats=1)
    Member.objects.all().delete()
    response = client.post(f"/en/events/{date.event.slug}/registration/", data)
    assert (response.status_code, Registration.objects.count()) == (422, 0)
    assert "changed in another window" in response.content.decode()
