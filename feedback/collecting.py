"""What public suggestions, their answers and the sources of earlier concerns lead to on the web, for the check of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community import collecting
from community.collecting import Found
from community.models import WebUse
from feedback.models import Answer, PublicWords, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

Role = WebUse.Role


@collecting.brings
def addresses() -> Iterator[Found]:
    """Return every address in what the public reads of suggestions, and where imported ones come from."""
    public = Suggestion.objects.filter(public_state=Suggestion.Publicity.RELEASED, public_words__isnull=False)
    for words in PublicWords.objects.filter(suggestion__in=public).select_related("suggestion"):
        for text in words.by_language.values():
            yield from _in(words.suggestion, text, words)
    for answer in Answer.objects.filter(suggestion__in=public, released_at__isnull=False).select_related(
        "suggestion__public_words"
    ):
        yield from _in(answer.suggestion, answer.masked_text, answer.suggestion.public_words)
    for suggestion in public.filter(provenance__isnull=False).select_related("provenance", "public_words"):
        yield _found(suggestion, suggestion.provenance.source, Role.SOURCE, suggestion.public_words)


def _in(suggestion: Suggestion, text: str, words: PublicWords) -> Iterator[Found]:
    for url in collecting.in_plain_words(text):
        yield _found(suggestion, url, Role.TEXT, words)


def _found(suggestion: Suggestion, url: str, role: str, words: PublicWords) -> Found:
    titles = [(words.in_language(code) or words.shown).title[:400] for code in ("en", "zh-hans")]
    page = f"/feedback/{suggestion.reference}/"
    return Found(url, WebUse.Kind.SUGGESTION, suggestion.pk, role, titles[0], titles[1], page, suggestion.body_id)
