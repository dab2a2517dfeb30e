"""What may have been meant, where nothing holds what was typed: near spellings, same-sounding characters, single words."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q

from community.models.search import SearchWord
from community.searching.analyser import HAN, LONGEST_QUERY, STOP_WORDS, fold, stem
from community.searching.asking import homophones, understand
from community.searching.finding import finds
from community.searching.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

SHORTEST, LONG = 4, 7  # shorter words have too many neighbours; long ones may hold two slips
MOST_CANDIDATES = 3000
MOST_OFFERED = 3
MOST_TRIED = 5
LETTERS = re.compile(rf"[{HAN}]+|[^\W\d_{HAN}]+")


def meant(query: str, *, now: datetime) -> list[str]:
    """Return what may have been meant, each of which finds something that anyone may see; the closest first."""
    query = " ".join(query[:LONGEST_QUERY].split())
    others = {written: _others(written)[:MOST_TRIED] for written in dict.fromkeys(LETTERS.findall(query))}
    tries = [LETTERS.sub(lambda found: next(iter(others[found[0]]), found[0]), query)]
    tries += [query.replace(written, other, 1) for written, some in others.items() for other in some]
    offered = (one for one in dict.fromkeys(tries) if fold(one) != fold(query) and finds(one, now=now))
    return list(islice(offered, MOST_OFFERED))


def single(query: str, *, now: datetime) -> list[str]:
    """Return the words of a query that find something alone, where it has several."""
    parts = understand(query).parts
    words = list(dict.fromkeys(part.typed for part in parts))
    return [word for word in words if finds(word, now=now)][:MOST_OFFERED] if len(words) > 1 else []


def _others(written: str) -> list[str]:
    """Return other writings of a word, the closest first."""
    if re.match(f"[{HAN}]", written):
        return homophones(fold(written))
    word = stem(fold(written))
    if len(word) < SHORTEST or word in STOP_WORDS or SearchWord.objects.filter(text=word).exists():
        return []
    allowed = 2 if len(word) >= LONG else 1
    near = {other: distance for other in _candidates(word, allowed) if (distance := apart(word, other, allowed)) <= allowed}
    return sorted(near, key=lambda other: (near[other], other[:1] != word[:1], other))


def _candidates(word: str, allowed: int) -> Iterable[str]:
    """Return words to compare with: those that begin or go on alike, and the names of the glossary."""
    known = {part for words in lexicon().words for part in words}
    alike = (
        Q(reading__startswith=word[:2])
        | Q(reading__endswith=word[1:])
        | Q(reading__startswith=word[0], reading__endswith=word[-1])
    )
    kept = SearchWord.objects.filter(alike).values_list("reading", flat=True)[:MOST_CANDIDATES]
    return {other for other in (*known, *kept) if abs(len(other) - len(word)) <= allowed and other != word}


def apart(one: str, other: str, most: int) -> int:
    """Return by how many slips two words differ: a letter more, less, another, or two in the wrong order; at most `most` + 1."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
