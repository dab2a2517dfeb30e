"""An edition as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from community.models.edition import Edition

TRANSLATED = (
    "title",
    "summary",
    "text",
    "transition",
    "affects",
    "penalty",
    "issuing_body_name",
    "change_note",
    "caution",
    "issued_note",
    "effective_from_note",
    "effective_until_note",
)


@dataclass(frozen=True)
class Reading:
    """An edition as one reader sees it: all of it in one language, never half and half."""

    edition: Edition
    language: str
    is_fallback: bool

    def __getattr__(self, name: str) -> str:
        """Return one of the edition's texts in this language."""
        if name not in TRANSLATED:
            raise AttributeError(name)
        return self.edition.words(name, self.language)
