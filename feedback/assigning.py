"""Gives work to a colleague: by an officer or manager of the desk, one suggestion or several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from community.models import Membership, User
from community.models.membership import Role
from community.policies import bodies_with
from feedback import clocks, policies, telling, tracking
from feedback.models import Assignment, Suggestion
from feedback.states import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class NotOfTheDesk(tracking.FeedbackRefused):
    """Only an officer of the holding desk can work on it."""

    message = _("This person is no officer of the desk that holds it.")


class AlreadyTheirs(tracking.FeedbackRefused):
    """The same person has it."""

    message = _("This person works on it already.")


class Given(NamedTuple):
    """What came of giving several: how many were given, how many refused, and which had changed since the list was drawn."""

    done: int
    refused: int
    stale: list[str]


def stamp(suggestion: Suggestion) -> str:
    """Return what a row of the list is drawn with: where it stands, on whose desk, in whose hands. Reads what was prefetched."""
    held = [one.pk for one in suggestion.assignments.all() if one.until is None]
    return f"{suggestion.state}.{suggestion.desk_id}.{max(held, default=0)}"


def assign(suggestion: Suggestion, *, to: User, by: User, since: str = "") -> Assignment:
    """Put it into an officer's hands; whoever had it no longer does. What nobody had begins to be worked on.

    `since` is the stamp of the row it was chosen in; MoveRefused says that a colleague was quicker.
    """
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if since and since != stamp(suggestion):
            raise tracking.MoveRefused
        if not policies.can_assign(by, suggestion):
            raise tracking.NotAllowed
        if not policies.is_officer_of(to, suggestion.desk):
            raise NotOfTheDesk
        now, held = timezone.now(), suggestion.assignments.filter(until__isnull=True).first()
        if held is not None and held.officer_id == to.pk:
            raise AlreadyTheirs
        suggestion.assignments.filter(until__isnull=True).update(until=now)
        if suggestion.state in Suggestion.ARRIVED:
            tracking.move(suggestion, to=Suggestion.State.IN_PROGRESS, as_=Actor.OFFICER, by=by, body=suggestion.desk, now=now)
            telling.tell_taken(suggestion, round_=clocks.current_round(suggestion))
        values = {"officer": [held.officer_id if held else None, to.pk]}
        auditing.record("suggestion.assigned", suggestion, by=by, body=suggestion.desk, fields=["officer"], values=values)
        return Assignment.objects.create(suggestion=suggestion, officer=to, since=now)


def assign_all(suggestions: Iterable[Suggestion], *, to: User, by: User, seen: Mapping[str, str]) -> Given:
    """Assign several, each in its own transaction. `seen` holds the stamps of their rows, by reference."""
    done, refused, stale = 0, 0, []
    for suggestion in suggestions:
        try:
            assign(suggestion, to=to, by=by, since=seen.get(suggestion.reference, ""))
            done += 1
        except tracking.MoveRefused:
            stale.append(suggestion.reference)
        except tracking.FeedbackRefused:
            refused += 1
    return Given(done, refused, stale)


def colleagues(person: User) -> list[User]:
    """Return the officers of the bodies where a person is officer or manager, and of those below."""
    held = bodies_with(person, Role.OFFICER, Role.MANAGER)
    bodies = Q(body__in=held) | Q(body__parent__in=held)
    officers = Membership.objects.current(timezone.now()).filter(bodies, role=Role.OFFICER).values("user")
    return list(User.objects.filter(is_active=True, pk__in=officers).order_by("email"))
