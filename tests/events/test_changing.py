"""Changing a registration that is there: under the seat rule, once for each form, and never over another window."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from events import changing, registering, ticketing
from events.models import Change, EventDate, Person, Registration
from events.refusals import ChangedMeanwhile, ChildAlone, Closed, Full, KeyUsed, NotYours, TooLate, TooManyPeople
from tests.events.builders import held, later, make_date, register, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery
    from events.models import Event

    Outbox = Callable[[], list[Delivery]]

pytestmark = pytest.mark.django_db


def change(registration: Registration, seats: int, *names: str, **more: object) -> Registration:
    fresh = Registration.objects.select_related("date__event", "contact").get(pk=registration.pk)
    given = {"key": uuid4(), "version": fresh.version, **more}
    people = [Person(name=name) for name in names]
    return changing.change_party(fresh, seats=seats, people=people, **given)  # type: ignore[arg-type]  # in a test's shape


def names(registration: Registration) -> list[str]:
    return [person.name for person in Person.objects.filter(registration=registration)]


def test_a_party_grows_and_shrinks_and_the_seats_follow(date: EventDate, outbox: Outbox) -> None:
    made = register(date, seats=2, people=[Person(name="Ana")])
    assert (change(made, 4, "Ana", "Leo").seats, taken(date)) == (4, 4)
    assert names(made) == ["Ana", "Leo", "", ""]
    assert (change(made, 1, "Leo").seats, taken(date), held(date)) == (1, 1, 1)
    assert names(made) == ["Leo"]
    assert [delivery.message.kind for delivery in outbox()][1:] == ["registration-changed"] * 2
    assert EventDate.objects.get().freed_at is not None  # whoever waits is looked at
    steps = Change.objects.values_list("kind", "seats_before", "seats_after")
    assert list(steps) == [("party", 2, 4), ("party", 4, 1)]


@pytest.mark.parametrize("seats", [1, 4])
def test_a_party_that_changed_since_the_page_was_drawn_gives_back_what_it_has_now(date: EventDate, seats: int) -> None:
    made = register(date, seats=2)
    stale = Registration.objects.select_related("date__event", "contact").get(pk=made.pk)
    change(made, seats)
    registering.cancel(stale)
    assert (taken(date), held(date)) == (0, 0)


def test_a_changed_party_has_another_ticket(date: EventDate) -> None:
    made = register(date, seats=2)
    shown = ticketing.text(made)
    change(made, 2, "Leo")
    with pytest.raises(ticketing.Replaced):
        ticketing.registration_of(shown)


def test_more_people_need_seats_like_anyone_else(event: Event) -> None:
    date = make_date(event, capacity=4)
    made = register(date, seats=2)
    register(date, seats=1)
    with pytest.raises(Full):
        change(made, 4)
    made.refresh_from_db()
    assert (made.seats, made.version, made.people.count(), taken(date), Change.objects.count()) == (2, 1, 2, 3, 0)
    assert change(made, 3).seats == 3


def test_the_rules_of_a_party_hold_later_as_well(date: EventDate) -> None:
    made = register(date, seats=2)
    with pytest.raises(TooManyPeople):
        change(made, 6)
    with pytest.raises(ChildAlone):
        changing.change_party(made, seats=1, people=[Person(age_band="6-12")], key=uuid4(), version=1)
    assert taken(date) == 2


def test_the_same_form_sent_twice_changes_once(date: EventDate, outbox: Outbox) -> None:
    made, key = register(date, seats=2), uuid4()
    for _time in range(3):
        assert change(made, 3, key=key, version=1).seats == 3
    assert (taken(date), Change.objects.count(), len(outbox())) == (3, 1, 2)


def test_a_form_from_another_window_overwrites_nothing(date: EventDate) -> None:
    made = register(date, seats=3)
    change(made, 2, "Ana", version=1)
    with pytest.raises(ChangedMeanwhile):
        change(made, 4, "Leo", version=1)
    assert (names(made), taken(date)) == (["Ana", ""], 2)


def test_a_copied_form_changes_nobody_elses_seats(date: EventDate) -> None:
    first, second, key = register(date), register(date), uuid4()
    change(first, 2, key=key)
    with pytest.raises(KeyUsed):
        change(second, 2, key=key)
    assert taken(date) == 3


def test_what_ended_is_not_changed(date: EventDate) -> None:
    made = register(date, seats=2)
    registering.cancel(made)
    with pytest.raises(NotYours):
        change(made, 1)
    assert taken(date) == 0


def test_after_registration_closed_a_party_shrinks_only_and_after_the_start_it_stays(date: EventDate) -> None:
    made = register(date, seats=2)
    EventDate.objects.update(closes_at=later(minutes=-1))
    with pytest.raises(Closed):
        change(made, 3)
    assert change(made, 1).seats == 1
    EventDate.objects.update(starts_at=later(minutes=-1), closes_at=None)
    with pytest.raises(TooLate):
        change(made, 1, "Ana")
