"""Joins suggestions that say the same, takes them apart again, and makes one of its own of a part. Each leaves a trail.

What is joined keeps its words, its number and its link; its writer gets the answer of the one it is handled with.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from feedback import policies, submitting, telling, tracking
from feedback.models import Merge, Split, Suggestion
from feedback.states import Actor

if TYPE_CHECKING:
    from community.models import User
    from feedback.models import Category

State = Suggestion.State


class NotTogether(tracking.FeedbackRefused):
    """These two can't be handled as one."""

    message = _("These two can't be joined: choose one that is still handled, or was answered.")


class OthersAreJoined(tracking.FeedbackRefused):
    """Others are handled with the one that would be joined."""

    message = _("Others are joined with this one. Join it the other way round.")


class NotJoined(tracking.FeedbackRefused):
    """There is nothing to take apart."""

    message = _("It is not joined with another.")


def merge(suggestion: Suggestion, *, into: Suggestion, reason: str, by: User, since: str = "") -> Merge:
    """Let a suggestion be handled with another that says the same; its writer is told, and gets that one's answer.

    `since` is the stamp of the page it was decided on; it is compared here, because both are locked in one order.
    """
    with transaction.atomic():
        locked = {pk: tracking.lock(one) for pk, one in sorted({suggestion.pk: suggestion, into.pk: into}.items())}
        suggestion, into = locked[suggestion.pk], locked[into.pk]
        tracking.refuse_stale(suggestion, since=since)
        if not policies.is_officer_of(by, suggestion.desk) or not policies.can_view_in_full(by, into):
            raise tracking.NotAllowed
        if suggestion.pk == into.pk or into.state in Suggestion.ENDED:
            raise NotTogether
        if suggestion.joined.filter(undone_at=None).exists():
            raise OthersAreJoined
        now = timezone.now()
        tracking.move(suggestion, to=State.DUPLICATE, as_=Actor.OFFICER, by=by, body=suggestion.desk, now=now)
        suggestion.assignments.filter(until__isnull=True).update(until=now)
        suggestion.answers.filter(released_at__isnull=True).delete()
        suggestion.translation_requests.filter(done_at__isnull=True).update(done_at=now)
        merged = Merge.objects.create(merged=suggestion, kept=into, reason=reason, by=by, at=now)
        telling.tell_joined(merged)
        auditing.record("suggestion.merged", suggestion, by=by, body=suggestion.desk, values={"into": ["", into.reference]})
    return merged


def unmerge(suggestion: Suggestion, *, reason: str, by: User) -> Suggestion:
    """Take it apart again: it is on its desk as before, and goes its own way."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.is_officer_of(by, suggestion.desk):
            raise tracking.NotAllowed
        merged = suggestion.merges.filter(undone_at=None).first()
        if merged is None:
            raise NotJoined
        merged.undone_by, merged.undone_at, merged.undone_reason = by, timezone.now(), reason
        merged.save(update_fields=["undone_by", "undone_at", "undone_reason"])
        tracking.move(suggestion, to=State.ROUTED, as_=Actor.OFFICER, by=by, body=suggestion.desk)
        values = {"into": [merged.kept.reference, ""]}
        auditing.record("suggestion.unmerged", suggestion, by=by, body=suggestion.desk, values=values)
    return suggestion


def split(suggestion: Suggestion, *, text: str, category: Category, reason: str, by: User) -> Suggestion:
    """Make one of its own of a part, about something else: it is routed by itself, and its writer gets its number."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.is_officer_of(by, suggestion.desk) or not suggestion.is_open:
            raise tracking.NotAllowed
        part = submitting.submit(
            text,
            key=uuid.uuid4(),
            category=category,
            township=suggestion.body,
            kind=suggestion.kind,
            answer_language=suggestion.answer_language,
            contact=suggestion.contact,
            language=suggestion.language,
            place=suggestion.place,
            by=by,
        ).suggestion
        Split.objects.create(whole=suggestion, part=part, reason=reason, by=by)
        auditing.record("suggestion.split", suggestion, by=by, body=suggestion.desk, values={"part": ["", part.reference]})
    return part
