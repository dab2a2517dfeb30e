"""Tells the writer what the office answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community import linking, notifying
from feedback import emails

if TYPE_CHECKING:
    from feedback.models import Answer

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
