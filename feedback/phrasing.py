"""Keeps the snippets of answers: who may, and a line in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from community import auditing
from feedback import policies, tracking
from feedback.models import Snippet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.models import User


def stamp(snippet: Snippet) -> str:
    """Return what a snippet's page is drawn with: when it was last changed."""
    return snippet.changed_at.isoformat() if snippet.pk else ""


def keep(snippet: Snippet, *, by: User, fields: Iterable[str] = (), since: str = "") -> Snippet:
    """Store a snippet, new or changed. `since` is the stamp of its page: of two windows the second is told."""
    if not policies.can_keep_snippet(by, snippet.body):
        raise tracking.NotAllowed
    with transaction.atomic():
        if snippet.pk and since and since != stamp(Snippet.objects.select_for_update().get(pk=snippet.pk)):
            raise tracking.ChangedMeanwhile
        snippet.changed_at = timezone.now()
        snippet.save()
        auditing.record("snippet.kept", snippet, by=by, body=snippet.body, fields=fields)
    return snippet


def retire(snippet: Snippet, *, by: User) -> Snippet:
    """Put a snippet away: it is offered no longer. What was answered with it stays."""
    if not policies.can_keep_snippet(by, snippet.body):
        raise tracking.NotAllowed
    with transaction.atomic():
        snippet.retired_at = timezone.now()
        snippet.save(update_fields=["retired_at"])
        auditing.record("snippet.retired", snippet, by=by, body=snippet.body)
    return snippet
