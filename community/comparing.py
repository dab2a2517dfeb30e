"""What is different between two texts, as a reader wants to see it: words in English, characters in Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from community.models.contact import Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PARTS = {
    Language.ENGLISH: re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]"),
    Language.CHINESE: re.compile(r"\s+|[A-Za-z0-9]+|."),
}
# Two passages are compared word by word up to this many pairs; beyond it the whole passage counts as replaced.
TOO_MANY = 4_000_000


@dataclass(frozen=True)
class Piece:
    """A run of text: ``same``, ``added`` or ``removed``."""

    kind: str
    text: str


def compare(before: str, after: str, language: str) -> list[Piece]:
    """Return the pieces that lead from one text to the other, in reading order, removed before added.

    Lines are matched first, so that a moved paragraph does not tear the rest apart; inside lines that changed, words.
    The pieces that are not ``added`` give back `before`, those that are not ``removed`` give back `after`.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, start, end, to_start, to_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[start:end]), "".join(new[to_start:to_end])
        pieces += [Piece("same", gone)] if tag == "equal" else _words(gone, come, language)
    return list(_joined(pieces))


def _words(before: str, after: str, language: str) -> list[Piece]:
    pattern = PARTS[Language(language)]
    old, new = pattern.findall(before), pattern.findall(after)
    if len(old) * len(new) > TOO_MANY:
        return [*_piece("removed", [before]), *_piece("added", [after])]
    pieces: list[Piece] = []
    for tag, start, end, to_start, to_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces += _piece("same", old[start:end])
        else:
            pieces += [*_piece("removed", old[start:end]), *_piece("added", new[to_start:to_end])]
    return pieces


def _piece(kind: str, parts: Sequence[str]) -> list[Piece]:
    text = "".join(parts)
    return [Piece(kind, text)] if text else []


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind."""
    run: list[Piece] = []
    for piece in pieces:
        if run and run[-1].kind == piece.kind:
            run[-1] = Piece(piece.kind, run[-1].text + piece.text)
        else:
            run.append(piece)
    yield from run
