"""Who comes along: the rule of a party, and a row for each of its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events import policies
from events.models import Person
from events.refusals import ChildAlone, TooManyInfants, TooManyPeople

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.models import Event, Registration


def check(event: Event, seats: int, people: Sequence[Person]) -> None:
    """Refuse a party that is too large, or in which a child would come alone."""
    on_laps = sum(person.on_lap for person in people)
    if not 1 <= seats <= event.largest_party or len(people) - on_laps > seats:
        raise TooManyPeople(event.largest_party)
    if on_laps > (seats if event.lap_infants else 0):
        raise TooManyInfants
    if not policies.has_guardian(event, people, seats):
        raise ChildAlone


def bring(registration: Registration, people: Sequence[Person]) -> None:
    """Store one row for each of the party; those of whom nothing was said are empty rows."""
    missing = registration.seats - sum(not person.on_lap for person in people)
    rows = [*people, *(Person() for _seat in range(missing))]
    for person in rows:
        person.pk, person.registration = None, registration
    Person.objects.bulk_create(rows)
