"""Gives work to a colleague: by an officer or manager of the desk, one suggestion or several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from collections.abc import Iterable


class NotOfTheDesk(tracking.FeedbackRefused):
    """Only an officer of the holding desk can work on it."""

    message = _("This person is no officer of the desk that holds it.")


class AlreadyTheirs(tracking.FeedbackRefused):
    """The same person has it."""

    message = _("This person works on it already.")


def assign(suggestion: Suggestion, *, to: User, by: User) -> Assignment:
    """Put it into an officer's hands; whoever had it no longer does. What nobody had begins to be worked on."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
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


def assign_all(suggestions: Iterable[Suggestion], *, to: User, by: User) -> tuple[int, int]:
    """Assign several, each in its own transaction; return how many were and how many were refused."""
    done = refused = 0
    for suggestion in suggestions:
        try:
            assign(suggestion, to=to, by=by)
            done += 1
        except tracking.FeedbackRefused:
            refused += 1
    return done, refused


def colleagues(person: User) -> list[User]:
    """Return the officers of the bodies where a person is officer or manager, and of those below."""
    held = bodies_with(person, Role.OFFICER, Role.MANAGER)
    bodies = Q(body__in=held) | Q(body__parent__in=held)
    officers = Membership.objects.current(timezone.now()).filter(bodies, role=Role.OFFICER).values("user")
    return list(User.objects.filter(is_active=True, pk__in=officers).order_by("email"))
