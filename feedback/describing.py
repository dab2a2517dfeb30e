"""Says of public suggestions what they are: in schema.org's words, and on the card that a chat shows of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from community import describing
from community.cards import BOLD, GREEN, GREY
from community.models.contact import Language
from community.sharing import Line, Pair, ShareCard, in_both, page

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


def _state(suggestion: Suggestion) -> str:
    history = _("Raised before this site existed, and not answered here.")
    return history if suggestion.imported else capfirst(suggestion.get_state_display())


def card(suggestion: Suggestion) -> ShareCard:
    """Return the picture of a public suggestion: its public words, where it belongs and how far it has come; never who wrote it.

    Words in a language that the card cannot write stay on the page: the card says what it is about.
    """
    body, words = suggestion.body, suggestion.public_words
    chinese, english = (words.in_language(language) for language in (Language.CHINESE, Language.ENGLISH))
    about = in_both(lambda: suggestion.category.name)
    title = Pair(chinese.title if chinese else "", english.title if english else "")
    said = Pair(chinese.rest if chinese else "", english.rest if english else "")
    number = [] if suggestion.imported else [suggestion.reference]
    return ShareCard(
        title=title if title.first else about,
        by=in_both(lambda: body.full_name if body else _("The whole city")),
        lines=(
            Line(in_both(lambda: _state(suggestion)), 42, 34, weight=BOLD, colour=GREEN, gap=20),
            Line(said, 38, 32, lines=5, gap=20),
            Line(Pair(" · ".join([about.joined, *number]), ""), 32, colour=GREY, gap=24),
        ),
        invitation="扫码打开 · Scan to open",
        path=page("feedback:detail", suggestion.reference),
        band=GREEN,
    )
