"""What the page of a suggestion shows beside its answer: questions to the writer, notes among colleagues, a second look."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from feedback import masking, noting, policies
from feedback.forms import NoteForm, QuestionForm, ReviewForm
from feedback.models import TranslationRequest
from feedback.models.translation import language_of, translation_of, words_of
from feedback.translating import STAFF_LANGUAGE

if TYPE_CHECKING:
    from feedback.models import Suggestion


def context(person: Any, suggestion: Suggestion) -> dict[str, Any]:
    """Return it, as far as the person may see it."""
    return {**_questions(person, suggestion), **_notes(person, suggestion), **_review(person, suggestion)}


def told(original: Any) -> dict[str, Any]:
    """Return a resident's later words as the desk reads them: with what is personal hidden, and their translation."""
    waits = [one for one in original.translation_requests.all() if one.done_at is None]
    return {
        "text": masking.mask(words_of(original), language=language_of(original) or "en"),
        "language": language_of(original),
        "made": translation_of(original, STAFF_LANGUAGE),
        "waits": bool(waits),
        "may_ask": not waits and language_of(original) not in {"", STAFF_LANGUAGE},
    }


def _questions(person: Any, suggestion: Suggestion) -> dict[str, Any]:
    asked = suggestion.questions.select_related("body__parent", "asked_by")
    return {
        "questions": [(one, told(one)) for one in asked.prefetch_related("translations", "translation_requests")],
        "untranslated": set(TranslationRequest.objects.open().filter(suggestion=suggestion).values_list("asked", flat=True)),
        "may_ask_translation": policies.can_ask_for_translation(person, suggestion),
        "question_form": QuestionForm(prefix="ask", initial={"language": suggestion.answer_language}),
        "may_ask": policies.can_ask(person, suggestion),
    }


def _notes(person: Any, suggestion: Suggestion) -> dict[str, Any]:
    notes = list(suggestion.notes.select_related("by").prefetch_related("mentions"))
    may_note, colleagues = policies.can_note(person, suggestion), noting.Colleagues(suggestion)
    return {
        "notes": notes,
        "unseen": [note for note in notes if any(one.person_id == person.pk and not one.seen_at for one in note.mentions.all())],
        "note_form": NoteForm(prefix="note", initial={"key": uuid.uuid4()}) if may_note else None,
        "handles": [colleagues.handle(other) for other in colleagues.people if other.pk != person.pk] if may_note else [],
    }


def _review(person: Any, suggestion: Suggestion) -> dict[str, Any]:
    asked = suggestion.reviews.filter(decided_at=None).select_related("inquiry__answer", "suggestion")
    open_review = asked.prefetch_related("inquiry__translations", "inquiry__translation_requests").first()
    may = open_review is not None and policies.can_decide_review(person, open_review)
    return {
        "review": open_review,
        "review_told": told(open_review.inquiry) if open_review else None,
        "may_review": may,
        "review_form": ReviewForm(prefix="review"),
    }
