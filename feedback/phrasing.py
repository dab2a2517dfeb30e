"""Keeps the snippets of answers: who may, and a line in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from community import auditing
from feedback import policies, tracking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.models import User
    from feedback.models import Snippet


def keep(snippet: Snippet, *, by: User, fields: Iterable[str] = ()) -> Snippet:
    """Store a snippet, new or changed."""
    if not policies.can_keep_snippet(by, snippet.body):
        raise tracking.NotAllowed
    with transaction.atomic():
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
