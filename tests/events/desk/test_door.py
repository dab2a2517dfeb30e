"""The door at the desk: links made, shown once, revoked; what has to be looked at."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from community.models import AuditEntry, Link
from events import checking_in
from events.models import DoorLink
from tests.events.builders import register
from tests.events.test_checking_in import arrival

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.models import EventDate

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


def address(date: EventDate, tail: str = "", language: str = "en") -> str:
    return f"/{language}/desk/events/{date.event.slug}/dates/{date.key}/door/{tail}"


def span(date: EventDate, **changes: str) -> dict[str, str]:
    opens, closes = timezone.localtime() - timedelta(hours=1), timezone.localtime(date.ends_at + timedelta(hours=1))
    return {"label": "东门", "opens_at": f"{opens:%Y-%m-%dT%H:%M}", "closes_at": f"{closes:%Y-%m-%dT%H:%M}", **changes}


def test_an_organiser_makes_shows_and_revokes_a_link(date: EventDate, signed_in: SignedIn) -> None:
    client = signed_in("organiser")
    made = client.post(address(date), span(date))
    link = DoorLink.objects.get()
    assert made["Location"] == address(date, f"{link.pk}/")
    sheet = client.get(made["Location"]).content.decode()
    found = re.search(r"/door/[\w-]{32}/", sheet)
    assert found
    assert ("data:image/svg+xml" in sheet, "东门" in sheet, Client().get(found[0]).status_code) == (True, True, 200)
    assert Link.objects.get().token_hash not in sheet
    client.post(address(date, f"{link.pk}/revocation/"))
    assert Client().get(found[0]).status_code == 410
    assert found[0] not in client.get(made["Location"]).content.decode()
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["event.door_opened", "event.door_closed"]


def test_a_link_is_shown_to_who_made_it_only(date: EventDate, signed_in: SignedIn) -> None:
    made = signed_in("organiser").post(address(date), span(date))
    page = signed_in("manager").get(made["Location"])
    assert (page.status_code, "/door/" in page.content.decode().split("<main")[1].split("desk/events")[0]) == (200, False)
    assert "be shown again" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_at": "2020-01-01T10:00"}, "It has to end after it starts"),
        ({"closes_at": "2099-01-01T10:00"}, "two weeks at most"),
        ({"opens_at": "soon"}, "Enter a valid date"),
    ],
)
def test_a_wrong_span_is_shown_again(date: EventDate, signed_in: SignedIn, changes: dict[str, str], words: str) -> None:
    response = signed_in("organiser").post(address(date), span(date, **changes))
    assert (response.status_code, DoorLink.objects.count()) == (422, 0)
    assert words in response.content.decode()
    assert "东门" in response.content.decode()


def test_a_link_of_another_date_is_not_revoked_here(date: EventDate, signed_in: SignedIn) -> None:
    signed_in("organiser").post(address(date), span(date))
    other = f"{DoorLink.objects.get().pk + 1}/revocation/"
    assert signed_in("organiser").post(address(date, other)).status_code == 404


def test_a_duplicate_stands_there_once_with_both_phones(date: EventDate, signed_in: SignedIn) -> None:
    client = signed_in("organiser")
    client.post(address(date), span(date))
    door, party = DoorLink.objects.get(), register(date, seats=3)
    for device, minute in (("AAAA", 1.0), ("BBBB", 2.0)):
        checking_in.record(door, device=device, acts=[arrival(party, 3, minute=minute)], skew=0)
    checking_in.record(door, device="AAAA", acts=[arrival(None, 2, kind="walk-in", reference="", nonce=uuid4())], skew=0)
    page = client.get(address(date)).content.decode()
    assert page.count(party.code) == 1
    for words in ("AAAA", "BBBB", "without a network", "Walk-ins"):
        assert words in page
    assert "重复入场" in client.get(address(date, language="zh-hans")).content.decode()


def test_nothing_to_look_at_says_so(date: EventDate, signed_in: SignedIn) -> None:
    assert "compared here once they have sent it" in signed_in("organiser").get(address(date)).content.decode()
