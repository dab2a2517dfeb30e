"""What a query asks for: groups of words that mean the same, all of which should be held."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from community.models.search import SearchWord
from community.searching.analyser import (
    LONGEST,
    LONGEST_QUERY,
    MOST_QUERY_TERMS,
    STOP_WORDS,
    cut,
    name_term,
    pair,
    reading,
    runs,
    stem,
)
from community.searching.lexicon import MOST_ALTERNATIVES, MOST_WORDS, Unit, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community.searching.engines import Group, Terms, Wanted
    from community.searching.lexicon import Lexicon

MOST_LOOSE = 8  # of so many groups any large enough part will do
LONGEST_PHRASE = 12
SMALL = 4  # so few words, and more than half must be held
NAME = re.compile(r"[A-Z][\w’']*(?:\s+[A-Z][\w’']*)+")


@dataclass(frozen=True)
class Asked:
    """One thing asked for: what finds it, how many words were typed for it, and the typed words where nobody knows them."""

    group: Group
    weight: int = 1
    typed: str = ""
    unit: Unit | None = None
    is_han: bool = False


@dataclass(frozen=True)
class Query:
    """A query as it was understood."""

    parts: tuple[Asked, ...]
    phrases: tuple[Terms, ...] = ()  # runs that may be one name
    name: str = ""  # the term of the whole, as a name

    @property
    def is_empty(self) -> bool:
        """Tell whether no word was typed at all."""
        return not self.parts

    @property
    def words(self) -> list[str]:
        """Return every word that may be marked in a text."""
        return list(dict.fromkeys(term for part in self.parts for terms in part.group for term in terms))

    def strictly(self) -> Iterator[Wanted]:
        """Return what to look for, closest first: names as names, then all words wherever they stand."""
        everything = tuple(part.group for part in self.parts)
        if self.phrases:
            yield ((*everything, *((phrase,) for phrase in self.phrases)),)
        scattered = [part for part in self.parts if part.is_han and part.unit is None]
        if len(scattered) > 1 and all(len(part.typed) == 1 for part in scattered) and self.phrases:
            return  # single characters mean something together only
        yield (everything,)

    def loosely(self) -> Iterator[Wanted]:
        """Return what to look for where nothing holds all: parts that hold most of the words, the largest first."""
        weights = [part.weight for part in self.parts[:MOST_LOOSE]]
        total = sum(part.weight for part in self.parts)
        least = (total + 1) // 2 if total >= SMALL else total // 2 + 1
        some = [chosen for size in range(1, len(weights) + 1) for chosen in combinations(range(len(weights)), size)]
        weighed = {chosen: sum(weights[at] for at in chosen) for chosen in some}
        for weight in sorted({one for one in weighed.values() if least <= one < total}, reverse=True):
            enough = [set(chosen) for chosen in some if weighed[chosen] >= weight]
            small = [one for one in enough if not any(other < one for other in enough)]
            yield tuple(tuple(self.parts[at].group for at in sorted(one)) for one in small)


def understand(text: str) -> Query:
    """Return what a query asks for; words of questions are left out unless nothing else is there."""
    text = text[:LONGEST_QUERY]
    known = lexicon()
    tokens = list(runs(text))
    parts, phrases = _parts(tokens, known)
    meant = [part for part in parts if part.unit or part.typed not in STOP_WORDS] or parts
    once = tuple({part.group: part for part in meant}.values())[:MOST_QUERY_TERMS]
    phrases += [terms for written in NAME.findall(text) if (terms := _as_name(written, known))]
    return Query(once, tuple(dict.fromkeys(phrases)), name_term(text))


def _parts(tokens: list[tuple[bool, str]], known: Lexicon) -> tuple[list[Asked], list[Terms]]:
    parts: list[Asked] = []
    phrases: list[Terms] = []
    at = 0
    while at < len(tokens):
        is_han, run = tokens[at]
        if size := _known_words(tokens, at, known):
            words = tuple(stem(word) for _is_han, word in tokens[at : at + size])
            unit = known.words[words]
            parts.append(Asked(unit.group, size, " ".join(words), unit))
            at += size
            continue
        if is_han:
            some, phrase = _han(run, known)
            parts += some
            phrases += phrase
        else:
            word = stem(run)[:LONGEST]
            # A question's word is left out as it was typed: "does" is no "doe".
            parts.append(Asked(((word,),), 1, run if run in STOP_WORDS else word))
        at += 1
    return parts, phrases


def _known_words(tokens: list[tuple[bool, str]], at: int, known: Lexicon) -> int:
    """Return how many words from here on are a name that is known, the most words first; 0 where none is."""
    for size in range(min(MOST_WORDS, len(tokens) - at), 0, -1):
        if tuple(stem(word) for _is_han, word in tokens[at : at + size]) in known.words:
            return size
    return 0


def _han(run: str, known: Lexicon) -> tuple[list[Asked], list[Terms]]:
    """Return the parts of a run of Chinese, known names first, and the run as one name where a place makes it one."""
    parts: list[Asked] = []
    pieces: list[tuple[str, Unit | None]] = []
    begin = at = 0
    while at < len(run):
        size = next((n for n in range(min(LONGEST_PHRASE, len(run) - at), 0, -1) if run[at : at + n] in known.han), 0)
        if size > 1 or (size == 1 and len(run) == 1):
            pieces += [(run[begin:at], None), (run[at : at + size], known.han[run[at : at + size]])]
            at = begin = at + size
        else:
            at += 1
    pieces.append((run[begin:], None))
    for piece, unit in pieces:
        words = cut(piece) if piece and unit is None else []
        if unit:
            parts.append(Asked(unit.group, max(1, len(cut(piece))), piece, unit, is_han=True))
        parts += [_han_word(word, known) for word in words]
    words = cut(run)
    one_name = len(words) > 1 and len(run) <= LONGEST_PHRASE and run not in known.han and not set(words) & STOP_WORDS
    if one_name and (set(words) & known.places or len(words) == len(run)):
        return parts, [tuple(pair(one, other) for one, other in pairwise(words))]
    return parts, []


def _han_word(word: str, known: Lexicon) -> Asked:
    """Return a single Chinese word; one that is a name by itself brings its other names."""
    unit = known.han.get(word)
    return Asked(unit.group if unit else ((word,),), 1, word, unit, is_han=True)


def _as_name(written: str, known: Lexicon) -> Terms:
    """Return the neighbours of words that were written with capitals, as names are, where a place is among them."""
    words = tuple(stem(run) for _is_han, run in runs(written))
    if words in known.words or not set(words) & known.places:
        return ()
    return tuple(pair(one, other) for one, other in pairwise(words))


def in_pinyin(query: Query) -> Query | None:
    """Return a query whose Latin words are also read as pinyin, None where nothing reads like them."""
    known = lexicon()
    parts: list[Asked] = []
    waiting: list[Asked] = []
    changed = False
    for part in (*query.parts, None):
        if part is not None and part.unit is None and not part.is_han and part.typed.isalpha():
            waiting.append(part)
            continue
        read = _read(waiting, known)
        changed = changed or read != waiting
        parts += [*read, *([part] if part is not None else [])]
        waiting = []
    return Query(tuple(parts), query.phrases, query.name) if changed else None


def _read(parts: list[Asked], known: Lexicon) -> list[Asked]:
    """Read words together as pinyin ("ju liu xu ke"), else each by itself; what can't be read stays."""
    if not parts:
        return []
    if together := _spelled("".join(part.typed for part in parts), known):
        return together
    if len(parts) == 1:
        return parts
    return [read for part in parts for read in (_spelled(part.typed, known) or [part])]


def _spelled(letters: str, known: Lexicon) -> list[Asked]:
    """Cut letters into as few words as possible that are read like this."""
    letters = letters.replace("v", "u")
    size = len(letters)
    if not letters.isascii() or not 1 < size <= LONGEST:
        return []
    pieces = {letters[a:b] for a in range(size) for b in range(a + 2, size + 1)}
    words: dict[str, list[str]] = {}
    for text, read in SearchWord.objects.filter(reading__in=pieces).order_by("text").values_list("text", "reading"):
        if not text.isascii():
            words.setdefault(read, []).append(text)
    best: list[list[Asked] | None] = [[], *([None] * size)]
    for end in range(1, size + 1):
        for start in range(end - 1):
            before, piece = best[start], letters[start:end]
            found = best[end]
            if before is None or (found is not None and len(found) <= len(before) + 1):
                continue
            if piece in known.readings:
                unit = known.readings[piece]
                best[end] = [*before, Asked(unit.group, 1, piece, unit)]
            elif piece in words:
                best[end] = [*before, Asked(tuple((word,) for word in words[piece][:MOST_ALTERNATIVES]), 1, piece)]
    return best[size] or []


def homophones(run: str) -> list[str]:
    """Return what is read like a run of Chinese and written otherwise: 居流许可 is read like 居留许可."""
    said = reading(run)
    words = [text for text in SearchWord.objects.filter(reading=said).values_list("text", flat=True) if not text.isascii()]
    spelled, at = "", 0
    for part in _spelled(said, lexicon()):
        ways = [part.unit.names["zh-hans"]] if part.unit else [terms[0] for terms in part.group]
        # Of several ways to write a word, the one closest to what was typed.
        spelled += max(ways, key=lambda way: sum(one == other for one, other in zip(way, run[at:], strict=False)))
        at = len(spelled)
    return [word for word in dict.fromkeys([spelled, *sorted(words)]) if word and word != run]
