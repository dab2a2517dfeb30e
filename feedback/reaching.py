"""Whom one reaches in an office: those in its roles; where it has nobody of its own, the level above; in the end the alliance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.models import Body, Membership, User
from community.models.membership import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from community.models.membership import MembershipQuerySet
    from feedback.models import Suggestion


def handlers(suggestion: Suggestion, now: datetime) -> list[User]:
    """Return who works on it; before someone took it, the officers of the desk."""
    held = suggestion.assignments.filter(until=None, officer__is_active=True).select_related("officer__contact").first()
    return [held.officer] if held else officers(suggestion.desk, now)


def officers(body: Body | None, now: datetime) -> list[User]:
    """Return the officers of a body, or of the nearest level above that has any."""
    return _nearest(_upwards(body), [Role.OFFICER], now)


def leads(body: Body | None, now: datetime) -> list[User]:
    """Return who leads a body: its managers, those of the level above, and where there are none its officers."""
    levels = _upwards(body)
    return _held(levels, [Role.MANAGER], now) or _nearest(levels, [Role.OFFICER], now)


def above(body: Body) -> Body:
    """Return the level above that answers for a body: the district of a township or department; the alliance for the rest."""
    parent = body.parent
    if parent is not None and parent.kind == Body.Kind.DISTRICT:
        return parent
    alliance: Body | None = Body.objects.active().filter(kind=Body.Kind.ALLIANCE).first()
    return alliance or parent or body


def team(body: Body | None, now: datetime) -> list[User]:
    """Return the officers and managers of a level; an alliance's admins."""
    return _nearest(_upwards(body), [Role.OFFICER, Role.MANAGER], now)


def is_staffed(body: Body, now: datetime) -> bool:
    """Tell whether a body has people of its own; a department has those of its district."""
    levels = _upwards(body) if body.kind == Body.Kind.DEPARTMENT else [body]
    return bool(_held(levels, [Role.OFFICER, Role.MANAGER], now))


def _upwards(body: Body | None) -> list[Body | None]:
    return [body, body.parent if body else None]


def _nearest(levels: Sequence[Body | None], roles: list[Role], now: datetime) -> list[User]:
    for level in levels:
        if people := _held([level], roles, now):
            return people
    return _people(Membership.objects.current(now).filter(role=Role.ADMIN, body__kind=Body.Kind.ALLIANCE))


def _held(levels: Sequence[Body | None], roles: list[Role], now: datetime) -> list[User]:
    for level in levels:
        if level is not None:
            found = _people(Membership.objects.current(now).filter(body=level, role__in=roles))
            if found:
                return found
    return []


def _people(held: MembershipQuerySet) -> list[User]:
    found = User.objects.filter(is_active=True, contact__isnull=False, pk__in=held.values("user"))
    return list(found.select_related("contact").order_by("pk"))
