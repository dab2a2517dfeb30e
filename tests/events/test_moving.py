"""Moving and calling off: one act tells everyone once, in their language, and calendars can follow."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from community.models import AuditEntry
from events import moving, registering, scheduling
from events.models import EventDate, Move
from tests.events.builders import later, make_contact, make_date, make_place, register, taken, wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Delivery, User

    Outbox = Callable[[], list[Delivery]]
    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db

REASON = {"en": "The hall is being repaired.", "zh-hans": "活动厅正在维修。"}
NO_WORDS = {"en": "", "zh-hans": ""}


def read(date: EventDate) -> EventDate:
    found: EventDate = EventDate.objects.select_related("event__body", "event__place", "place").get(pk=date.pk)
    return found


def move(date: EventDate, /, **changes: Any) -> int:
    fresh = read(date)
    given = {"starts_at": fresh.starts_at, "ends_at": fresh.ends_at, "place": fresh.place, "cause": "other", "reason": REASON}
    return moving.move(fresh, by=None, **{**given, **changes})


def test_a_move_tells_each_party_once_in_its_language_and_keeps_their_seats(date: EventDate, outbox: Outbox) -> None:
    register(date, seats=2)
    register(date, contact=make_contact(language="zh-hans"))
    registering.cancel(register(date))
    before, place = len(outbox()), make_place(date.event.body, name_en="New hall", name_zh_hans="新厅")
    assert move(date, place=place, starts_at=date.starts_at + timedelta(days=1), ends_at=date.ends_at + timedelta(days=1)) == 2
    assert moving.finish_moves() == 0
    english, chinese = (delivery.message for delivery in outbox()[before:])
    assert ("Moved:" in english.subject, "The hall is being repaired." in english.text, "New hall" in english.text) == (True,) * 3
    assert ("活动厅正在维修。" in chinese.text, "新厅" in chinese.html, "/zh-hans/l/" in chinese.text) == (True,) * 3
    now = read(date)
    assert (taken(date), now.sequence, now.where, now.starts_at - date.starts_at) == (3, 1, place, timedelta(days=1))
    assert AuditEntry.objects.about(date.event).get().verb == "event.date_moved"


def test_who_waits_is_told_of_a_move_too_and_keeps_the_place(event: Any, outbox: Outbox) -> None:
    date = make_date(event, capacity=1)
    entry = wait(date, contact=make_contact(language="zh-hans"))
    before = len(outbox())
    assert move(date, starts_at=date.starts_at + timedelta(days=1), ends_at=date.ends_at + timedelta(days=1)) == 2
    assert moving.finish_moves() == 0
    mail = outbox()[-1].message
    assert (len(outbox()) - before, mail.kind, "活动厅正在维修。" in mail.text, "候补" in mail.text) == (
        2,
        "waitlist-moved",
        True,
        True,
    )
    entry.refresh_from_db()
    assert entry.is_waiting


def test_registration_closes_as_long_before_the_start_as_it_did(event: Any) -> None:
    date = make_date(event, closes_at=later(days=6))
    move(date, starts_at=date.starts_at + timedelta(days=2), ends_at=date.ends_at + timedelta(days=2))
    assert date.closes_at is not None
    assert read(date).closes_at == date.closes_at + timedelta(days=2)


def test_what_a_killed_move_left_untold_is_told_by_the_job(date: EventDate, outbox: Outbox) -> None:
    register(date)
    register(date)
    Move.objects.create(
        date=date, from_starts_at=date.starts_at, from_ends_at=date.ends_at, cause="typhoon", moved_at=timezone.now()
    )
    assert (moving.finish_moves(), moving.finish_moves()) == (2, 0)
    assert "Typhoon or storm" in outbox()[-1].message.text or "typhoon or storm" in outbox()[-1].message.text


def test_nothing_is_moved_to_where_it_is_nor_into_the_past_nor_onto_another_date(date: EventDate) -> None:
    other = make_date(date.event, days=9)
    with pytest.raises(scheduling.NothingMoves):
        move(date)
    with pytest.raises(scheduling.AlreadyThere):
        move(date, starts_at=other.starts_at, ends_at=other.ends_at)
    with pytest.raises(scheduling.Settled):
        move(date, starts_at=later(hours=-1))
    EventDate.objects.filter(pk=date.pk).update(cancelled_at=timezone.now())
    with pytest.raises(scheduling.Settled):
        move(date, ends_at=later(days=8))
    assert (Move.objects.count(), read(date).sequence) == (0, 0)


def test_weather_explains_itself_in_both_languages(date: EventDate, outbox: Outbox) -> None:
    register(date)
    register(date, contact=make_contact(language="zh-hans"))
    scheduling.call_off(date.event, by=None, reason=NO_WORDS, date=date, cause=EventDate.Cause.TYPHOON)
    english, chinese = (delivery.message.text for delivery in outbox()[2:])
    assert ("Typhoon or storm" in english, "台风或暴雨" in chinese) == (True, True)
    assert read(date).sequence == 1


def test_editing_what_calendars_show_counts_and_the_rest_does_not(date: EventDate) -> None:
    words = {"bring_en": "A cup", "bring_zh_hans": "茶杯"}
    scheduling.edit(date.event, by=None, words=words)
    assert read(date).sequence == 0
    scheduling.edit(date.event, by=None, words={"title_en": "Tea, moved"})
    assert read(date).sequence == 1


def test_the_desk_moves_a_date_and_the_page_says_from_where(date: EventDate, signed_in: SignedIn) -> None:
    register(date, seats=2)
    client, address = signed_in("organiser"), f"/en/desk/events/{date.event.slug}/dates/{date.key}/move/"
    assert client.get(address).status_code == 200
    starts = timezone.localtime(date.starts_at + timedelta(days=1))
    data = {"starts_at": f"{starts:%Y-%m-%dT%H:%M}", "ends_at": f"{starts + timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    assert client.post(address, {**data, "cause": "other", "reason_en": "Repairs."}).status_code == 422  # Chinese is missing
    page = client.post(address, {**data, "cause": "heat"}, follow=True).content.decode()
    assert "1 party is told" in page
    for words in ("moved", "Before:", "heat"):
        assert words in client.get(f"/en/events/{date.event.slug}/").content.decode()


def test_a_date_with_people_is_moved_and_not_just_changed(date: EventDate, signed_in: SignedIn, cast: dict[str, User]) -> None:
    register(date)
    starts = timezone.localtime(date.starts_at + timedelta(days=1))
    data = {"starts_at": f"{starts:%Y-%m-%dT%H:%M}", "ends_at": f"{starts + timedelta(hours=1):%Y-%m-%dT%H:%M}", "capacity": 20}
    response = signed_in("organiser").post(f"/en/desk/events/{date.event.slug}/dates/{date.key}/", data)
    assert (response.status_code, "move it: then everyone is told" in response.content.decode()) == (422, True)
