"""The words that are known to mean the same: the glossary's entries and the townships' names, in both languages.

Read on every search, changed rarely: kept in the cache, and dropped from it when the glossary is edited.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction

from community.models import Body, GlossaryTerm
from community.models.contact import Language
from community.searching.analyser import cut, pair, reading, runs, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from community.searching.engines import Group, Terms

CACHED, KEPT = "search:lexicon", 5 * 60  # seconds
ENDINGS = (" New Area", " District", " Subdistrict", " Town", "新区", "街道", "区", "镇")
PLACES = (Body.Kind.TOWNSHIP, Body.Kind.DISTRICT)
MOST_WORDS = 6
Row = tuple[dict[str, str], list[str], bool]
MOST_ALTERNATIVES = 8


@dataclass(frozen=True)
class Unit:
    """One thing with several names: the fixed one in each language, and what finds it."""

    names: dict[str, str]
    group: Group
    is_place: bool = False


@dataclass
class Lexicon:
    """Units by how their names are typed: words in sequence, Chinese in one piece, pinyin."""

    words: dict[tuple[str, ...], Unit] = field(default_factory=dict)
    han: dict[str, Unit] = field(default_factory=dict)
    readings: dict[str, Unit] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    spoken: dict[tuple[str, ...], Unit] = field(default_factory=dict)  # all names, as they stand in a text
    beginning: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)  # the same by their first piece, longest first
    places: set[str] = field(default_factory=set)  # words of names: Hongqiao, 虹桥

    def add(self, names: dict[str, str], others: list[str], *, is_place: bool = False) -> None:
        """Take in one thing; who came first keeps a name that two of them claim."""
        written = list(dict.fromkeys([*names.values(), *others]))
        groups = dict.fromkeys(terms for terms in map(terms_of, written) if terms)
        unit = Unit(names, tuple(groups)[:MOST_ALTERNATIVES], is_place)
        self.units.append(unit)
        for name in written:
            self._learn(_pieces(name), unit)
            spoken = list(runs(name))
            if all(is_han for is_han, _run in spoken):
                joined = "".join(run for _is_han, run in spoken)
                self.han.setdefault(joined, unit)
                self.readings.setdefault(reading(joined), unit)
            else:
                self.words.setdefault(tuple(stem(run) for _is_han, run in spoken), unit)

    def _learn(self, pieces: tuple[str, ...], unit: Unit) -> None:
        if pieces and pieces not in self.spoken:
            self.spoken[pieces] = unit
            same = self.beginning.setdefault(pieces[0], [])
            same.append(pieces)
            same.sort(key=len, reverse=True)

    def add_place(self, names: dict[str, str]) -> None:
        """Take in the name of a place, and the word that makes a longer name of it: Hongqiao International School."""
        for name in names.values():
            written = name
            for ending in ENDINGS:
                written = written.removesuffix(ending)
            self.places.update(cut(run)[0] if is_han else stem(run) for is_han, run in list(runs(written))[:1])


def terms_of(name: str) -> Terms:
    """Return the terms that hold a name as a name: its words, and each two neighbours."""
    terms: list[str] = []
    before = ""
    for is_han, run in runs(name):
        words = cut(run) if is_han else [stem(run)]
        for word in words:
            terms.append(word)
            if before:
                terms.append(pair(before, word))
            before = word
        if is_han:
            before = ""
    return tuple(dict.fromkeys(terms))


def lexicon() -> Lexicon:
    """Return what is known now; at most some minutes old where a township was renamed."""
    rows: list[Row] | None = cache.get(CACHED)
    if rows is None:
        rows = list(_rows())
        cache.set(CACHED, rows, KEPT)
    return _made(rows)


def forget() -> None:
    """Read the glossary anew at the next search: it was edited."""
    transaction.on_commit(lambda: cache.delete(CACHED))


def _rows() -> Iterator[Row]:
    for term in GlossaryTerm.objects.order_by("pk"):
        words = {code: term.words(code) for code in Language.values}
        yield {code: some[0] for code, some in words.items() if some}, [word for some in words.values() for word in some], False
    for body in Body.objects.filter(kind__in=PLACES).order_by("pk"):
        yield {"en": body.name_en, "zh-hans": body.name_zh_hans}, [], True


_last: list[tuple[list[Row], Lexicon]] = []  # what this process made of the rows it saw last


def _made(rows: list[Row]) -> Lexicon:
    if _last and _last[0][0] == rows:
        return _last[0][1]
    made = Lexicon()
    for names, others, is_place in rows:
        made.add(names, others, is_place=is_place)
        if is_place:
            made.add_place(names)
    _last[:] = [(rows, made)]
    return made


def terms_standing_in(texts: Iterable[str]) -> set[str]:
    """Return the English names of the terms that stand in texts under any of their names; a longer name hides those in it."""
    known = lexicon()
    found: set[str] = set()
    for text in texts:
        pieces = _pieces(text)
        at = 0
        while at < len(pieces):
            size, unit = _longest(known, pieces, at)
            at += size or 1
            if unit is not None and "en" in unit.names:
                found.add(unit.names["en"])
    return found


def stands_in(name: str, text: str) -> bool:
    """Tell whether a text says a name: in one piece, in whatever number, width or characters."""
    said, pieces = _pieces(name), _pieces(text)
    return any(pieces[at : at + len(said)] == said for at in range(len(pieces) - len(said) + 1))


def _pieces(text: str) -> tuple[str, ...]:
    """Return the words of a text, of Chinese the characters: names are looked for where they stand, not where a cut falls."""
    return tuple(piece for is_han, run in runs(text) for piece in (run if is_han else (stem(run),)))


def _longest(known: Lexicon, pieces: tuple[str, ...], at: int) -> tuple[int, Unit | None]:
    """Return how long the longest name is that begins here, and what it names."""
    for name in known.beginning.get(pieces[at], ()):
        if pieces[at : at + len(name)] == name:
            return len(name), known.spoken[name]
    return 0, None
