"""Drafting, publishing, changing dates, calling off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from community import searching
from community.models import AuditEntry, File
from events import drafting, indexing, registering, scheduling
from events.models import Event, EventDate, Registration
from tests.events.builders import held, later, make_contact, make_date, make_event, make_place, register, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, Delivery, User

    Outbox = Callable[[], list[Delivery]]

pytestmark = pytest.mark.django_db

REASON = {"en": "The kitchen is being repaired.", "zh-hans": "厨房正在维修。"}


def test_a_draft_gets_an_address_from_its_title_and_a_free_one(bodies: dict[str, Body]) -> None:
    words = [{"title_en": "Tea & friends"}, {"title_en": "Tea & friends"}, {"title_zh_hans": "茶艺入门"}, {"title_zh_hans": "！"}]
    made = [drafting.draft(bodies["huacao"], by=None, words={"kind": "food", **one}, languages=["en"]) for one in words]
    assert [event.slug for event in made] == ["tea-friends", "tea-friends-2", "cha-yi-ru-men", "event"]
    assert [spoken.code for spoken in made[0].languages.all()] == ["en"]


def test_a_complete_event_with_a_date_is_published_and_can_be_found(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    event = make_event(bodies["huacao"], published=False)
    make_date(event)
    scheduling.publish(event, by=cast["organiser"])
    event.refresh_from_db()
    assert (event.is_published, event.published_by) == (True, cast["organiser"])
    assert AuditEntry.objects.about(event).get().verb == "event.published"


@pytest.mark.parametrize("field", ["title_en", "summary_zh_hans", "description_en"])
def test_words_missing_in_one_language_block_publication(bodies: dict[str, Body], field: str) -> None:
    event = make_event(bodies["huacao"], published=False, **{field: ""})
    make_date(event)
    with pytest.raises(scheduling.Incomplete) as refusal:
        scheduling.publish(event, by=None)
    assert refusal.value.missing == (field.split("_", maxsplit=1)[0],)
    assert not Event.objects.get().is_published


def test_what_is_said_in_one_language_must_be_said_in_the_other(bodies: dict[str, Body]) -> None:
    event = make_event(bodies["huacao"], published=False, bring_en="An apron")
    assert scheduling.missing_words(event) == ["bring"]


def test_a_named_person_may_decide_to_publish_in_one_language(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    event = make_event(bodies["huacao"], published=False, title_en="", summary_en="", description_en="")
    make_date(event)
    scheduling.publish(event, by=cast["manager"], in_one_language=True)
    event.refresh_from_db()
    assert (event.is_published, event.one_language_by) == (True, cast["manager"])


def test_an_event_complete_in_neither_language_is_not_published_by_decision(bodies: dict[str, Body]) -> None:
    event = make_event(bodies["huacao"], published=False, title_en="", description_zh_hans="")
    make_date(event)
    with pytest.raises(scheduling.Incomplete):
        scheduling.publish(event, by=None, in_one_language=True)


def test_an_event_without_a_coming_date_is_not_published(bodies: dict[str, Body]) -> None:
    event = make_event(bodies["huacao"], published=False)
    make_date(event, days=-1)
    with pytest.raises(scheduling.WithoutDate):
        scheduling.publish(event, by=None)


def test_publishing_twice_is_refused(date: EventDate) -> None:
    with pytest.raises(scheduling.Settled):
        scheduling.publish(date.event, by=None)


def test_the_picture_becomes_public_with_the_event(bodies: dict[str, Body]) -> None:
    event = make_event(bodies["huacao"], published=False)
    make_date(event)
    poster = File.objects.create(kind="image", name="image.png", content_type="image/png", size=1, sha256="0" * 64)
    scheduling.set_poster(event, poster, by=None)
    poster.refresh_from_db()
    assert poster.released_at is None
    scheduling.publish(event, by=None)
    poster.refresh_from_db()
    assert poster.released_at is not None


def test_a_date_keeps_its_time_and_its_taken_seats(date: EventDate) -> None:
    register(date, seats=3)
    fresh = EventDate.objects.select_related("event__body").get()
    times = {"starts_at": fresh.starts_at, "ends_at": fresh.ends_at}
    with pytest.raises(scheduling.SeatsTaken) as refusal:
        scheduling.set_date(fresh.event, by=None, date=fresh, capacity=2, **times)
    assert refusal.value.taken == 3
    for changes in (
        {"starts_at": later(days=9), "ends_at": later(days=9, hours=1)},
        {**times, "place": make_place(date.event.body)},
    ):
        fresh.refresh_from_db()
        with pytest.raises(scheduling.MoveInstead):
            scheduling.set_date(fresh.event, by=None, date=fresh, capacity=20, **changes)
    fresh.refresh_from_db()
    scheduling.set_date(fresh.event, by=None, date=fresh, capacity=3, **times)
    assert EventDate.objects.get().capacity == 3


def test_only_a_date_without_registrations_is_taken_away(date: EventDate) -> None:
    registering.cancel(register(date))
    with pytest.raises(scheduling.Settled):
        scheduling.remove_date(date, by=None)
    other = make_date(date.event, days=9)
    scheduling.remove_date(other, by=None)
    assert list(EventDate.objects.all()) == [date]


def test_calling_off_tells_each_party_once_in_its_language(date: EventDate, outbox: Outbox, cast: dict[str, User]) -> None:
    english, chinese = register(date, seats=2), register(date, contact=make_contact(language="zh-hans"))
    gone = registering.cancel(register(date))
    before = len(outbox())
    assert scheduling.call_off(date.event, by=cast["organiser"], reason=REASON) == 2
    assert scheduling.finish_call_offs() == 0
    told = {delivery.contact: delivery.message for delivery in outbox()[before:]}
    assert set(told) == {english.contact, chinese.contact}
    assert gone.contact not in told
    assert REASON["en"] in told[english.contact].text
    assert REASON["zh-hans"] in told[chinese.contact].html
    assert taken(date) == held(date) == 0
    date.refresh_from_db()
    assert (date.is_cancelled, date.standing, Event.objects.get().is_cancelled) == (True, "cancelled", True)
    with pytest.raises(scheduling.Settled):
        scheduling.call_off(date.event, by=None, reason=REASON)


def test_calling_off_one_date_leaves_the_others(date: EventDate) -> None:
    other = make_date(date.event, days=9)
    register(other)
    scheduling.call_off(date.event, by=None, reason=REASON, date=date)
    assert (taken(other), Event.objects.get().is_cancelled) == (1, False)
    register(other)


def test_what_a_killed_call_off_left_untold_is_told_by_the_job(date: EventDate, outbox: Outbox) -> None:
    register(date)
    EventDate.objects.update(cancelled_at=timezone.now(), cancellation_reason_en="Rain.")
    assert scheduling.finish_call_offs() == 1
    assert outbox()[-1].message.kind == "registration-called-off"
    assert Registration.objects.get().state == "cancelled"


def test_a_draft_is_not_called_off(bodies: dict[str, Body]) -> None:
    event = make_event(bodies["huacao"], published=False)
    make_date(event)
    with pytest.raises(scheduling.Settled):
        scheduling.call_off(event, by=None, reason=REASON)


def test_the_search_finds_published_events_in_both_languages_and_no_drafts(bodies: dict[str, Body]) -> None:
    shown = make_event(bodies["huacao"], title_en="Calligraphy evening", title_zh_hans="书法之夜")
    make_event(bodies["huacao"], published=False, title_en="Calligraphy draft", title_zh_hans="书法草稿")
    assert indexing.reindex() == 1
    for words in ("calligraphy", "书法", "书"):
        assert [hit.item_id for hit in searching.find(words, now=later(minutes=1), language="en").hits] == [shown.pk], words
