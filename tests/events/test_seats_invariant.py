"""Whatever people do, in whatever order: the counter is the sum of what is held, and never above the capacity."""

from __future__ import annotations

import contextlib
import random
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import reconciling, registering, scheduling
from events.models import EventDate, Registration
from tests.events.builders import held, later, make_contact, make_date, make_event, taken

if TYPE_CHECKING:
    from community.models import Body, Contact

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["register", "hold", "cancel", "confirm", "expire", "resize"]), st.integers(0, 3), st.integers(1, 5)
    ),
    min_size=1,
    max_size=25,
)


def act(what: str, date: EventDate, person: Contact, number: int) -> None:
    mine = Registration.objects.live().filter(contact=person, date=date).select_related("date__event", "contact").first()
    fresh = EventDate.objects.select_related("event__body").get(pk=date.pk)
    if what in {"register", "hold"}:
        source = Registration.Source.ACCOUNT if what == "register" else Registration.Source.GUEST
        registering.register(fresh, contact=person, seats=number, key=uuid4(), source=source)
    elif what == "resize":
        scheduling.set_date(
            fresh.event, by=None, date=fresh, starts_at=fresh.starts_at, ends_at=fresh.ends_at, capacity=number * 3
        )
    elif what == "expire":
        Registration.objects.filter(state=Registration.State.HELD).update(expires_at=later(seconds=-1))
        registering.expire_due()
    elif mine is not None:
        (registering.cancel if what == "cancel" else registering.confirm)(mine)


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, seed=st.integers(0, 3))
def test_seats_taken_are_always_the_seats_held(bodies: dict[str, Body], acts: list[tuple[str, int, int]], seed: int) -> None:
    date = make_date(make_event(bodies["huacao"]), capacity=7)
    people = [make_contact(confirmed=number % 2 == 0) for number in range(4)]
    random.Random(seed).shuffle(people)  # no secret
    for what, who, number in acts:
        with contextlib.suppress(registering.RegistrationRefused, scheduling.SchedulingRefused):
            act(what, date, people[who], number)
        now = EventDate.objects.get(pk=date.pk)
        assert taken(date) == held(date) <= now.capacity
    assert reconciling.drifts() == []
