"""Reminders: each party once for each start, in its language; they move with the date; one tap answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from community import linking
from community.models import AuditEntry, Link
from events import offering, registering, reminding
from events.models import Attendance, EventDate, Reconfirmation, Registration, Reminded, Reminder, WaitlistEntry
from tests.events.builders import later, make_contact, make_date, register, taken, wait
from tests.events.views.test_registrations import link_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery
    from events.models import Event

    Outbox = Callable[[], list[Delivery]]

pytestmark = pytest.mark.django_db


def at(monkeypatch: Any, moment: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def kinds(outbox: Outbox) -> list[str]:
    return [one.message.kind.removeprefix("reminder-") for one in outbox() if one.message.kind.startswith("reminder-")]


def test_each_party_is_reminded_once_at_each_distance(event: Event, outbox: Outbox, monkeypatch: Any) -> None:
    date = make_date(event, days=7)
    register(date)
    expected = [(-80, []), (-71.9, ["reconfirm"]), (-30, []), (-23.9, ["release"]), (1, []), (4.1, ["thanks"])]
    seen: list[str] = []
    for hours, new in expected:
        at(monkeypatch, date.starts_at + timedelta(hours=hours))
        for _time in range(2):
            reminding.remind_due()
        seen += new
        assert kinds(outbox) == seen
    assert Reminded.objects.count() == 3
    sent = [delivery for delivery in outbox() if delivery.message.kind.startswith("reminder")]
    assert [delivery.not_after for delivery in sent] == [date.starts_at, date.starts_at, None]


def test_a_moved_date_moves_its_reminders_and_reminds_anew(event: Event, outbox: Outbox, monkeypatch: Any) -> None:
    date = make_date(event, days=7)
    register(date)
    at(monkeypatch, date.starts_at - timedelta(hours=71))
    reminding.remind_due()
    EventDate.objects.filter(pk=date.pk).update(
        starts_at=date.starts_at + timedelta(days=7), ends_at=date.ends_at + timedelta(days=7)
    )
    at(monkeypatch, date.starts_at - timedelta(hours=23))  # when the old date would have had its second
    reminding.remind_due()
    assert kinds(outbox) == ["reconfirm"]
    at(monkeypatch, date.starts_at + timedelta(days=7) - timedelta(hours=71))
    reminding.remind_due()
    assert kinds(outbox) == ["reconfirm", "reconfirm"]


def test_reminders_speak_the_partys_language(event: Event, outbox: Outbox, monkeypatch: Any) -> None:
    date = make_date(event, days=7)
    register(date, contact=make_contact(language="zh-hans"))
    at(monkeypatch, date.starts_at - timedelta(hours=71))
    reminding.remind_due()
    message = outbox()[-1].message
    assert (message.language, str(event.title_zh_hans) in message.subject) == ("zh-hans", True)


def test_who_registered_since_is_not_asked_whether_they_come(event: Event, outbox: Outbox, monkeypatch: Any) -> None:
    date = make_date(event, days=71 / 24)
    register(date)
    reminding.remind_due()
    assert kinds(outbox) == []
    at(monkeypatch, date.starts_at - timedelta(hours=23))
    reminding.remind_due()
    assert kinds(outbox) == ["release"]


def test_what_a_stopped_worker_left_lying_too_long_is_not_sent(event: Event, outbox: Outbox, monkeypatch: Any) -> None:
    date = make_date(event, days=7)
    register(date)
    at(monkeypatch, date.starts_at - timedelta(hours=50))
    reminding.remind_due()
    assert kinds(outbox) == []


def test_no_reminder_for_holds_what_was_cancelled_and_what_was_called_off(event: Event, outbox: Outbox, monkeypatch: Any) -> None:
    date, off = make_date(event, days=7), make_date(event, days=6.9)
    registering.cancel(register(date))
    register(date, guest=True)
    register(off)
    EventDate.objects.filter(pk=off.pk).update(cancelled_at=timezone.now())
    at(monkeypatch, date.starts_at - timedelta(hours=71))
    reminding.remind_due()
    assert kinds(outbox) == []


def test_thanks_go_to_those_who_came_where_a_door_kept_book(event: Event, outbox: Outbox, monkeypatch: Any) -> None:
    date = make_date(event, days=1)
    came, _stayed_away = register(date), register(date)
    Attendance.objects.create(registration=came, here=1)
    at(monkeypatch, date.ends_at + timedelta(hours=3))
    reminding.remind_due()
    assert [one.address for one in outbox() if one.message.kind == "reminder-thanks"] == [came.contact.email]


def test_the_team_sets_the_distances_and_turns_one_off(event: Event, outbox: Outbox, monkeypatch: Any, signed_in: Any) -> None:
    date = make_date(event, days=7)
    register(date)
    address = f"/en/desk/events/{event.slug}/reminders/"
    assert "Hours before the start" in signed_in("organiser").get(address).content.decode()
    assert not Reminder.objects.exists()  # looking stores nothing
    assert signed_in("organiser").post(address, {"reconfirm": "0"}).status_code == 422
    assert signed_in("organiser").post(address, {"reconfirm": "48", "release": "", "thanks": "2"}).status_code == 302
    assert AuditEntry.objects.filter(verb="event.reminders_set").exists()
    at(monkeypatch, date.starts_at - timedelta(hours=71))
    reminding.remind_due()
    assert kinds(outbox) == []
    for hours in (47, 23):
        at(monkeypatch, date.starts_at - timedelta(hours=hours))
        reminding.remind_due()
    assert kinds(outbox) == ["reconfirm"]


def reminder_link(event: Event, outbox: Outbox, monkeypatch: Any, hours: float) -> tuple[EventDate, Registration, str]:
    date = make_date(event, days=7, capacity=2)
    made = register(date, seats=2)
    now = date.starts_at - timedelta(hours=hours)
    at(monkeypatch, now)
    reminding.remind_due()
    return date, made, link_in(outbox()[-1])


def test_cannot_come_is_one_tap_without_an_account_and_the_seats_are_offered_on(
    event: Event, outbox: Outbox, monkeypatch: Any
) -> None:
    date, made, link = reminder_link(event, outbox, monkeypatch, 23)
    waiting = wait(date, 2)
    client = Client()
    page = client.get(link).content.decode()
    assert page.split("<main")[1].split("</main>")[0].count("<button") == 1  # one tap
    assert Registration.objects.get(pk=made.pk).state == "confirmed"  # reading changes nothing: mail scanners read links
    for _time in range(2):
        assert client.post(link, {"cannot": "1"}).status_code == 302
    assert Registration.objects.get(pk=made.pk).state == "cancelled"
    assert offering.offer_due() == 1  # the job of the minute
    assert (WaitlistEntry.objects.get(pk=waiting.pk).state, taken(date)) == ("offered", 2)
    assert "Thank you for telling us" in client.get(link).content.decode()
    assert "感谢" in client.get(link.replace("/en/", "/zh-hans/")).content.decode()


def test_saying_that_one_comes_is_noted_once(event: Event, outbox: Outbox, monkeypatch: Any) -> None:
    _date, made, link = reminder_link(event, outbox, monkeypatch, 71)
    client = Client()
    for _time in range(2):
        client.post(link, {"coming": "1"})
    assert Reconfirmation.objects.get().registration_id == made.pk
    assert "The hosts count on you" in client.get(link).content.decode()
    for changes in ({"state": "cancelled"}, {"state": "confirmed", "date": make_date(event, days=-0.01)}):
        Registration.objects.filter(pk=made.pk).update(**changes)
        with pytest.raises(registering.TooLate):
            reminding.say_coming(Registration.objects.get(pk=made.pk))


def test_the_desk_and_the_party_see_who_has_said_that_they_come(date: EventDate, signed_in: Any) -> None:
    made, silent = register(date, seats=2), register(date)
    reminding.say_coming(made)
    address = f"/desk/events/{date.event.slug}/reminders/"
    page = signed_in("organiser").get(f"/en{address}").content.decode()
    assert ("1 of 2 parties" in page, made.code in page, silent.code in page) == (True, True, False)
    assert "共 2 组，其中 1 组已确认参加" in signed_in("organiser").get(f"/zh-hans{address}").content.decode()
    token = linking.make("registration", made, expires_at=date.ends_at)
    assert "you said that you come" in Client().get(f"/en/l/{token}/").content.decode()


def test_the_tap_after_the_start_is_refused_in_words_and_an_ended_link_opens_nothing(
    event: Event, outbox: Outbox, monkeypatch: Any
) -> None:
    date, made, link = reminder_link(event, outbox, monkeypatch, 23)
    at(monkeypatch, date.starts_at + timedelta(minutes=1))
    response = Client().post(link, {"cannot": "1"})
    assert (response.status_code, "has begun" in response.content.decode()) == (422, True)
    Link.objects.update(expires_at=later(days=-1))
    assert Client().get(link).status_code == 404
    assert Registration.objects.get(pk=made.pk).state == "confirmed"
