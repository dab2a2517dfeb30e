"""Asking the index: which items, in which order, and the words around the match."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, IntegerField, OrderBy, Value, When

from community.models.search import SearchEntry
from community.searching import engines
from community.searching.analyser import LONGEST_QUERY, key, query_terms
from community.searching.marking import Marked, mark, snippet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from community.models import Body

PAGE_SIZE = 20
MOST_PAGES = 50


@dataclass(frozen=True)
class Hit:
    """One item found: its name in the reader's language, and the words around the match in whichever language it is."""

    kind: str
    item_id: int
    address: str
    body: Body | None
    title: Marked
    title_language: str
    snippet: Marked
    language: str
    sort_at: datetime | None
    tier: int


@dataclass(frozen=True)
class Found:
    """What a query found: one page of hits, how many of each kind there are, and whether all words had to be dropped."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    page: int = 1
    pages: int = 1
    any_of: bool = False  # nothing holds all the words: these hold some


def find(
    query: str,
    *,
    kinds: Iterable[str] = (),
    body: Body | None = None,
    now: datetime,
    language: str,
    page: int = 1,
) -> Found:
    """Return what anyone may see that holds all the words, else any: exact names first, then titles, then texts, then date."""
    terms = query_terms(query)
    if not terms:
        return Found()
    visible = SearchEntry.objects.visible_at(now)
    if body is not None:
        visible = visible.filter(body=body)
    engine = engines.current()
    for any_of in (False, True) if len(terms) > 1 else (False,):
        holding = visible.filter(pk__in=engine.holding(terms, any_of=any_of))
        counts = dict(holding.order_by().values_list("kind").annotate(Count("pk")))
        if counts:
            break
    asked = set(kinds)
    total = sum(number for kind, number in counts.items() if not asked or kind in asked)
    pages = min(max(1, -(-total // PAGE_SIZE)), MOST_PAGES)
    page = min(max(1, page), pages)
    if not total:
        return Found(kinds=counts, any_of=any_of)
    ranked = _ranked(holding.filter(kind__in=asked) if asked else holding, terms, query, any_of=any_of)
    hits = [_hit(entry, terms, language) for entry in ranked[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]]
    return Found(hits=hits, total=total, kinds=counts, page=page, pages=pages, any_of=any_of)


def _ranked(holding: QuerySet[SearchEntry], terms: list[str], query: str, *, any_of: bool) -> QuerySet[SearchEntry]:
    engine = engines.current()
    tier = Case(
        When(keys__contains=f"\n{key(query[:LONGEST_QUERY])}\n", then=Value(0)),
        When(pk__in=engine.holding(terms, in_title=True, any_of=any_of), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    order: list[str | OrderBy] = ["tier", F("sort_at").desc(nulls_last=True), "kind", "item_id"]
    ranked = holding.annotate(tier=tier).select_related("body__parent")
    if not any_of:
        return ranked.order_by(*order)
    # More of the words is better than a later date.
    number = sum((Case(When(pk__in=engine.holding([term]), then=1), default=0) for term in terms), Value(0))
    return ranked.annotate(words=number).order_by("-words", *order)


def _hit(entry: SearchEntry, terms: list[str], language: str) -> Hit:
    """Name an entry in the reader's language; show the match where it is, in another language only if not in theirs."""
    spoken = [language, *(code for code in entry.titles if code != language)]
    named = next((code for code in spoken if code in entry.titles), language)
    matched = next((code for code in spoken if _matches(entry, terms, code)), named)
    words = [entry.summaries.get(matched), entry.texts.get(matched)]
    if matched != named:
        words.insert(0, entry.titles.get(matched))
    return Hit(
        kind=entry.kind,
        item_id=entry.item_id,
        address=entry.address,
        body=entry.body,
        title=mark(entry.titles.get(named, ""), terms),
        title_language=named,
        snippet=snippet("\n".join(filter(None, words)), terms),
        language=matched,
        sort_at=entry.sort_at,
        tier=entry.tier,  # type: ignore[attr-defined]  # annotated above
    )


def _matches(entry: SearchEntry, terms: list[str], code: str) -> bool:
    return any(mark(words.get(code, ""), terms).matched for words in (entry.titles, entry.summaries, entry.texts))
