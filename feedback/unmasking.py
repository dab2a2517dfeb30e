"""Shows the original words to someone who needs them, once, with a reason that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community import auditing
from feedback import policies, tracking
from feedback.models import Unmasking

if TYPE_CHECKING:
    from community.models import User
    from feedback.models import Suggestion


class NoReason(tracking.FeedbackRefused):
    """Looking at personal data needs a reason."""

    message = _("Say why you need to see it.")


def unmask(suggestion: Suggestion, *, reason: str, by: User) -> str:
    """Return the words as they were written, and keep who read them and why. Raises NoReason, NotAllowed."""
    if not policies.can_unmask(by, suggestion):
        raise tracking.NotAllowed
    if not reason.strip():
        raise NoReason
    with transaction.atomic():
        Unmasking.objects.create(suggestion=suggestion, by=by, reason=reason.strip())
        auditing.record("suggestion.unmasked", suggestion, by=by, body=suggestion.desk, fields=["text"])
    return suggestion.text
