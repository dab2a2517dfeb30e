"""Who may come together: how many, whose children, on whose lap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events import policies, registering
from events.models import Event, Person, Registration
from events.refusals import ChildAlone, TooManyInfants, TooManyPeople
from tests.events.builders import make_date, make_event, register, taken

if TYPE_CHECKING:
    from community.models import Body

ADULT, SENIOR, TEEN, CHILD, INFANT, UNSAID = "18-59", "60+", "13-17", "6-12", "0-1", ""


@pytest.mark.parametrize(
    ("guardian", "bands", "laps", "may"),
    [
        ("children", [CHILD], 0, False),
        ("children", [CHILD, UNSAID], 0, False),  # an age that was not said answers for nobody
        ("children", [CHILD, TEEN], 0, False),
        ("children", [CHILD, ADULT], 0, True),
        ("children", [CHILD, SENIOR], 0, True),
        ("children", [TEEN], 0, True),
        ("children", [UNSAID, UNSAID], 0, True),
        ("children", [UNSAID], 1, True),  # a lap belongs to somebody older
        ("children", [TEEN], 1, False),
        ("minors", [TEEN], 0, False),
        ("minors", [TEEN, ADULT], 0, True),
        ("nobody", [CHILD], 0, True),
    ],
)
def test_a_child_comes_with_a_grown_up_as_far_as_the_event_asks(guardian: str, bands: list[str], laps: int, *, may: bool) -> None:
    people = [Person(age_band=band) for band in bands] + [Person(age_band=INFANT, on_lap=True) for _lap in range(laps)]
    assert policies.has_guardian(Event(guardian=guardian), people, len(bands)) is may


@pytest.mark.django_db
def test_a_child_alone_is_refused_and_nothing_is_kept(bodies: dict[str, Body]) -> None:
    date = make_date(make_event(bodies["huacao"]))
    with pytest.raises(ChildAlone):
        register(date, people=[Person(name="Leo", age_band=CHILD)])
    assert (Registration.objects.count(), taken(date)) == (0, 0)


@pytest.mark.django_db
def test_an_event_may_want_smaller_parties(bodies: dict[str, Body]) -> None:
    date = make_date(make_event(bodies["huacao"], largest_party=2))
    with pytest.raises(TooManyPeople) as refusal:
        register(date, seats=3)
    assert "at most 2 people" in str(refusal.value.message)
    register(date, seats=2)


@pytest.mark.django_db
def test_infants_sit_on_laps_only_where_the_event_says_so_and_one_on_each(bodies: dict[str, Body]) -> None:
    babies = [Person(age_band=INFANT, on_lap=True) for _number in range(2)]
    with pytest.raises(TooManyInfants):
        register(make_date(make_event(bodies["huacao"])), seats=2, people=babies[:1])
    date = make_date(make_event(bodies["huacao"], lap_infants=True))
    with pytest.raises(TooManyInfants):
        register(date, seats=1, people=babies)
    made = register(date, seats=2, people=[Person(name="Ana", age_band=ADULT), *babies])
    assert (taken(date), made.people.count(), made.people.filter(on_lap=True).count()) == (2, 4, 2)
    registering.cancel(made)
    assert taken(date) == 0
