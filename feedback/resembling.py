"""Finds suggestions that say the same, in whatever language: by their vectors, or without the extra by their words.

Vectors are made later by a task (a suggestion without one is the work to do). Only masked words are ever read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from community.searching.analyser import index_terms, query_terms
from feedback import comparing, embedding, masking
from feedback.models import Suggestion

if TYPE_CHECKING:
    from feedback.models.suggestion import SuggestionQuerySet

CLOSE = 0.40  # the cosine from which two are shown as alike: of forty twins in two languages 35 lie above
SHARED = 0.34  # without vectors: of the words of the text
MOST_READ = 2_000  # without vectors: the latest, read one by one
BATCH = 500
FEWEST_LETTERS = 5  # less than that says nothing yet


class Alike(NamedTuple):
    """A suggestion and how close it is, from 0 to 1."""

    suggestion: Suggestion
    closeness: float


def find(text: str, *, among: SuggestionQuerySet, limit: int = 3, at_least: float | None = None) -> list[Alike]:
    """Return those among the given that say nearly the same as a text, the closest first."""
    masked = masking.mask(text).strip()
    if len(masked) < FEWEST_LETTERS:
        return []
    wanted, least = embedding.encode([masked]), at_least
    if wanted is None:
        ranked, least = _by_words(masked, among, limit), SHARED if least is None else least
    else:
        ranked = comparing.nearest(wanted[0], among=among, model=embedding.model(), limit=limit)
        least = CLOSE if least is None else least
    close = {key: closeness for key, closeness in ranked if closeness >= least}
    found = among.order_by().in_bulk(list(close))
    return [Alike(found[key], closeness) for key, closeness in close.items() if key in found]


def like(suggestion: Suggestion, *, among: SuggestionQuerySet, limit: int = 5) -> list[Alike]:
    """Return what resembles a suggestion, itself left out."""
    return find(suggestion.masked_text, among=among.exclude(pk=suggestion.pk), limit=limit)


def embed_waiting(*, most: int = 20 * BATCH) -> int:
    """Make the vectors that are missing or of another model; return how many. Does nothing without the extra."""
    name, made = embedding.model(), 0
    while name and made < most:
        rows = list(Suggestion.objects.exclude(vector__model=name).order_by("-pk").only("pk", "text", "language")[:BATCH])
        vectors = embedding.encode([row.masked_text for row in rows]) if rows else None
        if vectors is None:
            break
        comparing.keep(rows, vectors, model=name)
        made += len(rows)
    return made


def _by_words(text: str, among: SuggestionQuerySet, limit: int) -> list[tuple[int, float]]:
    """Return those that hold the most of a text's words: it finds no other language, but needs nothing."""
    terms = set(query_terms(text))
    if not terms:
        return []
    latest = among.order_by("-pk").only("pk", "text", "language")[:MOST_READ]
    shared = [(row.pk, len(terms & set(index_terms(row.masked_text))) / len(terms)) for row in latest]
    return sorted(shared, key=lambda one: -one[1])[:limit]
