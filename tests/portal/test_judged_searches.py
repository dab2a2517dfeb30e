"""Judged searches over the real facts (judged_searches.yaml): precision and recall, and the same ids from every engine.

``pytest tests/portal/test_judged_searches.py -s`` prints the table.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from django.utils import timezone

from community import searching
from community.models import SearchEntry
from community.searching import asking, engines, finding
from portal.management.commands.load_facts import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community.searching.engines import Row, Wanted

JUDGED: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("judged_searches.yaml").read_text(encoding="utf-8"))
LETTERS = {"notice": "n", "place": "p", "programme": "g", "suggestion": "s", "township": "t"}
SOON = timezone.now() + timedelta(days=1)  # what is loaded is published as it is loaded
LEAST, LEAST_OF_A_CLASS = 0.95, 0.75


@pytest.fixture
def kept(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[int, set[str]]:
    """Load the facts; return the terms of each entry as they were given to the engine."""
    terms: dict[int, set[str]] = {}
    engine = engines.current()
    put = engine.put

    def remember(rows: Sequence[Row]) -> None:
        terms.update({pk: body for pk, _title, body in rows})
        put(rows)

    monkeypatch.setattr(engine, "put", remember)
    load()
    return terms


def named(hit: searching.Hit) -> str:
    return f"{LETTERS[hit.kind]}:{hit.address.strip('/').rpartition('/')[2].removeprefix('#')}"


def found(query: str) -> set[str]:
    names: set[str] = set()
    for page in count(1):
        one = searching.find(query, now=SOON, language="en", page=page)
        names |= {named(hit) for hit in one.hits}
        if page >= one.pages:
            return names
    raise AssertionError


def quality(query: str, judged: str) -> tuple[float, float]:
    relevant, shown = set(judged.split()), found(query)
    right = len(relevant & shown)
    return right / len(shown) if shown else 1.0, right / len(relevant) if relevant else 1.0


def by_reference(wanted: Wanted, kept: dict[int, set[str]]) -> set[int]:
    """Return what holds it, as sets say."""
    return {
        pk
        for pk, terms in kept.items()
        if any(all(any(terms.issuperset(one) for one in group) for group in groups) for groups in wanted)
    }


def test_every_class_has_enough_judgements() -> None:
    assert all(len(queries) >= 8 for queries in JUDGED.values())
    assert sum(map(len, JUDGED.values())) >= 80


def test_what_is_found_is_what_was_judged_and_the_same_on_every_engine(kept: dict[int, set[str]]) -> None:
    table = {kind: [quality(query, judged) for query, judged in queries.items()] for kind, queries in JUDGED.items()}
    table["all"] = [row for rows in table.values() for row in rows]
    means = {kind: tuple(sum(row[at] for row in rows) / len(rows) for at in (0, 1)) for kind, rows in table.items()}
    lines = [f"{'':32} queries  precision  recall"]
    lines += [f"{kind:32} {len(table[kind]):7} {mean[0]:10.3f} {mean[1]:7.3f}" for kind, mean in means.items()]
    print("\n" + "\n".join(lines))  # noqa: T201  # the report
    assert min(means["all"]) >= LEAST, lines
    assert min(min(mean) for mean in means.values()) >= LEAST_OF_A_CLASS, lines

    visible = SearchEntry.objects.visible_at(SOON)
    pks = set(visible.values_list("pk", flat=True))
    for query in (query for queries in JUDGED.values() for query in queries):
        for _asked, wanted, _loosely in finding.ways(asking.understand(query)):
            by_engine = set(visible.filter(engines.holding(wanted)).values_list("pk", flat=True))
            assert by_engine == by_reference(wanted, kept) & pks, query
            if by_engine:
                break
