"""Putting items into the index and taking them out, in the caller's transaction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from community import signals
from community.models import Body
from community.models.search import SearchEntry, SearchWord, SearchWording
from community.searching import engines
from community.searching.analyser import LONGEST, STOP_WORDS, cut, index_terms, name_term, reading, runs, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

FIELDS = ["address", "body", "topic", "visible_from", "visible_until", "sort_at", "over_from"]
WORDS = ["titles", "summaries", "texts"]
AT_ONCE = 500
SHORTEST_WORD = 3
MARKUP = re.compile(r"!?\[(?P<words>[^\]]*)\]\([^)]*\)|(?m:^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+)|[*_`~|]{1,3}")


@dataclass(frozen=True)
class Item:
    """What is found: a thing with its words in both languages, and when it may be seen.

    `address` is the path without the language prefix (``/notices/visa-free/``). `titles`, `summaries` and `texts` map
    a language code to plain text or Markdown; a language without words is left out. `also` are other names that count
    as exact (a township's name without "Town"), `keywords` other words for what it is about (its category). From the
    day `over_from` it counts no more and stands behind what does.
    """

    kind: str
    id: int
    address: str
    titles: dict[str, str]
    summaries: dict[str, str]
    texts: dict[str, str]
    body: Body | None = None
    visible_from: datetime | None = None
    visible_until: datetime | None = None
    sort_at: datetime | None = None
    also: tuple[str, ...] = field(default=())
    keywords: tuple[str, ...] = field(default=())
    topic_id: int | None = None
    over_from: date | None = None


def put(item: Item) -> None:
    """Add an item or replace it, in the caller's transaction."""
    put_all([item])


def put_all(items: Iterable[Item]) -> int:
    """Add or replace many items; return how many."""
    by_identity = {(item.kind, item.id): item for item in items}
    if not by_identity:
        return 0
    with transaction.atomic():
        SearchEntry.objects.bulk_create(
            [_entry(item) for item in by_identity.values()],
            update_conflicts=True,
            unique_fields=["kind", "item_id"],
            update_fields=FIELDS,
        )
        kinds = {kind for kind, _id in by_identity}
        # Ids are asked for anew: an upsert does not give those of rows that were there.
        entries = SearchEntry.objects.filter(kind__in=kinds, item_id__in={id_ for _kind, id_ in by_identity})
        known = entries.values_list("pk", "kind", "item_id")
        found = [(pk, by_identity[kind, id_]) for pk, kind, id_ in known if (kind, id_) in by_identity]
        SearchWording.objects.bulk_create(
            [_wording(pk, item) for pk, item in found], update_conflicts=True, unique_fields=["entry"], update_fields=WORDS
        )
        engines.current().put([(pk, *_terms(item)) for pk, item in found])
        _learn(by_identity.values())
        transaction.on_commit(_tell)
    return len(by_identity)


def remove(kind: str, id_: int) -> None:
    """Take an item out, in the caller's transaction."""
    ids = list(SearchEntry.objects.filter(kind=kind, item_id=id_).values_list("pk", flat=True))
    with transaction.atomic():
        engines.current().remove(ids)
        SearchEntry.objects.filter(pk__in=ids).delete()
        transaction.on_commit(_tell)


def _tell() -> None:
    """Whatever is published passes through the index, so this is where the floors above hear of it."""
    signals.public_words_changed.send(sender=SearchEntry)


def clear() -> None:
    """Empty the index, before everything is put in anew in the same transaction."""
    engines.current().clear()
    SearchWording.objects.all().delete()
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()


def _entry(item: Item) -> SearchEntry:
    return SearchEntry(
        kind=item.kind,
        item_id=item.id,
        address=item.address,
        body=item.body,
        visible_from=item.visible_from,
        visible_until=item.visible_until,
        sort_at=item.sort_at,
        topic_id=item.topic_id,
        over_from=item.over_from,
    )


def _wording(pk: int, item: Item) -> SearchWording:
    return SearchWording(
        entry_id=pk,
        titles=_present(item.titles),
        summaries={code: _plain(text) for code, text in _present(item.summaries).items()},
        texts={code: _plain(text) for code, text in _present(item.texts).items()},
    )


def _present(words: dict[str, str]) -> dict[str, str]:
    return {code: text.replace("\x00", "") for code, text in words.items() if text}


def _plain(markdown: str) -> str:
    """Return the words of Markdown without its signs: snippets are cut from this."""
    return MARKUP.sub(lambda found: found["words"] or "", markdown)


def _terms(item: Item) -> tuple[set[str], set[str]]:
    """Return the terms of an item's names, and all of its terms; the township it lies in is one of them."""
    names = [name for name in (*item.titles.values(), *item.also) if name]
    title = {term for name in names for term in (*index_terms(name), name_term(name))}
    words = [*item.summaries.values(), *item.texts.values(), *item.keywords, *_where(item.body)]
    return title, title.union(*(index_terms(text) for text in words if text))


def _where(body: Body | None) -> list[str]:
    """Return the names of the township in which something lies, and of its district."""
    if body is None or body.kind != Body.Kind.TOWNSHIP:
        return []
    named = [body, *([body.parent] if body.parent else [])]
    return [name for one in named for name in (one.name_en, one.name_zh_hans)]


def _learn(items: Iterable[Item]) -> None:
    """Keep the words of titles and summaries, so that who types them half right or in pinyin can be understood."""
    texts = {text for item in items for text in (*item.titles.values(), *item.summaries.values(), *item.also) if text}
    words = {word for text in texts for word in words_of(text)}
    rows = [SearchWord(text=word, reading=reading(word)[:LONGEST]) for word in sorted(words)]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)


def words_of(text: str) -> Iterator[str]:
    """Return the words of a text that somebody may type: Chinese of two characters or more, others of three letters."""
    for is_han, run in runs(_plain(text)):
        for word in cut(run) if is_han else [stem(run)]:
            long_enough = len(word) > 1 if is_han else len(word) >= SHORTEST_WORD and not word.isdigit()
            if long_enough and len(word) <= LONGEST and word not in STOP_WORDS:
                yield word
