"""Counting the seats anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from community.models import AuditEntry
from events import reconciling, restricting
from events.models import Answer, EventDate, Limit, LimitUse, Option, OptionPlaces, Person
from tests.events.builders import make_date, register, taken
from tests.events.test_asking import ask

if TYPE_CHECKING:
    from events.models import Event

pytestmark = pytest.mark.django_db


def test_a_right_counter_is_left_alone(date: EventDate) -> None:
    register(date, seats=2)
    assert reconciling.reconcile() == []
    assert not AuditEntry.objects.exists()


def test_a_wrong_counter_is_reported_set_right_and_recorded(event: Event, caplog: pytest.LogCaptureFixture) -> None:
    wrong, right = make_date(event), make_date(event, days=9)
    register(wrong, seats=2)
    register(right, seats=1)
    EventDate.objects.filter(pk=wrong.pk).update(seats_taken=7)
    (found,) = reconciling.reconcile()
    assert (found.date, found.counted, found.held) == (wrong, 7, 2)
    assert (taken(wrong), taken(right)) == (2, 1)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.values["counted"], entry.values["held"]) == ("event.seats_reconciled", 7, 2)
    assert "7 counted, 2 held" in caplog.text
    assert reconciling.reconcile() == []


def test_children_who_slipped_in_while_a_limit_was_set_are_counted_at_night(date: EventDate) -> None:
    family = [Person(age_band="18-59"), Person(age_band="6-12")]
    restricting.add_limit(date, by=None, counts="children", places=2, names={})
    register(date, seats=2, people=family)
    assert reconciling.reconcile_limits() == []
    LimitUse.objects.all().delete()
    Limit.objects.update(taken=0)
    (found,) = reconciling.reconcile_limits()
    assert (found.counted, found.held, Limit.objects.get().taken, LimitUse.objects.get().places) == (0, 1, 1, 1)
    assert AuditEntry.objects.filter(verb="event.places_reconciled").count() == 1
    Limit.objects.update(places=0, taken=0)
    assert [drift.held for drift in reconciling.reconcile_limits()] == [1]
    assert Limit.objects.get().taken == 0  # more than there are: a person decides


def test_places_that_were_asked_for_are_counted_by_their_uses(date: EventDate) -> None:
    names = {"name_en": "Kitchen", "name_zh_hans": "厨房"}
    kitchen = restricting.add_limit(date, by=None, counts="asked", places=4, names=names)
    register(date, seats=2, asked={kitchen.pk: 2})
    Limit.objects.update(taken=4)
    (found,) = reconciling.reconcile_limits()
    assert (found.counted, found.held, Limit.objects.get().taken) == (4, 2, 2)


def test_the_places_of_options_are_counted_by_their_answers(date: EventDate, caplog: pytest.LogCaptureFixture) -> None:
    wok = ask(date.event, "Wok", places=3)
    register(date, answers=[Answer(question=wok, option=Option.objects.get())])
    assert reconciling.reconcile_options() == []
    OptionPlaces.objects.update(taken=3)
    (found,) = reconciling.reconcile_options()
    assert (found.counted, found.held, OptionPlaces.objects.get().taken) == (3, 1, 1)
    assert "3 counted, 1 held" in caplog.text
