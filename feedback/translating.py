"""Translations by people: what waits, who took it, what they wrote, who checked it. Nothing pretends to be translated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from community.models.contact import Language
from feedback import policies, telling, tracking
from feedback.models import Question, TranslationRequest
from feedback.models.question import OPEN_FOR
from feedback.models.translation import (
    FROM_OFFICES,
    FROM_WRITERS,
    fingerprint,
    language_of,
    part_of,
    set_language,
    translation_of,
    words_of,
)

if TYPE_CHECKING:
    from community.models import User
    from feedback.models import Answer, Suggestion
    from feedback.models.translation import WrittenTranslation

STAFF_LANGUAGE = Language.CHINESE  # what a desk reads


class TakenByAnother(tracking.FeedbackRefused):
    """Someone else translates this now."""

    message = _("Someone else is translating this.")


class OwnTranslation(tracking.FeedbackRefused):
    """The one who wrote it wants to check it."""

    message = _("Nobody checks their own translation: ask a second person.")


class TranslationMissing(tracking.FeedbackRefused):
    """Words for the writer are not in the language asked for, and nobody has decided to release them so."""

    message = _("There is no checked translation into the language the resident asked for.")


class NothingToCheck(tracking.FeedbackRefused):
    """There is no translation of the present words."""

    message = _("There is no translation of the present text yet.")


def ask_where_needed(suggestion: Suggestion, *, answer: Answer | None = None) -> TranslationRequest | None:
    """Queue words that their reader may not understand: a suggestion in a third language, an answer not in the one asked for."""
    if answer is not None:
        if answer.language == suggestion.answer_language or answer.sound_translation(suggestion.answer_language):
            return None
        return _ask(suggestion, language=suggestion.answer_language, answer=answer)
    if suggestion.is_in_site_language:
        suggestion.translation_requests.of_first_words().filter(done_at=None).update(done_at=timezone.now())
        return None
    return _ask(suggestion, language=STAFF_LANGUAGE)


def ask_for(original: Any) -> TranslationRequest | None:
    """Queue words that came later: a writer's in a third language for the desk, an office's for who asked for another one."""
    suggestion = original.suggestion
    if not words_of(original).strip() or not _is_foreign(original):
        return None
    to_writer = part_of(original) in FROM_OFFICES
    if to_writer and sound(original, suggestion.answer_language):
        return None
    return _ask(suggestion, language=suggestion.answer_language if to_writer else STAFF_LANGUAGE, **{part_of(original): original})


def ask_for_readers(suggestion: Suggestion) -> None:
    """Queue the words that closed a public suggestion for those who read the other language of the site."""
    if suggestion.is_public:
        for closed in suggestion.closings.filter(released=True).exclude(language=""):
            for language in Language.values:
                if language != closed.language and sound(closed, language) is None:
                    _ask(suggestion, language=language, closing=closed)


def sound(original: Any, language: str) -> WrittenTranslation | None:
    """Return the checked translation of exactly these words, else nothing."""
    made: WrittenTranslation | None = translation_of(original, language)
    return made if made and made.is_checked else None


def refuse_untranslated(original: Any) -> None:
    """Raise TranslationMissing where an office's words have no checked translation into the language asked for."""
    if _is_foreign(original) and sound(original, original.suggestion.answer_language) is None:
        raise TranslationMissing


def ask(suggestion: Suggestion, *, by: User, about: Any = None) -> TranslationRequest:
    """Ask for a suggestion, or a later reply of its writer, in the staff's language: the desk can't read it well enough."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        original = about or suggestion
        if not policies.can_ask_for_translation(by, suggestion) or language_of(original) == STAFF_LANGUAGE:
            raise tracking.NotAllowed
        request = _ask(suggestion, language=STAFF_LANGUAGE, **({part_of(about): about} if about else {}))
        auditing.record("translation.asked", suggestion, by=by, body=suggestion.desk)
    return request


def correct_language(request: TranslationRequest, *, language: str, by: User) -> TranslationRequest:
    """Note in which language later words are, where the guess was wrong; what nobody needs translated is done."""
    with transaction.atomic():
        request = _lock(request, by=by)
        if request.part not in FROM_WRITERS:
            raise tracking.NotAllowed
        before, original = request.source_language, request.original
        set_language(original, language)
        if not _is_foreign(original):
            request.done_at = timezone.now()
            request.save(update_fields=["done_at"])
        values = {"language": [before, language]}
        auditing.record(
            "suggestion.language_corrected",
            request.suggestion,
            by=by,
            body=request.suggestion.desk,
            fields=["language"],
            values=values,
        )
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


def save(request: TranslationRequest, *, text: str, by: User, since: str = "") -> WrittenTranslation:
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
        made: WrittenTranslation = request.original.translations.update_or_create(language=request.language, defaults=values)[0]
        auditing.record("translation.saved", request.suggestion, by=by, body=request.suggestion.desk, fields=["text"])
    return made


def check(request: TranslationRequest, *, by: User, since: str = "") -> WrittenTranslation:
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
        if request.asked_id:  # the time to reply begins when it can be read
            Question.objects.open().filter(pk=request.asked_id).update(expires_at=request.done_at + OPEN_FOR)
        telling.tell_translated(request)
        auditing.record("translation.checked", request.suggestion, by=by, body=request.suggestion.desk)
    return made


def made_for(request: TranslationRequest) -> WrittenTranslation | None:
    """Return what was translated so far for a request."""
    made: WrittenTranslation | None = request.original.translations.filter(language=request.language).first()
    return made


def _is_foreign(original: Any) -> bool:
    """Tell whether later words are in a language that their reader may not understand; where it is not known, they are not."""
    language = language_of(original)
    if part_of(original) in FROM_OFFICES:
        return bool(language) and language != original.suggestion.answer_language
    return bool(language) and language not in Language.values


def _ask(suggestion: Suggestion, *, language: str, **original: Any) -> TranslationRequest:
    nothing_else = dict.fromkeys(FROM_WRITERS | FROM_OFFICES)
    request, _new = TranslationRequest.objects.get_or_create(
        suggestion=suggestion, language=language, done_at=None, **(nothing_else | original)
    )
    return request


def _lock(request: TranslationRequest, *, by: User, since: str = "") -> TranslationRequest:
    locked = (
        TranslationRequest.objects.select_for_update(of=("self",))
        .select_related("suggestion__desk__parent", "suggestion__contact", "answer__suggestion__contact", "answer__body__parent")
        .select_related("closing__body__parent", "question", "asked", "inquiry", "report", "review")
        .get(pk=request.pk)
    )
    if not policies.can_translate(by, locked.suggestion):
        raise tracking.NotAllowed
    if locked.done_at is not None or (since and since != stamp(locked)):
        raise tracking.MoveRefused
    return locked
