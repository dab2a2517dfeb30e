"""An event by its address, with what a page needs of it: the queries that everyone who registers asks one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.laying_out import Given, LaidOut
from community.policies import works_here
from events.models import Event, EventDate, Member, Registration

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.policies import Person
    from events.models.event import EventQuerySet

_NUMBER = models.BigAutoField()
_DATES = LaidOut(lambda: EventDate.objects.filter(event=Given("event", _NUMBER)))
_OWN = LaidOut(
    lambda: (
        Registration.objects.live()
        .filter(contact__user=Given("person", _NUMBER), date__event=Given("event", _NUMBER))
        .without_offers()
        .select_related("date")
        .prefetch_related("people")
        .order_by("date__starts_at")
    )
)
_MEMBERS = LaidOut(lambda: Member.objects.filter(household__contact__user=Given("person", _NUMBER)))


class EventByAddress:
    """Finds the event of an address as a person may see it, loaded in one way; strangers and absent look alike (404)."""

    def __init__(self, load: Callable[[EventQuerySet], EventQuerySet]) -> None:
        self._load = load
        self._published = LaidOut(lambda: load(Event.objects.published()).filter(slug=Given("slug", models.SlugField())))

    def __call__(self, person: Person, slug: str) -> Event:
        """Return the event. Raises Http404."""
        if works_here(person):  # what they see follows from their roles
            return get_object_or_404(self._load(Event.objects.visible_to(person)), slug=slug)
        found = self._published.first(slug=slug)
        if found is None:
            raise Http404
        return found


def dates_of(event: Event) -> list[EventDate]:
    """Return all dates of an event, earliest first."""
    dates = _DATES(event=event.pk)
    for date in dates:
        date.event = event
    return dates


def own_registrations(person: Person, event: Event) -> list[Registration]:
    """Return the seats that a signed-in person holds at an event."""
    return _OWN(person=person.pk, event=event.pk) if person.is_authenticated else []


def own_members(person: Person) -> list[Member]:
    """Return a signed-in person's household."""
    return _MEMBERS(person=person.pk) if person.is_authenticated else []
