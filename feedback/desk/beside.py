"""What the page of a suggestion shows beside its answer: questions to the writer, notes among colleagues, a second look."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from feedback import noting, policies
from feedback.forms import NoteForm, QuestionForm, ReviewForm

if TYPE_CHECKING:
    from feedback.models import Suggestion


def context(person: Any, suggestion: Suggestion) -> dict[str, Any]:
    """Return it, as far as the person may see it."""
    return {**_questions(person, suggestion), **_notes(person, suggestion), **_review(person, suggestion)}


def _questions(person: Any, suggestion: Suggestion) -> dict[str, Any]:
    return {
        "questions": suggestion.questions.select_related("body__parent", "asked_by"),
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
    open_review = suggestion.reviews.filter(decided_at=None).select_related("inquiry__answer", "suggestion").first()
    may = open_review is not None and policies.can_decide_review(person, open_review)
    return {"review": open_review, "may_review": may, "review_form": ReviewForm(prefix="review")}
