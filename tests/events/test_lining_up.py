"""Standing in line where ages decide: what was said of them comes along with the seats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from events import lining_up, offering, registering, restricting
from events.models import EventDate, Offer, Person, Registration, Rule, Skip, WaitlistEntry, WaitlistRule
from tests.events.builders import make_contact, make_date, register

if TYPE_CHECKING:
    from events.models import Event

pytestmark = pytest.mark.django_db


def join(date: EventDate, **party: Any) -> WaitlistEntry:
    fresh = EventDate.objects.select_related("event").get(pk=date.pk)
    return lining_up.join(fresh, contact=make_contact(), key=uuid4(), **party)


def test_ages_said_in_line_come_with_the_offer_and_count_against_the_limit_of_children(event: Event) -> None:
    date = make_date(event, capacity=3, days=10)
    restricting.add_limit(date, by=None, counts="children", places=1, names={})
    family = register(date, seats=3)
    entry = join(date, seats=3, ages=["6-12", "18-59", "6-12"])
    small = join(date, seats=2, ages=["6-12", "18-59"])
    registering.cancel(family)
    offering.offer_due()
    offer = Offer.objects.get()
    assert (offer.entry, Skip.objects.get().entry, Skip.objects.get().reason) == (small, entry, "limit")
    assert sorted(offer.registration.people.values_list("age_band", flat=True)) == ["18-59", "6-12"]


def test_who_waits_for_the_rest_keeps_the_ages_of_the_rest(event: Event) -> None:
    date = make_date(event, capacity=2, days=10)
    WaitlistRule.objects.create(event=event, policy="partial", skips=2)
    Rule.objects.create(event=event, kind=Rule.Kind.AGE, least=18)
    seated = [register(date, people=[Person(age_band="18-59")]) for _party in range(2)]
    entry = join(date, seats=2, least=1, ages=["60+", "18-59"])
    registering.cancel(seated[0])
    offering.offer_due()
    offering.accept(Offer.objects.get(), keep_waiting=True)
    assert WaitlistEntry.objects.get(pk=entry.pk).ages == "18-59"
    registering.cancel(seated[1])
    offering.offer_due()
    made = Registration.objects.get(contact=entry.contact)
    assert (made.seats, list(made.people.values_list("age_band", flat=True))) == (2, ["60+", "18-59"])
