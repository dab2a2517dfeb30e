"""Who may what with events. Pure questions; nothing else decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin, manages, roles_in
from events.models.registration import CHILDREN, GROWN_UP, MINORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from community.models import Body, User
    from community.policies import Person
    from events.models import Event
    from events.models import Person as PartyPerson

    class SignedInRequest(HttpRequest):
        """A request behind `login_required` or `team_only`: its user is an account."""

        user: User


def can_organise(person: Person, body: Body) -> bool:
    """Create, edit, publish and call off a body's events, and see who comes: its organisers and managers, the alliance admins."""
    return is_alliance_admin(person) or Role.ORGANISER in roles_in(person, body) or manages(person, body)


def can_view(person: Person, event: Event) -> bool:
    """See an event: everyone once it is published, before that the body's own team and whoever manages it."""
    if event.published_at is not None:
        return True
    return event.body_id in bodies_with(person) or manages(person, event.body) or is_alliance_admin(person)


def has_guardian(event: Event, people: Sequence[PartyPerson], seats: int) -> bool:
    """Tell whether every child of a party comes with a grown-up, as far as the event asks for it.

    An age that was not said says nothing: it is no child who needs somebody, and no adult who answers for one. Only a lap
    is believed to belong to somebody older.
    """
    if event.guardian == event.Guardian.NOBODY:
        return True
    young = CHILDREN if event.guardian == event.Guardian.CHILDREN else MINORS
    seated = [person.age_band for person in people if not person.on_lap]
    if any(band in GROWN_UP for band in seated):
        return True
    unsaid = seats - len([band for band in seated if band])
    on_laps = any(person.on_lap for person in people)
    return not any(band in young for band in seated) and (unsaid > 0 or not on_laps)


def organises_anywhere(person: Person) -> bool:
    """Tell whether a person has a desk for events at all."""
    return is_alliance_admin(person) or bool(bodies_with(person, Role.ORGANISER, Role.MANAGER))
