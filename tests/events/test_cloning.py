"""Copies of events: all that the team wrote, nothing that happened, nobody who registered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils import timezone

from community.models import AuditEntry, Delivery
from events import cloning, reminding, restricting
from events.models import Event, EventDate, Limit, Option, Question, Registration, Reminder, Rule, WaitlistRule
from tests.events.builders import make_date, register
from tests.events.test_asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(event: Event, date: EventDate, bodies: dict[str, Body], cast: dict[str, User]) -> Event:
    """Return an event with everything that one can have, and people in it."""
    event.languages.create(code="en")
    Event.objects.filter(pk=event.pk).update(bring_en="A cup", bring_zh_hans="茶杯", largest_party=3, lap_infants=True, min_age=6)
    first = ask(event, "Wok", "Steamer", places=4)
    ask(event, only_if=first.options.all()[1], order=1, text_en="How hot?")
    ask(event, text_en="Retired", retired_at=timezone.now())
    until = timezone.now() + timedelta(days=2)
    rule = restricting.add_rule(event, by=None, kind="township", townships=[bodies["huacao"]], until=until)
    restricting.add_rule(event, by=None, kind="newcomer", seats=4, melts_hours=24)
    restricting.add_limit(date, by=None, counts="children", places=6, names={"name_en": "Children", "name_zh_hans": "儿童"})
    reminding.set_reminders(event, {"reconfirm": None, "release": 12, "thanks": 3}, by=None)
    WaitlistRule.objects.create(event=event, policy="strict", skips=2)
    make_date(event, days=14, capacity=8, note_en="Outside", note_zh_hans="室外", cancelled_at=timezone.now())
    make_date(event, days=21, capacity=9, note_en="Outside", note_zh_hans="室外", closes_at=date.starts_at + timedelta(days=13))
    Rule.objects.filter(pk=rule.pk).update(until=timezone.now())
    register(date)
    fresh: Event = Event.objects.get(pk=event.pk)
    return fresh


def test_a_copy_has_all_that_was_written_and_nobody(full: Event, cast: dict[str, User]) -> None:
    mails = Delivery.objects.count()
    made = cloning.clone(full, by=cast["organiser"])
    for name in ("title_en", "title_zh_hans", "description_zh_hans", "bring_zh_hans", "place_id", "largest_party", "min_age"):
        assert getattr(made, name) == getattr(full, name), name
    assert (made.slug != full.slug, made.is_published, made.created_by, made.dates.count()) == (True, False, cast["organiser"], 0)
    assert [spoken.code for spoken in made.languages.all()] == ["en"]
    rules = [(rule.kind, rule.seats, rule.townships.count()) for rule in made.rules.all()]
    assert rules == [("township", 0, 1), ("newcomer", 4, 0)]
    asked = list(Question.objects.asked_by(made))
    assert [question.text_en for question in asked] == ["Which?", "How hot?"]
    assert asked[1].only_if == Option.objects.get(question=asked[0], label_en="Steamer")
    assert asked[0].options.all()[0].places == 4
    off = {one.kind: (one.hours, one.off_at is not None) for one in Reminder.objects.filter(event=made)}
    assert off == {"reconfirm": (72, True), "release": (12, False), "thanks": (3, False)}
    assert WaitlistRule.objects.get(event=made).policy == "strict"
    assert (Registration.objects.filter(date__event=made).count(), Delivery.objects.count()) == (0, mails)
    assert AuditEntry.objects.about(made).get().values == {"from": full.slug, "dates": 0}


def test_dates_keep_their_hours_and_distances_limits_and_reserves(full: Event) -> None:
    first = full.dates.order_by("starts_at").first()
    assert first is not None
    day = timezone.localdate(first.starts_at) + timedelta(days=70)
    made = cloning.clone(full, by=None, first_on=day)
    dates = list(made.dates.order_by("starts_at"))
    assert [date.starts_at - first.starts_at for date in dates] == [timedelta(days=70), dates[1].starts_at - first.starts_at]
    assert [(date.capacity, date.seats_taken, date.note_en, date.is_cancelled) for date in dates] == [
        (20, 0, None, False),
        (9, 0, "Outside", False),
    ]
    assert dates[1].closes_at == first.starts_at + timedelta(days=83)
    (own,) = Limit.objects.own().filter(date=dates[0])
    assert (own.name_zh_hans, own.places, own.taken) == ("儿童", 6, 0)
    (reserve,) = Limit.objects.filter(date=dates[0], counts="others")
    assert (reserve.places, reserve.melts_at) == (16, dates[0].starts_at - timedelta(hours=24))
    until = made.rules.order_by("pk")[0].until
    assert until is not None
    assert until > timezone.now() + timedelta(days=69)


def test_at_the_desk_a_copy_is_made_from_a_day_on(date: EventDate, signed_in: SignedIn) -> None:
    client, address, key = signed_in("organiser"), f"/en/desk/events/{date.event.slug}/clone/", uuid4()
    assert client.post(address, {"first_on": "2020-01-01", "key": key}).status_code == 422
    for _press in range(2):
        page = client.post(address, {"first_on": f"{timezone.localdate() + timedelta(days=30)}", "key": key}, follow=True)
    assert "This is the copy" in page.content.decode()
    made = Event.objects.exclude(pk=date.event_id).get()
    assert (made.body, made.dates.count(), made.published_at) == (date.event.body, 1, None)
    assert signed_in("officer").post(address, {}).status_code == 404
    assert cloning.clone(date.event, by=None, key=uuid4()) != made
