"""What an officer does before answering: reads, takes, hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from feedback import policies, tracking
from feedback.models import Assignment, Routing, Suggestion
from feedback.states import Actor

if TYPE_CHECKING:
    from community.models import Body, User


class SameDesk(tracking.FeedbackRefused):
    """It is on that desk already."""

    message = _("It is on this desk already.")


class DeskClosed(tracking.FeedbackRefused):
    """The body is no longer there."""

    message = _("This body is no longer active.")


def see(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Note for the writer that someone at the office has read it."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.is_officer_of(by, suggestion.desk):
            raise tracking.NotAllowed
        tracking.move(suggestion, to=Suggestion.State.SEEN, as_=Actor.OFFICER, by=by, body=suggestion.desk)
        auditing.record("suggestion.seen", suggestion, by=by, body=suggestion.desk)
    return suggestion


def take(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Begin to work on it. Raises MoveRefused when someone else was first."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.is_officer_of(by, suggestion.desk):
            raise tracking.NotAllowed
        tracking.move(suggestion, to=Suggestion.State.IN_PROGRESS, as_=Actor.OFFICER, by=by, body=suggestion.desk)
        Assignment.objects.create(suggestion=suggestion, officer=by)
        auditing.record("suggestion.taken", suggestion, by=by, body=suggestion.desk)
    return suggestion


def hand_over(suggestion: Suggestion, *, to: Body, reason: str, by: User) -> Suggestion:
    """Put it on another body's desk, with a reason that the writer reads too. A draft the first body left is dropped."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.is_officer_of(by, suggestion.desk):
            raise tracking.NotAllowed
        if to.pk == suggestion.desk_id:
            raise SameDesk
        if not to.active:
            raise DeskClosed
        before, now = suggestion.desk, timezone.now()
        tracking.move(suggestion, to=Suggestion.State.ROUTED, as_=Actor.OFFICER, by=by, body=before, now=now)
        suggestion.desk = to
        suggestion.save(update_fields=["desk"])
        suggestion.assignments.filter(until__isnull=True).update(until=now)
        suggestion.answers.filter(released_at__isnull=True).delete()
        Routing.objects.create(suggestion=suggestion, desk=to, note=reason, by=by, at=now)
        values = {"desk": [before.slug if before else "", to.slug]}
        auditing.record("suggestion.handed_over", suggestion, by=by, body=before, fields=["desk"], values=values)
    return suggestion
