"""Translations by people: what waits, who took it, what they wrote, who checked it. Nothing pretends to be translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from community.models.contact import Language
from feedback import policies, telling, tracking
from feedback.models import AnswerTranslation, Suggestion, SuggestionTranslation, TranslationRequest
from feedback.models.translation import fingerprint

if TYPE_CHECKING:
    from community.models import User
    from feedback.models import Answer

STAFF_LANGUAGE = Language.CHINESE  # what a desk reads


class TakenByAnother(tracking.FeedbackRefused):
    """Someone else translates this now."""

    message = _("Someone else is translating this.")


class OwnTranslation(tracking.FeedbackRefused):
    """The one who wrote it wants to check it."""

    message = _("Nobody checks their own translation: ask a second person.")


class NothingToCheck(tracking.FeedbackRefused):
    """There is no translation of the present words."""

    message = _("There is no translation of the present text yet.")


def ask_where_needed(suggestion: Suggestion, *, answer: Answer | None = None) -> TranslationRequest | None:
    """Queue words that their reader may not understand: a suggestion in a third language, an answer not in the one asked for."""
    if answer is not None:
        if answer.language == suggestion.answer_language or answer.sound_translation(suggestion.answer_language):
            return None
        return _ask(suggestion, answer=answer, language=suggestion.answer_language)
    if suggestion.is_in_site_language:
        suggestion.translation_requests.filter(answer=None, done_at=None).update(done_at=timezone.now())
        return None
    return _ask(suggestion, answer=None, language=STAFF_LANGUAGE)


def ask(suggestion: Suggestion, *, by: User) -> TranslationRequest:
    """Ask for a suggestion in the staff's language, because the desk can't read it well enough."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.can_ask_for_translation(by, suggestion) or suggestion.language == STAFF_LANGUAGE:
            raise tracking.NotAllowed
        request = _ask(suggestion, answer=None, language=STAFF_LANGUAGE)
        auditing.record("translation.asked", suggestion, by=by, body=suggestion.desk)
    return request


def claim(request: TranslationRequest, *, by: User) -> TranslationRequest:
    """Take words to translate, so that two people do not do the same. Raises TakenByAnother."""
    with transaction.atomic():
        request = _lock(request, by=by)
        if request.claimed_by_id not in {None, by.pk}:
            raise TakenByAnother
        request.claimed_by, request.claimed_at = by, timezone.now()
        request.save(update_fields=["claimed_by", "claimed_at"])
        auditing.record("translation.claimed", request.suggestion, by=by, body=request.suggestion.desk)
    return request


def give_back(request: TranslationRequest, *, by: User) -> TranslationRequest:
    """Give words back to the queue, so that another translates them; a draft stays. One's own claim only."""
    with transaction.atomic():
        request = _lock(request, by=by)
        if request.claimed_by_id != by.pk:
            raise TakenByAnother
        request.claimed_by = request.claimed_at = None
        request.save(update_fields=["claimed_by", "claimed_at"])
        auditing.record("translation.given_back", request.suggestion, by=by, body=request.suggestion.desk)
    return request


def stamp(request: TranslationRequest) -> str:
    """Return what a translator's page is drawn with: the words to translate, and what was made of them so far."""
    made = made_for(request)
    return f"{fingerprint(request.source)}.{made.at.timestamp() if made else ''}"


def save(request: TranslationRequest, *, text: str, by: User, since: str = "") -> SuggestionTranslation | AnswerTranslation:
    """Keep a translation of the present words; it waits for a second person. Whoever writes last needs another to check.

    `since` is the stamp of the page it was written on: what changed meanwhile is not written over.
    """
    with transaction.atomic():
        request = _lock(request, by=by, since=since)
        values = {
            "text": text,
            "by": by,
            "at": timezone.now(),
            "source_hash": fingerprint(request.source),
            "checked_by": None,
            "checked_at": None,
        }
        made: SuggestionTranslation | AnswerTranslation
        if request.answer:
            made, _new = AnswerTranslation.objects.update_or_create(
                answer=request.answer, language=request.language, defaults=values
            )
        else:
            made, _new = SuggestionTranslation.objects.update_or_create(
                suggestion=request.suggestion, language=request.language, defaults=values
            )
        auditing.record("translation.saved", request.suggestion, by=by, body=request.suggestion.desk, fields=["text"])
    return made


def check(request: TranslationRequest, *, by: User, since: str = "") -> SuggestionTranslation | AnswerTranslation:
    """Vouch for a translation as a second person; the request is done. Raises OwnTranslation, NothingToCheck.

    What was read is what is vouched for: `since` is the stamp of the page.
    """
    with transaction.atomic():
        request = _lock(request, by=by, since=since)
        made = made_for(request)
        if made is None or not made.is_of(request.source):
            raise NothingToCheck
        if not policies.can_check(by, request, made.by_id):
            raise OwnTranslation
        made.checked_by = by
        made.checked_at = request.done_at = timezone.now()
        made.save(update_fields=["checked_by", "checked_at"])
        request.save(update_fields=["done_at"])
        if request.answer and request.answer.released_at:
            telling.tell_writer(request.answer)
        auditing.record("translation.checked", request.suggestion, by=by, body=request.suggestion.desk)
    return made


def made_for(request: TranslationRequest) -> SuggestionTranslation | AnswerTranslation | None:
    """Return what was translated so far for a request."""
    made: SuggestionTranslation | AnswerTranslation | None
    if request.answer:
        made = request.answer.translations.filter(language=request.language).first()
    else:
        made = request.suggestion.translations.filter(language=request.language).first()
    return made


def _ask(suggestion: Suggestion, *, answer: Answer | None, language: str) -> TranslationRequest:
    request, _new = TranslationRequest.objects.get_or_create(
        suggestion=suggestion, answer=answer, language=language, done_at=None
    )
    return request


def _lock(request: TranslationRequest, *, by: User, since: str = "") -> TranslationRequest:
    locked = (
        TranslationRequest.objects.select_for_update(of=("self",))
        .select_related("suggestion__desk__parent", "suggestion__contact", "answer__suggestion__contact", "answer__body__parent")
        .get(pk=request.pk)
    )
    if not policies.can_translate(by, locked.suggestion):
        raise tracking.NotAllowed
    if locked.done_at is not None or (since and since != stamp(locked)):
        raise tracking.MoveRefused
    return locked
