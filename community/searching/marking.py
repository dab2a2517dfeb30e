"""Showing why something was found: the matched words in the original text, never in the folded one."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from community.searching.analyser import HAN, RUN, fold, stem

LENGTH = 180
HAN_ONLY = re.compile(rf"[{HAN}]+")
BEFORE = 50


@dataclass(frozen=True)
class Marked:
    """A text in pieces, each with whether it matched: a template can show it without trusting any of it."""

    pieces: tuple[tuple[str, bool], ...] = ()

    @property
    def matched(self) -> bool:
        """Tell whether any piece matched."""
        return any(hit for _text, hit in self.pieces)

    def __str__(self) -> str:
        return "".join(text for text, _hit in self.pieces)


def spans(text: str, terms: list[str]) -> list[tuple[int, int]]:
    """Return where the terms stand in a text, in order, without overlaps."""
    return _spans(text, tuple(terms))


@functools.lru_cache(maxsize=512)  # one hit asks up to three times whether a text matches, and where
def _spans(text: str, terms: tuple[str, ...]) -> list[tuple[int, int]]:
    folded, origin = _folded(text)
    found = []
    wanted = set(terms)
    begin = {term[:2] for term in terms}  # singular and British begin like what they are made of
    han = [term for term in terms if HAN_ONLY.fullmatch(term)]
    for run in RUN.finditer(folded):
        if not run["han"]:
            if run[0][:2] in begin and stem(run[0]) in wanted:
                found.append(run.span())
            continue
        for term in han:
            start = run[0].find(term)
            while start >= 0:
                found.append((run.start() + start, run.start() + start + len(term)))
                start = run[0].find(term, start + len(term))
    merged: list[tuple[int, int]] = []
    for start, end in sorted((origin[start], origin[end - 1] + 1) for start, end in found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def mark(text: str, terms: list[str]) -> Marked:
    """Return the whole text with its matches."""
    return _cut(text, spans(text, terms), 0, len(text))


def snippet(text: str, terms: list[str]) -> Marked:
    """Return the part of a text where most of the terms stand close together, or its beginning."""
    text = " · ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    found = spans(text, terms)
    best = max(
        found, key=lambda one: (sum(one[0] <= other[0] < one[0] + LENGTH - BEFORE for other in found), -one[0]), default=None
    )
    start = 0 if best is None or best[0] <= BEFORE else best[0] - BEFORE
    if start and text[start].isascii():
        start = text.rfind(" ", 0, best[0]) if best and " " not in text[start : best[0]] else text.find(" ", start) + 1
    end = min(len(text), max(start, 0) + LENGTH)
    if end < len(text) and text[end].isascii() and " " in text[end - 20 : end]:
        end = text.rfind(" ", 0, end)
    return _cut(text, found, max(start, 0), end)


def _cut(text: str, found: list[tuple[int, int]], start: int, end: int) -> Marked:
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for first, last in found:
        if first < at or last > end:
            continue
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return Marked(tuple((words, hit) for words, hit in pieces if words))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters where it came from: ㎡ folds to two characters."""
    whole = fold(text)
    if len(whole) == len(text):
        return whole, list(range(len(text)))
    parts: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        part = fold(character)
        parts.append(part)
        origin += [at] * len(part)
    return "".join(parts), origin
