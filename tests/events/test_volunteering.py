"""Helpers of a date: told once what to do, again when it changes, and their door ends with them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import AuditEntry, Contact, Delivery, Link
from events import moving, scheduling, volunteering
from events.models import DoorLink, EventDate, Volunteer
from tests.events.builders import make_date, make_place, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper(date: EventDate, cast: dict[str, User]) -> Volunteer:
    return volunteering.enlist(
        date, name="李雷", task="签到", email="Li@mail.example", language="zh-hans", with_door=True, by=cast["organiser"]
    )


def told() -> list[str]:
    mails = Delivery.objects.filter(message__kind__startswith="volunteer").order_by("pk")
    return [mail.message.kind for mail in mails.select_related("message")]


def door_address() -> str:
    text = Delivery.objects.filter(message__kind="volunteer").get().message.text
    found = re.search(r"/door/[\w-]{32}/", text)
    assert found
    return found[0]


def move(date: EventDate, **changes: object) -> None:
    fresh = EventDate.objects.select_related("event").get(pk=date.pk)
    given: Any = {"starts_at": fresh.starts_at, "ends_at": fresh.ends_at, "place": fresh.place, **changes}
    moving.move(fresh, by=None, cause="typhoon", reason={}, **given)


def test_a_helper_is_told_the_task_and_has_a_door_that_opens_in_its_time(helper: Volunteer) -> None:
    mail = Delivery.objects.get()
    assert (mail.address, mail.message.language, mail.message.sensitive) == ("li@mail.example", "zh-hans", True)
    for words in ("李雷", "您的任务：签到", str(helper.date.event.title_zh_hans)):
        assert words in mail.message.text
    assert helper.door is not None
    assert (helper.door.label, Client().get(door_address()).status_code) == ("李雷", 403)  # too early
    DoorLink.objects.update(opens_at=timezone.now())
    assert Client().get(door_address()).status_code == 200


def test_taken_off_the_list_the_door_ends_and_they_are_told_once(helper: Volunteer, cast: dict[str, User]) -> None:
    seen = [Volunteer.objects.get() for _window in range(2)]
    for one in seen:
        volunteering.release(one, by=cast["organiser"])
    EventDate.objects.update(starts_at=helper.date.starts_at + timedelta(hours=1))
    assert volunteering.tell_changes() == 0  # of what changes later, others are told
    assert AuditEntry.objects.filter(verb="event.volunteer_released").count() == 1
    assert (told(), Client().get(door_address()).status_code) == (["volunteer", "volunteer-free"], 410)
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"event.volunteer_enlisted", "event.volunteer_released", "event.door_closed"} <= verbs


def test_nobody_is_on_a_list_twice_and_not_for_what_is_over(date: EventDate, helper: Volunteer, cast: dict[str, User]) -> None:
    given: Any = {"name": "Li", "task": "Tea", "email": "li@mail.example", "language": "en", "with_door": False}
    with pytest.raises(volunteering.HelpsAlready):
        volunteering.enlist(date, **given, by=cast["organiser"])
    date.ends_at = timezone.now()
    with pytest.raises(scheduling.Settled):
        volunteering.enlist(date, **given, by=cast["organiser"])
    off = make_date(date.event, days=9, cancelled_at=timezone.now())
    with pytest.raises(scheduling.Settled):
        volunteering.enlist(off, **given, by=cast["organiser"])
    assert (Volunteer.objects.count(), len(told())) == (1, 1)


def test_a_move_tells_them_once_and_takes_their_door_along(date: EventDate, helper: Volunteer) -> None:
    assert volunteering.tell_changes() == 0
    register(date)
    before, link = DoorLink.objects.get(), Link.objects.get(purpose="door")
    move(date, starts_at=date.starts_at + timedelta(days=3), ends_at=date.ends_at + timedelta(days=3))
    assert [volunteering.tell_changes() for _time in range(2)] == [1, 0]
    after = DoorLink.objects.get()
    assert (after.opens_at - before.opens_at, after.closes_at - before.closes_at) == (timedelta(days=3),) * 2
    assert link.expires_at is not None
    assert Link.objects.get(purpose="door").expires_at == link.expires_at + timedelta(days=3)
    move(date, place=make_place())
    assert [volunteering.tell_changes() for _time in range(2)] == [1, 0]
    assert told() == ["volunteer", "volunteer-moved", "volunteer-moved"]


def test_a_call_off_tells_them_once(date: EventDate, helper: Volunteer) -> None:
    scheduling.call_off(date.event, by=None, reason={"en": "Rain.", "zh-hans": "雨"})
    assert [volunteering.tell_changes() for _time in range(2)] == [1, 0]
    assert told() == ["volunteer", "volunteer-off"]


def test_names_go_some_time_after_the_date(date: EventDate, helper: Volunteer) -> None:
    over = timezone.now() - timedelta(days=89)
    EventDate.objects.update(starts_at=over - timedelta(hours=2), ends_at=over)
    assert volunteering.forget_due() == 0
    past = timezone.now() - timedelta(days=91)
    EventDate.objects.update(starts_at=past - timedelta(hours=2), ends_at=past)
    assert (volunteering.forget_due(), Volunteer.objects.count(), Contact.objects.filter(email="li@mail.example").count()) == (
        1,
        0,
        1,
    )


def test_at_the_desk_helpers_are_added_and_taken_off(date: EventDate, signed_in: SignedIn) -> None:
    client, address = signed_in("organiser"), f"/en/desk/events/{date.event.slug}/dates/{date.key}/volunteers/"
    typed = {"name": "Ana", "task": "Welcome", "email": "ana@mail.example", "language": "en", "with_door": "on"}
    assert client.post(address, {**typed, "email": "no"}).status_code == 422
    page = client.post(address, typed, follow=True).content.decode()
    assert ("Ana is on the list" in page, "has a link" in page) == (True, True)
    assert client.post(address, typed).status_code == 422
    foreign = signed_in("officer").post(f"{address}{Volunteer.objects.get().pk}/end/")
    assert (foreign.status_code, Volunteer.objects.get().released_at) == (404, None)
    other = address.replace(f"/{date.key}/", f"/{make_date(date.event, days=9).key}/")
    assert "Ana" not in client.get(other).content.decode().partition("<main")[2]
    assert client.post(f"{other}{Volunteer.objects.get().pk}/end/").status_code == 404
    page = client.post(f"{address}{Volunteer.objects.get().pk}/end/", follow=True).content.decode()
    assert "Nobody is on the list" in page
