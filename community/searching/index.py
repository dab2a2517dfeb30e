"""Putting items into the index and taking them out, in the caller's transaction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from community import signals
from community.models.search import SearchEntry
from community.searching import engines
from community.searching.analyser import index_terms, key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from community.models import Body

FIELDS = ["address", "body", "titles", "summaries", "texts", "keys", "visible_from", "visible_until", "sort_at"]
MARKUP = re.compile(r"!?\[(?P<words>[^\]]*)\]\([^)]*\)|(?m:^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+)|[*_`~|]{1,3}")


@dataclass(frozen=True)
class Item:
    """What is found: a thing with its words in both languages, and when it may be seen.

    `address` is the path without the language prefix (``/notices/visa-free/``). `titles`, `summaries` and `texts` map
    a language code to plain text or Markdown; a language without words is left out. `also` are other names that count
    as exact (a township's name without "Town").
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
        rows = []
        for pk, kind, item_id in entries.values_list("pk", "kind", "item_id"):
            if item := by_identity.get((kind, item_id)):
                title = _terms([*item.titles.values(), *item.also])
                rows.append((pk, title, title | _terms([*item.summaries.values(), *item.texts.values()])))
        engines.current().put(rows)
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
    SearchEntry.objects.all().delete()


def _entry(item: Item) -> SearchEntry:
    names = {key(name) for name in (*item.titles.values(), *item.also) if name} - {""}
    return SearchEntry(
        kind=item.kind,
        item_id=item.id,
        address=item.address,
        body=item.body,
        titles=_present(item.titles),
        summaries={code: _plain(text) for code, text in _present(item.summaries).items()},
        texts={code: _plain(text) for code, text in _present(item.texts).items()},
        keys="".join(f"\n{name}\n" for name in sorted(names)),
        visible_from=item.visible_from,
        visible_until=item.visible_until,
        sort_at=item.sort_at,
    )


def _present(words: dict[str, str]) -> dict[str, str]:
    return {code: text.replace("\x00", "") for code, text in words.items() if text}


def _plain(markdown: str) -> str:
    """Return the words of Markdown without its signs: snippets are cut from this."""
    return MARKUP.sub(lambda found: found["words"] or "", markdown)


def _terms(texts: Iterable[str]) -> set[str]:
    return {term for text in texts if text for term in index_terms(text)}
