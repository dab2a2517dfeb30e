"""Support instead of a repeat: one more voice for what someone else made public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback import tracking
from feedback.models import Suggestion, Support

if TYPE_CHECKING:
    from uuid import UUID

    from community.models import Contact


class NotPublic(tracking.FeedbackRefused):
    """Only what everyone may read can be supported."""

    message = _("This suggestion is not public.")


class OwnSuggestion(tracking.FeedbackRefused):
    """Its writer counts already."""

    message = _("You wrote it: your voice counts already.")


def support(suggestion: Suggestion, *, key: UUID, language: str, contact: Contact | None = None) -> Support:
    """Add a voice; the same person or browser again is the same voice. With a contact they are told what happens."""
    if not suggestion.is_public or suggestion.imported:
        raise NotPublic
    if contact is not None and contact.pk == suggestion.contact_id:
        raise OwnSuggestion
    try:
        with transaction.atomic():
            return _support(suggestion, key=key, language=language, contact=contact)
    except IntegrityError:  # the same button twice at once, and the other one was first
        return _of(suggestion, key=key, contact=contact)


def end(suggestion: Suggestion, *, key: UUID, contact: Contact | None = None) -> None:
    """Take a voice back; who gave it is told nothing more."""
    mine = suggestion.supports.counting()
    found = mine.filter(contact=contact) if contact is not None else mine.filter(key=key, contact=None)
    found.update(ended_at=timezone.now())


def _support(suggestion: Suggestion, *, key: UUID, language: str, contact: Contact | None) -> Support:
    found = suggestion.supports.filter(contact=contact) if contact is not None else suggestion.supports.filter(key=key)
    given = found.first()
    if given is None:
        return Support.objects.create(suggestion=suggestion, contact=contact, key=key, language=language)
    given.ended_at, given.language = None, language
    given.save(update_fields=["ended_at", "language"])
    return given


def _of(suggestion: Suggestion, *, key: UUID, contact: Contact | None) -> Support:
    found = suggestion.supports.filter(contact=contact) if contact is not None else suggestion.supports.filter(key=key)
    return found.get()
