"""The real facts: all of them arrive, once, with their sources."""

from __future__ import annotations

import pytest
from django.utils import timezone

from community import searching
from community.models import Body, Figure, Notice, Place, Programme, SearchEntry, Township, TownshipFact
from events.models import PastEvent
from feedback.models import Suggestion
from portal.demo import cast
from portal.demo.load_townships import owners
from portal.demo.papers import facts
from portal.management.commands.load_facts import load
from tests.conftest import BODIES

NOWHERE = {"", "unknown"}


def test_everything_arrives_and_a_second_time_changes_nothing_not_even_what_someone_corrected(db: None) -> None:
    first, entries = load(), SearchEntry.objects.count()

    assert (
        first["bodies"] == 1 + 1 + 1 + 5 + (len(facts("bureaus")) - 1) + 9
    )  # alliance, city, CNS, districts, offices, townships
    assert (first["townships"], first["places"], first["programmes"]) == (9, 37, 34)
    assert Notice.objects.published().count() == len(facts("policies")) == 41
    assert PastEvent.objects.count() == len(facts("events"))
    assert Suggestion.objects.history().count() == len(facts("concerns"))
    assert first["search entries"] == entries > 9 + 37 + 34 + 41

    Place.objects.filter(slug="hicc").update(hours_en="9 to 5")  # someone knows better
    Body.objects.filter(slug="huacao").update(phone="021-1")
    assert set(load().values()) == {0}
    assert SearchEntry.objects.count() == entries
    assert (Place.objects.get(slug="hicc").hours_en, Body.objects.get(slug="huacao").phone) == ("9 to 5", "021-1")


def test_every_source_of_a_place_a_programme_and_a_figure_is_kept(nine: None) -> None:
    assert {place.slug: place.source for place in Place.objects.all()} == {row["id"]: row["source"] for row in facts("venues")}
    assert {one.slug: one.source for one in Programme.objects.all()} == {row["id"]: row["source"] for row in facts("programmes")}
    figures = [
        one for row in facts("townships") if isinstance(row["foreign_population"], list) for one in row["foreign_population"]
    ]
    known = Figure.objects.filter(kind__in=[Figure.Kind.FOREIGN_RESIDENTS, Figure.Kind.PART], value__isnull=False)
    assert {(int(one.value or 0), one.source, one.source_date) for one in known} == {
        (one["value"], one["source"], "" if one["source_date"] == "unknown" else one["source_date"]) for one in figures
    }
    statements = [
        one
        for row in facts("townships")
        for key in ("neighbourhoods", "schools", "hospitals", "notes")
        for one in row.get(key, [])
    ]
    assert {(one.text_en, one.source) for one in TownshipFact.objects.all()} == {(one["en"], one["source"]) for one in statements}


def test_a_figure_that_counts_not_only_foreigners_is_not_called_one_of_foreigners(nine: None) -> None:
    assert Figure.objects.get(value=32000).kind == Figure.Kind.PART


def test_what_no_source_knows_is_empty_and_never_zero(nine: None) -> None:
    unknown = {row["id"] for row in facts("townships") if row["foreign_population"] == "unknown"}
    figures = Figure.objects.filter(kind=Figure.Kind.FOREIGN_RESIDENTS, value__isnull=True)
    assert {one.township.body.slug for one in figures.select_related("township__body")} == unknown
    addresses = {row["id"]: row["address_en"] for row in facts("venues")}
    assert {place.slug for place in Place.objects.filter(address_en="")} == {
        key for key, text in addresses.items() if text in NOWHERE
    }


def test_the_tree_stands_as_the_tests_and_the_cast_expect_it(nine: None) -> None:
    bodies = {body.slug: body for body in Body.objects.select_related("parent")}
    for slug, (kind, parent, code, *_names) in BODIES.items():
        found = bodies[slug]
        assert (found.kind, found.parent and found.parent.slug, found.code) == (kind, parent, code)
    assert {part.body for part in cast.CAST} <= set(bodies)
    assert "township" not in bodies  # a generic row of the facts, no office of its own
    assert all(body.name_pinyin for body in bodies.values())
    assert {body.slug for body in bodies.values() if body.inferred} == {
        row["id"] for row in facts("bureaus") if row.get("inferred")
    } - {"township"}


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("CNS with Huacao Town", ["city-news-service", "huacao"]),
        ("Shanghai Daily, for the Information Office of Shanghai Municipality", ["information", "city-news-service"]),
        ("Ronghua residents' committee, Hongqiao Subdistrict", ["hongqiao-subdistrict"]),
        ("National Immigration Administration", []),
    ],
)
def test_who_runs_a_programme_is_tied_to_the_bodies_we_have(words: str, slugs: list[str]) -> None:
    assert owners(words) == slugs


def test_the_two_hongqiaos_know_of_each_other(nine: None) -> None:
    town = Township.objects.select_related("not_to_be_confused_with__body").get(body__slug="hongqiao-town")
    assert town.not_to_be_confused_with is not None
    assert town.not_to_be_confused_with.body.slug == "hongqiao-subdistrict"
    found = searching.find("Hongqiao", now=timezone.now(), language="en")
    assert [hit.address for hit in found.hits[:2]] == ["/townships/hongqiao-subdistrict/", "/townships/hongqiao-town/"]
