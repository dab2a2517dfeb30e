"""A hint at the category from the words of a text. It decides nothing: a person chooses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedback.models import Category

if TYPE_CHECKING:
    from collections.abc import Iterable

HINTS = 3
LATIN = re.compile(r"[a-z]")


def hints(text: str, categories: Iterable[Category] | None = None) -> list[Category]:
    """Return the categories whose words a text contains most, best first; none where nothing points anywhere."""
    lowered = text.lower()
    found = Category.objects.active() if categories is None else categories
    scored = [(sum(_contains(lowered, word) for word in category.words), category) for category in found]
    hit = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].position))
    return [category for _score, category in hit[:HINTS]]


def _contains(text: str, word: str) -> bool:
    word = word.replace("-", " ") if LATIN.search(word) else word
    return bool(re.search(rf"\b{re.escape(word)}\b", text)) if LATIN.search(word) else word in text
