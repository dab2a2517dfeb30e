"""Photos of a suggestion: kept with it, private, and released one by one with the public copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from community import auditing, filing
from feedback import policies, tracking
from feedback.models import Attachment, Suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from community.filing import Picture
    from community.models import User

MOST_PHOTOS = 4


def attach(suggestion: Suggestion, photos: Sequence[Picture]) -> None:
    """Keep the photos with a suggestion, in the caller's transaction."""
    for position, picture in enumerate(photos[:MOST_PHOTOS], start=1):
        file = filing.store_picture(picture, body=None, by=None)  # whose it is says the suggestion, not the file
        Attachment.objects.create(suggestion=suggestion, file=file, position=position)


def release(suggestion: Suggestion, *, positions: Collection[int], by: User) -> int:
    """Make the chosen photos of a public suggestion public; return how many."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.can_moderate(by, suggestion):
            raise tracking.NotAllowed
        if not suggestion.is_public:
            raise tracking.MoveRefused
        chosen = suggestion.attachments.filter(position__in=positions, file__released_at=None).select_related("file")
        for attachment in chosen:
            filing.release(attachment.file, by=by)
        auditing.record("suggestion.photos_released", suggestion, by=by, body=suggestion.body, fields=["attachments"])
        return len(chosen)


def withhold(suggestion: Suggestion, *, by: User | None) -> None:
    """Make no photo of it public any longer, in the caller's transaction."""
    for attachment in suggestion.attachments.exclude(file__released_at=None).select_related("file"):
        filing.withhold(attachment.file, by=by)
