"""Around a search: facets, what no longer counts, pinyin, "did you mean", suggestions; and nobody is shown the unseen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from community import publishing, retiring, searching, superseding
from community.models import Edition, GlossaryTerm, SearchWord, Topic
from community.searching import Item, ranking
from community.searching.analyser import LONGEST_QUERY, index_terms, reading, stem
from community.searching.correcting import apart
from tests.community.notices import published

if TYPE_CHECKING:
    from community.models import Body, Notice, User

NOW = timezone.now()


def put(number: int, title: str, *, kind: str = "notice", **about: object) -> None:
    language = "en" if title.isascii() else "zh-hans"
    searching.put(Item(kind, number, f"/{kind}s/{number}/", {language: title}, {}, {}, **about))  # type: ignore[arg-type]  # a test passes what it tests


def ids(query: str, **asked: object) -> list[int]:
    return [hit.item_id for hit in searching.find(query, now=NOW, language="en", **asked).hits]  # type: ignore[arg-type]  # a test passes what it tests


# --- facets -----------------------------------------------------------------------------------------------------------
def test_each_facet_counts_what_the_other_choices_leave(bodies: dict[str, Body]) -> None:
    tax = Topic.objects.create(slug="tax", name_en="Tax", name_zh_hans="税务", position=1)
    huacao, town = bodies["huacao"], bodies["hongqiao-town"]
    put(1, "Paper one", body=huacao, topic_id=tax.pk)
    put(2, "Paper two", body=town, topic_id=tax.pk)
    put(3, "Paper three", body=town)
    put(4, "Paper four", kind="place", body=huacao)
    found = searching.find("paper", now=NOW, language="en")
    assert (found.total, found.kinds, found.bodies, found.topics) == (
        4,
        {"notice": 3, "place": 1},
        {huacao.pk: 2, town.pk: 2},
        {tax.pk: 2},
    )
    found = searching.find("paper", body=town, kinds=["notice"], now=NOW, language="en")
    assert (found.total, found.kinds, found.bodies, found.topics, found.everything) == (
        2,
        {"notice": 2},
        {huacao.pk: 1, town.pk: 2},
        {tax.pk: 1},
        4,
    )
    assert ids("paper", topic=tax.pk, body=huacao) == [1]


def test_a_page_of_titles_alone_and_a_page_of_everything_follow_one_another(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "MANY", 0)
    days = [NOW - timedelta(days=number) for number in range(60)]
    for number in range(45):
        over_from = NOW.date() if number < 10 else None  # the latest ten stand behind the texts
        put(number, f"Paper {number}", sort_at=days[number], over_from=over_from)
    for number in range(45, 55):
        texts = {"en": "Some words about paper"}
        searching.put(Item("notice", number, f"/notices/{number}/", {"en": "Else"}, {}, texts, sort_at=days[number]))
    put(55, "Paper", sort_at=days[59], over_from=NOW.date())  # the very name, though over
    in_order = [55, *range(10, 55), *range(10)]
    assert [ids("paper", page=page) for page in (1, 2, 3)] == [in_order[:20], in_order[20:40], in_order[40:]]


# --- what no longer counts --------------------------------------------------------------------------------------------
def test_what_is_over_stands_behind_what_counts_and_says_so_unless_it_is_asked_for_by_name(db: None) -> None:
    today = timezone.localdate(NOW)
    put(1, "Paper rules", over_from=today, sort_at=NOW)
    put(2, "Paper rules for all", over_from=today + timedelta(days=1), sort_at=NOW - timedelta(days=9))
    assert ids("paper") == [2, 1]
    assert [hit.is_over for hit in searching.find("paper", now=NOW, language="en").hits] == [False, True]
    assert ids("paper rules") == [1, 2]


@pytest.fixture
def two_rules(bodies: dict[str, Body], cast: dict[str, User]) -> tuple[Notice, Notice]:
    def made(title: str) -> Notice:
        return published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], title_en=title)

    return made("Waste rule of old"), made("Waste rule of late")


def over(query: str) -> dict[int, bool]:
    soon = timezone.now() + timedelta(minutes=1)
    return {hit.item_id: hit.is_over for hit in searching.find(query, now=soon, language="en").hits}


def test_a_replaced_notice_is_over_until_the_other_one_is_taken_back(
    two_rules: tuple[Notice, Notice], cast: dict[str, User]
) -> None:
    old, late = two_rules
    said = superseding.supersede(old, with_=late, by=cast["admin"])
    assert over("waste rule") == {old.pk: True, late.pk: False}
    superseding.unsay(said, by=cast["admin"])
    assert over("waste rule") == {old.pk: False, late.pk: False}
    superseding.supersede(old, with_=late, by=cast["admin"])
    late.refresh_from_db()
    because = {"en": "A mistake.", "zh-hans": "有误。"}
    retiring.withdraw(Edition.objects.get(pk=late.current_id), because=because, by=cast["second_admin"])
    assert over("waste rule") == {old.pk: False}


def test_an_ended_notice_is_over_from_the_day_after_its_last(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], title_en="Waste rule")
    for days, is_over in ((-1, True), (0, False)):
        last = timezone.localdate() + timedelta(days=days)
        Edition.objects.filter(notice=notice).update(effective_until_on=last, effective_until_precision="day")
        edition = publishing.revise(notice, by=cast["admin"])
        publishing.write(edition, content={"change_note_en": "Dates", "change_note_zh_hans": "日期"}, by=cast["admin"])
        publishing.submit(edition, by=cast["admin"])
        publishing.publish(edition, by=cast["second_admin"])
        notice.refresh_from_db()
        assert over("waste rule") == {notice.pk: is_over}


# --- pinyin, spelling, questions --------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["juliu xuke", "juliuxuke", "Ju Liu Xu Ke", "jūliú xǔkě", "xuke juliu"])
def test_pinyin_finds_chinese_words_however_it_is_spaced(db: None, typed: str) -> None:
    put(1, "居留许可")
    assert ids(typed) == [1]


def test_latin_words_that_are_found_as_they_stand_are_not_read_as_pinyin(db: None) -> None:
    put(1, "Women in town")
    put(2, "我们")
    assert ids("women") == [1]


@pytest.mark.parametrize(
    ("word", "term"),
    [("license", "licence"), ("centers", "centre"), ("organizations", "organisation"), ("prize", "prize"), ("sizes", "size")],
)
def test_american_and_british_spelling_are_one(word: str, term: str) -> None:
    assert stem(word) == term


def test_words_in_words_are_found_but_not_across_their_joint() -> None:
    terms = set(index_terms("上海市副市长在虹桥镇"))
    assert {"上海", "市长", "虹桥", "虹桥镇"} <= terms
    assert "海市" not in terms


def test_readings_have_neither_tones_nor_umlauts() -> None:
    assert (reading("绿地"), reading("居留")) == ("ludi", "juliu")


def test_a_name_with_a_place_in_it_is_found_as_a_name(bodies: dict[str, Body]) -> None:
    put(1, "虹桥国际学校")
    put(2, "虹桥的国际化与学校")
    put(3, "Hongqiao Middle School")
    put(4, "A school in the middle of Hongqiao")
    assert ids("虹桥国际学校") == [1]
    assert ids("Hongqiao Middle School") == [3]
    assert set(ids("hongqiao middle school")) == {3, 4}


# --- did you mean -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("residense", ["residence"]),
        ("residense pemrit", ["residence permit"]),
        ("居流许可", ["居留许可"]),
        ("permit", []),
        ("xyzzyx", []),
        ("pemrit", ["permit"]),
        ("per", []),
    ],
)
def test_a_slip_is_answered_with_words_that_find_something(db: None, typed: str, offered: list[str]) -> None:
    put(1, "Residence permit")
    put(2, "居留许可")
    assert searching.meant(typed, now=NOW)[: len(offered) or None] == offered


def test_slips_are_counted() -> None:
    assert [apart("permit", other, 2) for other in ("permit", "pemrit", "permits", "pirmet", "visa")] == [0, 1, 1, 2, 3]


def test_of_several_words_those_that_find_something_alone_are_offered(db: None) -> None:
    put(1, "Driving licence")
    assert (ids("casino licence"), searching.single("casino licence", now=NOW)) == ([], ["licence"])


# --- suggestions, and what nobody may see -----------------------------------------------------------------------------
def offered(typed: str, language: str = "en") -> list[str]:
    return [one.text for one in searching.suggest(typed, now=NOW, language=language)]


def test_terms_come_before_titles_in_the_readers_language(db: None) -> None:
    GlossaryTerm.objects.create(name_en="residence permit", name_zh_hans="居留许可", others_zh_hans="居留证")
    searching.put(Item("notice", 1, "/n/", {"en": "New residence permit", "zh-hans": "新居留许可"}, {}, {}))
    assert offered("resi") == ["residence permit", "New residence permit"]
    assert offered("juliu", "zh-hans") == ["居留许可"]
    assert offered("居留证", "zh-hans")[:1] == ["居留许可"]
    assert offered("new res", "zh-hans") == ["新居留许可"]
    assert offered("n") == offered("") == offered('"*(') == []


def test_what_is_not_visible_is_neither_found_nor_offered_nor_meant(db: None) -> None:
    GlossaryTerm.objects.create(name_en="zeppelin", name_zh_hans="飞艇")
    put(1, "Zeppelin secret", visible_from=NOW + timedelta(hours=1))
    put(2, "Zeppelin past", visible_until=NOW)
    put(3, "飞艇", visible_from=NOW + timedelta(hours=1))
    assert SearchWord.objects.filter(text="zeppelin").exists()
    for typed in ("zeppelin", "飞艇", "feiting", "zep"):
        assert (ids(typed), offered(typed), searching.meant(typed, now=NOW), searching.single(typed, now=NOW)) == ([], [], [], [])
    assert searching.meant("zeppelim", now=NOW) == []


@pytest.mark.parametrize("typed", ['"' * 10_000, "(" * 500, "a" * 10_000, "证" * 5_000, "visa " * 2_000, "\x00'\"*:&|!"])
def test_nothing_typed_breaks_what_stands_around_a_search(db: None, typed: str) -> None:
    put(1, "Visa")
    searching.suggest(typed, now=NOW, language="en")
    searching.meant(typed, now=NOW)
    searching.single(typed, now=NOW)
    assert len(typed[:LONGEST_QUERY]) <= LONGEST_QUERY
