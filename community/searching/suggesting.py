"""What to offer while somebody types: fixed terms first, then titles; only what anyone may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, F, When
from django.utils import timezone

from community.models.search import SearchEntry, SearchWording
from community.searching.analyser import STOP_WORDS, cut, fold, key, runs, stem
from community.searching.engines import PREFIX, asking, holding, titled
from community.searching.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from community.searching.lexicon import Unit

MOST_TERMS, MOST = 4, 8
LONGEST = 60
SHORTEST = 2  # letters; a single Chinese character is a word already


@dataclass(frozen=True)
class Suggestion:
    """A term to search for, or an item to go to (then with its address without the language prefix)."""

    text: str
    language: str
    kind: str = ""
    address: str = ""


@asking()
def suggest(typed: str, *, now: datetime, language: str) -> list[Suggestion]:
    """Return what may be meant by the beginning of a query."""
    typed = fold(" ".join(typed.split()))[:LONGEST]
    words = list(runs(typed))
    if not words or (typed.isascii() and sum(map(str.isalnum, typed)) < SHORTEST):
        return []
    visible = SearchEntry.objects.visible_at(now)
    terms = [
        Suggestion(name, code)
        for unit in _units(typed)
        if visible.filter(holding(((unit.group,),))).exists()
        for code, name in [_named(unit.names, language)]
    ]
    today = timezone.localdate(now)
    groups = tuple(((word,),) for word in _begun(words))
    named = visible.filter(pk__in=titled((groups,))).exclude(over_from__lte=today)
    is_township = Case(When(kind="township", then=0), default=1)
    newest = named.order_by(is_township, F("sort_at").desc(nulls_last=True), "kind", "item_id")[:MOST]
    shown = list(newest.values_list("pk", "kind", "address"))
    wordings = SearchWording.objects.only("titles").in_bulk([pk for pk, _kind, _address in shown])
    items = [
        Suggestion(name, code, kind, address)
        for pk, kind, address in shown
        for code, name in [_named(wordings[pk].titles, language)]
    ]
    terms = terms[:MOST_TERMS]
    taken = {fold(term.text) for term in terms}
    return [*terms, *(item for item in items if fold(item.text) not in taken)][:MOST]


def _units(typed: str) -> Iterator[Unit]:
    """Return the terms that begin like this in either language or in pinyin, the shortest first."""
    beginning = key(typed) if typed.isascii() else typed
    letters = typed.replace(" ", "")
    known = lexicon()
    found = {
        id(unit): (len(name), unit)
        for names, start in (
            ({" ".join(words): unit for words, unit in known.words.items()}, beginning),
            (known.han, typed),
            (known.readings, letters if typed.isascii() else typed),
        )
        for name, unit in names.items()
        if name.startswith(start) and not unit.is_place  # townships are offered as items, each with its district
    }
    for _size, unit in sorted(found.values(), key=lambda one: one[0])[: MOST_TERMS * 2]:
        yield unit


def _begun(words: list[tuple[bool, str]]) -> list[str]:
    """Return the terms that a title must hold; the last word may go on."""
    terms: list[str] = []
    for at, (is_han, run) in enumerate(words):
        last = at == len(words) - 1
        if is_han:
            terms += cut(run)
        elif last:
            terms.append(run + PREFIX)
        elif run not in STOP_WORDS:
            terms.append(stem(run))
    return list(dict.fromkeys(terms))


def _named(names: dict[str, str], language: str) -> tuple[str, str]:
    """Return a name with its language: the reader's, or another where it is missing there."""
    code = language if language in names else next(iter(names))
    return code, names[code]
