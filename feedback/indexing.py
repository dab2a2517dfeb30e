"""What of feedback can be found: released suggestions and imported history, by their public words only."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

from community import searching
from community.models.contact import Language
from feedback.models import PublicWords, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feedback.models.suggestion import SuggestionQuerySet

KIND = "suggestion"


def put(suggestion: Suggestion) -> None:
    """Make a suggestion findable, or take it out while it is not public; in the caller's transaction."""
    words = PublicWords.objects.filter(suggestion=suggestion).first() if suggestion.is_public else None
    if words is None:
        searching.remove(KIND, suggestion.pk)
        return
    searching.put(_item(suggestion, words))


def reindex() -> int:
    """Put in every public suggestion anew; return how many."""
    found = Suggestion.objects.filter(public_state=Suggestion.Publicity.RELEASED, public_words__isnull=False)
    return searching.put_all(_items(found.for_listing()))


def _items(found: SuggestionQuerySet) -> Iterator[searching.Item]:
    for suggestion in found:
        yield _item(suggestion, suggestion.public_words)


def _item(suggestion: Suggestion, words: PublicWords) -> searching.Item:
    shown = [words.in_language(language) for language in dict.fromkeys([*Language.values, suggestion.language])]
    return searching.Item(
        kind=KIND,
        id=suggestion.pk,
        address=f"/feedback/{suggestion.reference}/",
        titles={one.language: one.title for one in shown if one},
        summaries={},
        texts={one.language: one.text for one in shown if one},
        body=suggestion.body,
        sort_at=_sort_at(suggestion),
        also=(suggestion.reference,),
        keywords=(suggestion.category.name_en, suggestion.category.name_zh_hans),
    )


def _sort_at(suggestion: Suggestion) -> datetime | None:
    """Return when it was written; of history, the year in which it was raised, where that is known."""
    if not suggestion.imported:
        return suggestion.created_at
    year = suggestion.provenance.year
    return timezone.make_aware(datetime.combine(date(year, 1, 1), time())) if year else None
