"""Support instead of a repeat: one more voice for what someone else made public.

A guest's voice is known by the browser alone. Who wants to be told what happens confirms an address by mail; until then,
and without it, the voice counts and belongs to nobody.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import linking, notifying
from feedback import emails, tracking
from feedback.models import Suggestion, Support

if TYPE_CHECKING:
    from uuid import UUID

    from community.models import Contact

CONFIRM_LINK = "support-confirmation"
CONFIRM_WITHIN = timedelta(days=3)


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
    found = mine.filter(contact=contact) if contact is not None else mine.filter(key=key)
    found.update(ended_at=timezone.now())


def ask_to_be_told(suggestion: Suggestion, *, key: UUID, contact: Contact, language: str) -> Support:
    """Add a guest's voice, and ask the address by mail whether it wants to be told: one mail a day, whoever asks.

    What is answered to the guest never depends on whether the address supports it already, or wrote it.
    """
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        given = support(suggestion, key=key, language=language)
        if given.asked_id != contact.pk:  # whoever was asked before can't confirm for somebody else
            linking.revoke(CONFIRM_LINK, given)
        given.asked = contact
        given.save(update_fields=["asked"])
        now = timezone.now()
        until = now + CONFIRM_WITHIN
        mail = emails.confirm_support(given, token=linking.make(CONFIRM_LINK, given, expires_at=until))
        mail_key = f"support-{suggestion.pk}-{contact.pk}-confirm-{timezone.localdate(now):%Y-%m-%d}"
        notifying.queue(mail, to=contact, key=mail_key, language=language, not_after=until)
    return given


def confirm(given: Support) -> Support:
    """Tie a guest's voice to the address that was asked; a voice of the same person, given before, is the one that stays.

    Raises OwnSuggestion where it is the writer's address: that voice ends, since the writer counts already.
    """
    with transaction.atomic():
        suggestion = tracking.lock(given.suggestion)
        given = Support.objects.select_related("asked").get(pk=given.pk)
        contact = given.asked
        if contact is None:  # pressed twice
            return given
        is_writer = contact.pk == suggestion.contact_id
        before = suggestion.supports.filter(contact=contact).exclude(pk=given.pk).first()
        if is_writer or before is not None:
            given.asked, given.ended_at = None, timezone.now()
            given.save(update_fields=["asked", "ended_at"])
        if not is_writer:
            given = before or given
            given.contact, given.asked, given.ended_at, given.quiet_at = contact, None, None, None
            given.save(update_fields=["contact", "asked", "ended_at", "quiet_at"])
    if is_writer:
        raise OwnSuggestion
    return given


def silence(given: Support) -> Support:
    """Tell them nothing more; the voice still counts."""
    if given.quiet_at is None:
        given.quiet_at = timezone.now()
        given.save(update_fields=["quiet_at"])
    return given


def _support(suggestion: Suggestion, *, key: UUID, language: str, contact: Contact | None) -> Support:
    found = suggestion.supports.filter(contact=contact) if contact is not None else suggestion.supports.filter(key=key)
    given = found.first()
    if given is None:
        return Support.objects.create(suggestion=suggestion, contact=contact, key=key, language=language)
    given.ended_at, given.quiet_at, given.language = None, None, language
    given.save(update_fields=["ended_at", "quiet_at", "language"])
    return given


def _of(suggestion: Suggestion, *, key: UUID, contact: Contact | None) -> Support:
    found = suggestion.supports.filter(contact=contact) if contact is not None else suggestion.supports.filter(key=key)
    return found.get()
