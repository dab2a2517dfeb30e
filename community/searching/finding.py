"""Asking the index: which items, in which order, how many of each sort, and the words around the match."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from community.models.search import SearchEntry, SearchWording
from community.searching.asking import Query, in_pinyin, understand
from community.searching.engines import asking, holding
from community.searching.marking import Marked, mark, snippet, spans
from community.searching.ranking import Matching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from community.models import Body
    from community.searching.engines import Wanted
    from community.searching.ranking import Cell, Chosen, Place

PAGE_SIZE = 20
MOST_PAGES = 50


@dataclass(frozen=True)
class Hit:
    """One item found: its name in the reader's language, and the words around the match in whichever language it is."""

    kind: str
    item_id: int
    address: str
    body_id: int | None  # one of those counted in `Found.bodies`
    title: Marked
    title_language: str
    snippet: Marked
    language: str
    sort_at: datetime | None
    is_over: bool
    tier: int


@dataclass(frozen=True)
class Found:
    """What a query found: one page of hits, how many there are of each sort, and whether words had to be dropped.

    Each count is what choosing it would show: it obeys the other choices, not the one of its own sort.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    bodies: dict[int, int] = field(default_factory=dict)
    topics: dict[int, int] = field(default_factory=dict)
    everything: int = 0  # without any choice
    page: int = 1
    pages: int = 1
    any_of: bool = False  # nothing holds all the words: these hold most
    is_empty: bool = False  # no word was typed


@asking()
def find(
    query: str,
    *,
    kinds: Iterable[str] = (),
    body: Body | None = None,
    topic: int | None = None,
    now: datetime,
    language: str,
    page: int = 1,
) -> Found:
    """Return what anyone may see that holds all the words, else most: exact names first, then titles, then texts, then date."""
    asked = understand(query)
    if asked.is_empty:
        return Found(is_empty=True)
    chosen = (frozenset(kinds), body.pk if body else None, topic)
    for read, wanted, loosely in ways(asked):
        matching = Matching(wanted, now)
        cells = matching.cells()
        if cells:
            found = Found(**_facets(cells, chosen), any_of=loosely, everything=sum(cell[3] for cell in cells))
            return _page(found, matching, read, chosen, page=page, language=language)
    return Found()


@asking()
def finds(query: str, *, now: datetime) -> bool:
    """Tell whether anything visible holds all the words."""
    asked = understand(query)
    return not asked.is_empty and any(
        SearchEntry.objects.visible_at(now).filter(holding(wanted)).exists() for wanted in asked.strictly()
    )


def ways(asked: Query) -> Iterator[tuple[Query, Wanted, bool]]:
    """Return what to look for, until something is found: all words, read as pinyin too, then most of them."""
    for wanted in asked.strictly():
        yield asked, wanted, False
    read = in_pinyin(asked)
    if read:
        for wanted in read.strictly():
            yield read, wanted, False
    for wanted in (read or asked).loosely():
        yield read or asked, wanted, True


def _facets(cells: list[Cell], chosen: Chosen) -> dict[str, Any]:
    """Count by kind, township and topic what the other choices leave."""
    kinds, body, topic = chosen
    by_kind, by_body, by_topic = Counter[str](), Counter["int | None"](), Counter["int | None"]()
    total = 0
    for its_kind, its_body, its_topic, number in cells:
        of_kind = not kinds or its_kind in kinds
        of_body = body is None or its_body == body
        of_topic = topic is None or its_topic == topic
        if of_body and of_topic:
            by_kind[its_kind] += number
            total += number if of_kind else 0
        if of_kind and of_topic:
            by_body[its_body] += number
        if of_kind and of_body:
            by_topic[its_topic] += number
    bodies, topics = ({key: number for key, number in counted.items() if key is not None} for counted in (by_body, by_topic))
    return {"total": total, "kinds": dict(by_kind), "bodies": bodies, "topics": topics}


def _page(found: Found, matching: Matching, asked: Query, chosen: Chosen, *, page: int, language: str) -> Found:
    if not found.total:
        return found
    pages = min(max(1, -(-found.total // PAGE_SIZE)), MOST_PAGES)
    page = min(max(1, page), pages)
    # All that match are put in order by narrow rows; the rest is read for those that are shown.
    places = matching.places(chosen, name=asked.name, many=found.total, start=(page - 1) * PAGE_SIZE, size=PAGE_SIZE)
    shown = SearchWording.objects.select_related("entry").in_bulk([place.pk for place in places])
    # What was taken back between the two readings is gone.
    hits = [_hit(shown[place.pk], place, asked.words, language) for place in places if place.pk in shown]
    return replace(found, hits=hits, page=page, pages=pages)


def _hit(wording: SearchWording, place: Place, terms: list[str], language: str) -> Hit:
    """Name an entry in the reader's language; show the match where it is, in another language only if not in theirs."""
    entry = wording.entry
    spoken = [language, *(code for code in wording.titles if code != language)]
    named = next((code for code in spoken if code in wording.titles), language)
    matched = next((code for code in spoken if _matches(wording, terms, code)), named)
    words = [wording.summaries.get(matched), wording.texts.get(matched)]
    if matched != named:
        words.insert(0, wording.titles.get(matched))
    return Hit(
        kind=entry.kind,
        item_id=entry.item_id,
        address=entry.address,
        body_id=entry.body_id,
        title=mark(wording.titles.get(named, ""), terms),
        title_language=named,
        snippet=snippet("\n".join(filter(None, words)), terms),
        language=matched,
        sort_at=entry.sort_at,
        is_over=place.is_over,
        tier=place.tier,
    )


def _matches(wording: SearchWording, terms: list[str], code: str) -> bool:
    return any(spans(words.get(code, ""), terms) for words in (wording.titles, wording.summaries, wording.texts))
