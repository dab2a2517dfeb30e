"""Says of public suggestions in schema.org's words what they are: a question, and what an office answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from community import describing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feedback.models import Suggestion


def of_suggestion(suggestion: Suggestion, *, answers: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the public copy with its answers as readers see them (`showing.answers`); never who wrote it."""
    shown = suggestion.public_words.shown
    answered = [
        {
            "@type": "Answer",
            "text": answer["translation"] or answer["text"],
            "inLanguage": answer["translation_language"] or answer["language"],
            "dateCreated": timezone.localtime(answer["at"]).isoformat(),
            "author": {"@type": "GovernmentOrganization", "name": str(answer["body"])},
        }
        for answer in answers
    ]
    question = {
        "@type": "Question",
        "name": shown.title,
        "text": shown.text,
        "inLanguage": shown.language,
        "answerCount": len(answered),
        **({"acceptedAnswer": answered[-1]} if answered else {}),
        **({"suggestedAnswer": answered[:-1]} if answered[1:] else {}),
    }
    if not suggestion.imported:  # the past was told to us later: that day is not its own
        question["dateCreated"] = timezone.localdate(suggestion.created_at).isoformat()
    address = settings.SITE_URL + reverse("feedback:detail", args=[suggestion.reference])
    return [{"@context": describing.CONTEXT, "@type": "QAPage", "url": address, "mainEntity": question}]
