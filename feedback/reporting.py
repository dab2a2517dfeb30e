"""Readers report public words; a moderator decides, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from feedback import detecting, policies, tracking, translating
from feedback.models import Report

if TYPE_CHECKING:
    from uuid import UUID

    from community.models import User
    from feedback.models import Suggestion


class AlreadyDecided(tracking.FeedbackRefused):
    """Another moderator was first."""

    message = _("A colleague has decided this already.")


def report(suggestion: Suggestion, *, why: str, text: str, key: UUID) -> Report:
    """Take a reader's report on public words. The same key again gives the same report."""
    language = detecting.detect(text).language if text else ""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)  # it may have been hidden since the page was drawn
        if not suggestion.is_public:
            raise tracking.MoveRefused
        made, is_new = Report.objects.get_or_create(
            key=key, defaults={"suggestion": suggestion, "why": why, "text": text, "language": language}
        )
        if is_new:
            translating.ask_for(made)
    return made


def decide(report: Report, *, decision: str, reason: str, by: User) -> Report:
    """Close a report, with a reason. Raises AlreadyDecided when someone was first."""
    with transaction.atomic():
        suggestion = tracking.lock(report.suggestion)
        if not policies.can_moderate(by, suggestion):
            raise tracking.NotAllowed
        now = timezone.now()
        decided = Report.objects.filter(pk=report.pk, decided_at__isnull=True).update(
            decision=decision, reason=reason, decided_by=by, decided_at=now
        )
        if not decided:
            raise AlreadyDecided
        auditing.record("report.decided", suggestion, by=by, body=suggestion.body, values={"decision": ["", decision]})
    return Report.objects.get(pk=report.pk)
