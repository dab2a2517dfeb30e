"""An organiser's whole working day at the desk, from the first word to the copy for next month: no other screen is needed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils import timezone

from community.models import Delivery
from events import checking_in
from events.models import DoorLink, Event, EventDate
from tests.events.builders import register, wait
from tests.events.desk.test_desk import WORDS, when
from tests.events.test_checking_in import arrival

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


def test_an_organisers_day_needs_no_other_screen_than_the_desk(bodies: dict[str, Body], signed_in: SignedIn) -> None:
    desk = signed_in("organiser")

    def act(path: str, **typed: object) -> str:
        response = desk.post(f"/en/desk/events/{path}", typed, follow=True)
        assert response.status_code == 200, path
        return response.content.decode()

    def look(path: str, *words: str) -> None:
        page = desk.get(f"/en/desk/events/{path}").content.decode()
        assert [one for one in words if one not in page] == [], path

    act("new/", **WORDS, key=uuid4(), body=bodies["huacao"].pk)
    slug = Event.objects.get().slug
    act(f"{slug}/dates/", **when(capacity="4"))
    first = EventDate.objects.get()
    local = {name: f"{timezone.localtime(getattr(first, name)):%Y-%m-%dT%H:%M}" for name in ("starts_at", "ends_at")}
    week_on = f"{timezone.localtime(first.starts_at) + timedelta(days=7):%Y%m%d-%H%M}"
    act(f"{slug}/series/", **local, every="week", count=2, capacity=8, keep=[week_on])
    act(f"{slug}/form/", largest_party=3, guardian="children", answers_kept_days=7)
    question = {"text_en": "Tea?", "text_zh_hans": "喝茶吗？", "purpose_en": "Shopping", "purpose_zh_hans": "采购"}
    act(f"{slug}/questions/new/", kind="text", **question)
    act(f"{slug}/access/", add_rule="1", **{"rule-kind": "series", "rule-most": "2", "rule-effect": "always"})
    act(f"{slug}/reminders/", reconfirm=48, release=12, thanks=1)
    assert "Published" in act(f"{slug}/publication/")

    party = register(first, seats=3)
    wait(first, 2)
    look("board/", "4 of 4 seats taken", "1 party waits for 2 seats")
    look(f"{slug}/queue/", "Who waits")
    look(f"{slug}/participants/?q={party.code}", party.code)
    assert (
        desk.post(f"/en/desk/events/{slug}/participants/export/", {"export-rows": "party", "export-kind": "csv"}).status_code
        == 200
    )
    message = {"subject_en": "Cups", "subject_zh_hans": "杯子", "text_en": "Bring one.", "text_zh_hans": "请带杯子。"}
    act(f"{slug}/messages/", **message, group="confirmed", key=uuid4(), send="1")
    assert Delivery.objects.filter(message__subject="Cups").count() == 2

    door = f"{slug}/dates/{first.key}/door/"
    volunteer = {"name": "Li", "task": "Door", "email": "li@mail.example", "language": "en", "with_door": "on"}
    act(f"{slug}/dates/{first.key}/volunteers/", **volunteer)
    checking_in.record(DoorLink.objects.get(), device="AAAA", acts=[arrival(party, 2)], skew=0)
    look(door, "Everything that was sent agrees")
    EventDate.objects.filter(pk=first.pk).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    look(f"{slug}/statistics/", "where the door kept book", 'data-value="2"')
    act(f"{slug}/clone/", first_on=f"{timezone.localdate() + timedelta(days=40)}", key=uuid4())
    assert Event.objects.exclude(slug=slug).get().dates.count() == 2
