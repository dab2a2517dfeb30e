"""The search among many items: rare and common words, on the database in DATABASE_URL.

Run by ``manage.py bench --search N`` on a throw-away PostgreSQL and again on SQLite. The items are the facts' own sentences
in both languages, put together anew by a fixed seed, so that words are as rare and as common as in real texts.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # after the set-up
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from community import searching  # noqa: E402
from community.models import Body, SearchEntry, SearchWording, Topic  # noqa: E402
from community.searching import engines  # noqa: E402
from community.searching.analyser import index_terms, name_term  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SEED, AT_ONCE = 7, 2000
KINDS = ("notice", "event", "place", "programme", "suggestion")
LENGTH = 6  # sentences a text, beside its title
RARE = 0.05  # of all items
QUERIES, ROUNDS = 60, 3
SHORTEST = 2
PAGE = searching.PAGE_SIZE


def main(many: int) -> None:
    """Fill the index, measure, print both classes of words."""
    call_command("migrate", verbosity=0)
    call_command("load_facts", verbosity=0)
    began = time.monotonic()
    held = fill(many)
    took = time.monotonic() - began
    rare, common = words(held, many)
    now = timezone.now()

    def find(query: str) -> searching.Found:
        return searching.find(query, now=now, language="en")

    lines = [f"{connection.vendor}, {SearchEntry.objects.count():,} items, {took:.0f} s to put {many:,} of them in"]
    lines.append(f"{'':34}{'words':>7}{'p50 ms':>10}{'p95 ms':>10}")
    asked: list[tuple[str, list[str], Callable[[str], Any]]] = [
        ("words in under 5 % of the items", rare, find),
        ("common words", common, find),
        ("a rare and a common word", [f"{one} {other}" for one, other in zip(rare, common, strict=False)], find),
        ("suggestions", [word[:4] for word in rare], lambda typed: searching.suggest(typed, now=now, language="en")),
        ("did you mean", [slip(word) for word in rare if word.isalpha()], lambda typed: searching.meant(typed, now=now)),
        ("beside: 20 rows by their key", [""] * QUERIES, lambda _: list(SearchEntry.objects.order_by("-pk")[:PAGE])),
    ]
    for name, queries, ask in asked:
        times = measure(queries, ask)
        lines.append(f"{name:34}{len(queries):>7}{percentile(times, 50):>10.1f}{percentile(times, 95):>10.1f}")
    print("\n".join(lines), flush=True)  # noqa: T201  # the command shows it


def slip(word: str) -> str:
    """Return a word with its last two letters in the wrong order."""
    return f"{word[:-2]}{word[-1]}{word[-2]}"


def fill(many: int) -> Counter[str]:
    """Put items in; return how many items hold each term."""
    chance = random.Random(SEED)  # noqa: S311  # a fixed seed on purpose: every run measures the same
    sentences = [(one, two, frozenset(index_terms(f"{one}\n{two}"))) for one, two in _sentences()]
    bodies = [*Body.objects.filter(kind=Body.Kind.TOWNSHIP), None, None]
    topics = [*Topic.objects.values_list("pk", flat=True), None]
    held: Counter[str] = Counter()
    engine, now = engines.current(), timezone.now()
    for start in range(0, many, AT_ONCE):
        made, said, terms = [], [], []
        for number in range(start, min(start + AT_ONCE, many)):
            title, *text = chance.choices(sentences, k=1 + LENGTH)
            name = f"{title[0]} {number}"
            about = {"kind": chance.choice(KINDS), "body": chance.choice(bodies), "topic_id": chance.choice(topics)}
            made.append(_entry(number, sort_at=now - timedelta(hours=number % 50_000), **about))
            said.append(_wording((name, title[1]), text))
            words = title[2].union(*(one[2] for one in text))
            held.update(words)
            terms.append((title[2] | {name_term(name), str(number)}, words | {str(number)}))
        with transaction.atomic():
            entries = SearchEntry.objects.bulk_create(made)
            for entry, wording in zip(entries, said, strict=True):
                wording.entry = entry
            SearchWording.objects.bulk_create(said)
            engine.put([(entry.pk, *set_) for entry, set_ in zip(entries, map(_sets, terms), strict=True)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return held


def words(held: Counter[str], many: int) -> tuple[list[str], list[str]]:
    """Return words that few and that many items hold, evenly from the rarest to the most common, of both scripts."""
    known = sorted((number, word) for word, number in held.items() if len(word) >= SHORTEST and not word.isdigit())
    rare = [word for number, word in known if number < many * RARE]
    common = [word for number, word in known if number >= many * RARE]
    return _evenly(rare), _evenly(common)


def measure(queries: Sequence[str], ask: Callable[[str], Any]) -> list[float]:
    """Return how many milliseconds each query took, the median of some rounds, warm."""
    for query in queries:
        ask(query)
    times = []
    for query in queries:
        rounds = []
        for _round in range(ROUNDS):
            began = time.perf_counter()
            ask(query)
            rounds.append((time.perf_counter() - began) * 1000)
        times.append(statistics.median(rounds))
    return times


def percentile(times: list[float], share: int) -> float:
    """Return the time below which this share of them lies."""
    return sorted(times)[min(len(times) - 1, len(times) * share // 100)]


def _sets(terms: tuple[Iterable[str], Iterable[str]]) -> tuple[set[str], set[str]]:
    return set(terms[0]), set(terms[1])


def _evenly(some: list[str]) -> list[str]:
    return some[:: max(1, len(some) // QUERIES)][:QUERIES]


def _sentences() -> list[tuple[str, str]]:
    texts = [words for row in SearchWording.objects.values_list("titles", "summaries", "texts") for words in row]
    return sorted({(words.get("en", ""), words.get("zh-hans", "")) for words in texts if words})


def _entry(number: int, **about: Any) -> SearchEntry:
    return SearchEntry(item_id=1_000_000 + number, address=f"/notices/{number}/", **about)


def _wording(title: tuple[str, str], text: list[Any]) -> SearchWording:
    texts = {"en": "\n".join(one[0] for one in text), "zh-hans": "\n".join(one[1] for one in text)}
    return SearchWording(titles={"en": title[0], "zh-hans": title[1]}, texts=texts)


if __name__ == "__main__":
    main(int(sys.argv[1]))
