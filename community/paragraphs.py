"""Texts as paragraphs: where one begins, and which of them changed. Plain text, Markdown and HTML blocks alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from community import comparing, prose

if TYPE_CHECKING:
    from community.comparing import Piece

HTML = re.compile(r"\s*<(p|h[1-6]|ul|ol|table|blockquote|div|figure|section|pre|hr)\b", re.IGNORECASE)
BETWEEN = re.compile(r"\n[ \t]*\n\s*")
FORMS = str.maketrans("–—‘’“”。、", "--''\"\".,")  # signs that are typed in more than one form
LOOSE = re.compile(r"(?<![0-9A-Za-z]) | (?![0-9A-Za-z])")  # a space that parts no two Latin words
LINE_END = re.compile(r"\n+")  # prose stands a block a line


@dataclass(frozen=True)
class Block:
    """A paragraph as it stands in its text, and what stands between it and the next one."""

    text: str
    after: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph beside the one it was: `kind` is same, changed, added or removed."""

    kind: str
    text: str
    pieces: list[Piece] = field(default_factory=list)


def tidy(text: str) -> str:
    """Return a text without what nobody sees: line ends of another system, spaces at the ends of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def same(one: str, other: str) -> bool:
    """Tell whether two texts read alike."""
    return one == other or tidy(one) == tidy(other)


def alike(one: str, other: str) -> bool:
    """Tell whether two texts differ at most in their spaces and in the width and form of their signs."""
    return one == other or _bare(one) == _bare(other)


def is_html(text: str) -> bool:
    """Tell whether a text is made of HTML blocks."""
    return HTML.match(text) is not None


def blocks(text: str) -> list[Block]:
    """Cut a text into paragraphs. Joined, text and what stands after, they are the text again."""
    between = LINE_END if is_html(text) else BETWEEN
    cuts = [(found.start(), found.end()) for found in between.finditer(text)]
    begins = [0, *(end for _start, end in cuts)]
    ends = [*(start for start, _end in cuts), len(text)]
    after = [*(text[start:end] for start, end in cuts), ""]
    return [Block(text[begin:end], gap) for begin, end, gap in zip(begins, ends, after, strict=True) if text]


def join(parts: list[Block]) -> str:
    """Return the text that was cut."""
    return "".join(part.text + part.after for part in parts)


def plain(text: str) -> str:
    """Return the words of a paragraph as a reader sees them, without tags."""
    return prose.plain(text) if is_html(text) else text


def compare(before: str, after: str, language: str) -> list[Paragraph]:
    """Return the paragraphs of `after` and those that are gone, each with what happened to it."""
    old = [plain(block.text) for block in blocks(tidy(before))]
    new = [plain(block.text) for block in blocks(tidy(after))]
    found: list[Paragraph] = []
    for tag, start, end, to_start, to_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Paragraph("same", text) for text in new[to_start:to_end]]
            continue
        gone, come = old[start:end], new[to_start:to_end]
        pairs = min(len(gone), len(come))
        found += [_changed(was, text, language) for was, text in zip(gone[:pairs], come[:pairs], strict=True)]
        found += [Paragraph("removed", text) for text in gone[pairs:]]
        found += [Paragraph("added", text) for text in come[pairs:]]
    return found


def _bare(text: str) -> str:
    return LOOSE.sub("", " ".join(unicodedata.normalize("NFKC", text).translate(FORMS).split()))


def _changed(was: str, text: str, language: str) -> Paragraph:
    return Paragraph("changed", text, comparing.compare(was, text, language))
