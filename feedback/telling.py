"""Tells the writer what the office answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community import linking, notifying
from feedback import emails

if TYPE_CHECKING:
    from feedback.models import Answer, Suggestion

LINK = "suggestion"  # the purpose of a writer's secret link


def tell_writer(answer: Answer) -> None:
    """Mail a released answer in the language asked for: at once, and again when its translation comes later."""
    suggestion = answer.suggestion
    if suggestion.contact is None or answer.released_at is None:
        return
    translated = answer.language == suggestion.answer_language or answer.sound_translation(suggestion.answer_language)
    occasion = "answered" if translated else "answered-untranslated"
    mail = emails.answered(answer, token=linking.make(LINK, suggestion))
    notifying.queue(mail, to=suggestion.contact, key=f"answer-{answer.pk}-{occasion}", language=suggestion.answer_language)


def tell_taken(suggestion: Suggestion, *, round_: int) -> None:
    """Mail the writer that an officer works on it: once in each round, however many officers follow one another."""
    if suggestion.contact is None:
        return
    mail = emails.taken(suggestion, token=linking.make(LINK, suggestion))
    key = f"suggestion-{suggestion.pk}-taken-{round_}"
    notifying.queue(mail, to=suggestion.contact, key=key, language=suggestion.answer_language)
