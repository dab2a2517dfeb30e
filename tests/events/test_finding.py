"""Finding a party by a name, in either script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events import finding
from events.models import Person
from tests.events.builders import make_date, register

if TYPE_CHECKING:
    from events.models import EventDate

pytestmark = pytest.mark.django_db


def named(date: EventDate, *names: str) -> str:
    return register(date, seats=len(names), people=[Person(name=name) for name in names]).reference


@pytest.mark.parametrize("typed", ["王小明", "王", "小明", "wang xiaoming", "WangXiaoming", "wangxi", "xiao ming wang", "wxm"])
def test_a_chinese_name_is_found_by_its_characters_and_its_pinyin(date: EventDate, typed: str) -> None:
    party = named(date, "王小明")
    named(date, "Ana Lima")
    assert [one.registration.reference for one in finding.by_name(date, typed)] == [party]


@pytest.mark.parametrize("typed", ["ana", "LIMA", "ana lima", "Zoë", "zoe"])
def test_a_latin_name_is_found_by_any_of_its_words_without_accents(date: EventDate, typed: str) -> None:
    party = named(date, "Ana Lima", "Zoë Lima")
    named(date, "王小明")
    assert [one.registration.reference for one in finding.by_name(date, typed)] == [party]


def test_the_closest_comes_first_and_names_come_shortened(date: EventDate) -> None:
    for name in ("Anatole France", "Ana Lima", "Ana"):
        named(date, name)
    assert [one.shown for one in finding.by_name(date, "ana")] == ["Ana", "Ana L.", "Anatole F."]
    assert [finding.shortened(name) for name in ("王小明", "欧阳 修", "Ana María Lima")] == ["王＊＊", "欧＊＊", "Ana M. L."]


@pytest.mark.parametrize("typed", ["", " ", "a", "%", "x" * 60])
def test_too_little_or_nonsense_finds_nobody(date: EventDate, typed: str) -> None:
    named(date, "Ana Lima")
    assert finding.by_name(date, typed) == []


def test_only_confirmed_parties_of_this_date_are_found(date: EventDate) -> None:
    named(make_date(date.event, days=9), "Ana Lima")
    register(date, guest=True, people=[Person(name="Ana Lima")])
    assert finding.by_name(date, "ana") == []
