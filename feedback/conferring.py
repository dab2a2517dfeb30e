"""Bodies confer: the holder asks another for its view (consult) or tells it (inform). The desk does not move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing, working_days
from feedback import policies, tracking
from feedback.models import Dispatch, Involvement

if TYPE_CHECKING:
    from community.models import Body, User
    from feedback.models import Suggestion

Kind = Involvement.Kind
REPLY_DAYS = 3  # working days in which a consulted body replies: within the promise to the resident


class AskedAlready(tracking.FeedbackRefused):
    """This body has been asked or told."""

    message = _("This body has been asked or told already.")


class OwnDesk(tracking.FeedbackRefused):
    """The holding body itself."""

    message = _("It is on this desk: choose another body.")


class RepliedAlready(tracking.FeedbackRefused):
    """A colleague was first."""

    message = _("A colleague has replied already.")


def consult(suggestion: Suggestion, *, body: Body, question: str, by: User) -> Involvement:
    """Ask another body for its view, with a day by which it is wanted. The clock of the resident goes on."""
    return _involve(suggestion, Kind.CONSULT, body, question, by=by)


def inform(suggestion: Suggestion, *, body: Body, words: str = "", by: User) -> Involvement:
    """Let another body know: it reads along and owes nothing."""
    return _involve(suggestion, Kind.INFORM, body, words, by=by)


def reply(involvement: Involvement, *, words: str, by: User) -> Involvement:
    """Give the view of the consulted body. It stays among the offices."""
    with transaction.atomic():
        suggestion = tracking.lock(involvement.suggestion)
        involvement = Involvement.objects.select_related("body__parent", "suggestion").get(pk=involvement.pk)
        if not policies.is_officer_of(by, involvement.body) or involvement.kind != Kind.CONSULT:
            raise tracking.NotAllowed
        if involvement.replied_at:
            raise RepliedAlready
        involvement.reply, involvement.replied_by, involvement.replied_at = words, by, timezone.now()
        involvement.save(update_fields=["reply", "replied_by", "replied_at"])
        Dispatch.objects.filter(involvement=involvement).update(state=Dispatch.State.SEEN, seen_at=involvement.replied_at)
        auditing.record("suggestion.consultation_answered", suggestion, by=by, body=involvement.body)
    return involvement


def _involve(suggestion: Suggestion, kind: Involvement.Kind, body: Body, words: str, *, by: User) -> Involvement:
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.can_confer(by, suggestion) or suggestion.desk is None:
            raise tracking.NotAllowed
        if body.pk == suggestion.desk_id:
            raise OwnDesk
        if not body.active or suggestion.involvements.filter(body=body, kind=kind, replied_at=None).exists():
            raise AskedAlready
        now = timezone.now()
        made = Involvement.objects.create(
            suggestion=suggestion,
            kind=kind,
            body=body,
            asked_by=suggestion.desk,
            words=words,
            by=by,
            at=now,
            due_at=working_days.calendar().after(now, REPLY_DAYS) if kind == Kind.CONSULT else None,
        )
        Dispatch.objects.create(suggestion=suggestion, body=body, involvement=made, created_at=now, next_at=now)
        auditing.record(f"suggestion.{kind}", suggestion, by=by, body=suggestion.desk, values={"body": body.slug})
    return made
