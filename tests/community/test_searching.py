"""Search: the same words find the same things on both engines (this file runs on both), and nothing typed breaks it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import searching
from community.models import SearchEntry
from community.searching import Item
from community.searching.analyser import index_terms, key, query_terms, singular
from community.searching.marking import mark, snippet

if TYPE_CHECKING:
    from community.models import Body

NOW = timezone.now()

# number: English title, English text, Chinese title, Chinese text
DOCUMENTS = {
    1: ("Work permit renewal", "Apply thirty days before it ends.", "工作许可延期", "请在到期前三十天办理。"),
    2: ("Visa and residence permit", "How to register a residence permit.", "签证与居留许可", "办理居留许可和住宿登记。"),
    3: ("Waste sorting for residents", "Wet and dry waste in 4 bins.", "垃圾分类指南", "干垃圾与湿垃圾分四类投放。"),
    4: ("Community health centre", "Clinics open 24 hours.", "社区卫生服务中心", "医保可用，24小时开放。"),
    5: ("Driving licences", "Exchange your licence at the office.", "驾驶证换领", "凭护照到办证大厅换证。"),
    6: ("Hongqiao Subdistrict, Changning District", "Gubei lies here.", "虹桥街道（长宁区）", "古北在此。"),
    7: ("Hongqiao Town, Minhang District", "Korean Street.", "虹桥镇（闵行区）", "虹泉路韩国街。"),
    8: ("Café evenings", "Talk over coffee at Hongqiao.", "咖啡之夜", "在虹桥喝咖啡聊天。"),
    9: ("International schools", "Seven schools take foreign pupils.", "国际学校", "七所学校招收外籍学生。"),
    10: ("Property management fees", "", "", ""),
}

# query: the numbers that must be found, in any order
FINDS = {
    "visa": {2},
    "visas": {2},
    "VISA": {2},
    "ＶＩＳＡ": {2},
    "签证": {2},
    "簽證": {2},
    "work permit": {1},
    "permits": {1, 2},
    "permit renewals": {1},
    "居留许可": {2},
    "居留許可": {2},
    "许可": {1, 2},
    "工作许可延期": {1},
    "证": {2, 5},
    "換證": {5},
    "licence": {5},
    "licences": {5},
    "垃圾": {3},
    "垃圾分类": {3},
    "干垃圾": {3},
    "waste bins": {3},
    "resident": {3},
    "residence": {2},
    "医保": {4},
    "24小时": {4},
    "24 hours": {4},
    "社区卫生服务中心": {4},
    "签证 visa": {2},
    "clinic": {4},
    "cafe": {8},
    "CAFÉ": {8},
    "咖啡": {8},
    "school": {9},
    "学校": {9},
    "虹": {6, 7, 8},
    "古北": {6},
    "how do I register a residence permit": {2},
    "怎么办理居留许可": {2},
    "fee": {10},
    "管理费": set(),
    "zebra": set(),
}
HOSTILE = [
    *("", " ", '"', "'", '""', "*", "NEAR", "NEAR(a b)", "a NEAR b", "visa*", "-visa", "title:visa", "{title}: visa", "a AND"),
    *("OR", "NOT NOT", "(((", ")", ":", "visa & permit", "visa | !permit", "!", "visa <-> permit", "\\", "%", "_"),
    *("visa\x00permit", "\x00", "'; DROP TABLE community_searchentry; --", "😀", "\u202e", "𠮷", "𫠠", "ß", "İstanbul"),
    *("한국어", "हिन्दी", "a" * 10_000, "visa " * 2_000, "证" * 5_000),
]


@pytest.fixture
def documents(bodies: dict[str, Body]) -> None:
    townships = {6: bodies["hongqiao-subdistrict"], 7: bodies["hongqiao-town"]}
    searching.put_all(
        Item(
            kind="township" if number in townships else "notice",
            id=number,
            address=f"/notices/{number}/",
            titles={"en": title_en, "zh-hans": title_zh},
            summaries={},
            texts={"en": text_en, "zh-hans": text_zh},
            body=townships.get(number),
            also=("Hongqiao", "虹桥") if number in townships else (),
            sort_at=NOW - timedelta(days=number) if number not in townships else None,
        )
        for number, (title_en, text_en, title_zh, text_zh) in DOCUMENTS.items()
    )


def ids(query: str, **asked: object) -> list[int]:
    return [hit.item_id for hit in searching.find(query, now=NOW, language="en", **asked).hits]  # type: ignore[arg-type]  # a test passes what it tests


@pytest.mark.parametrize("query", FINDS)
def test_a_query_finds_exactly_these_on_either_engine(documents: None, query: str) -> None:
    assert set(ids(query)) == FINDS[query]


@pytest.mark.parametrize("query", HOSTILE)
def test_nothing_typed_breaks_the_search(documents: None, query: str) -> None:
    searching.find(query, now=NOW, language="zh-hans")


@pytest.mark.parametrize("query", ["Hongqiao", "虹桥", "虹橋", "hongqiao"])
def test_an_exact_name_lists_both_hongqiaos_first_and_then_what_mentions_them(documents: None, query: str) -> None:
    assert ids(query) == [6, 7, 8]


def test_an_exact_name_comes_before_later_titles_that_only_hold_it(documents: None) -> None:
    searching.put(Item("notice", 11, "/n/", {"en": "Visas"}, {}, {}, sort_at=NOW - timedelta(days=900)))
    searching.put(Item("notice", 12, "/n/", {"en": "News of Hongqiao"}, {}, {}, sort_at=NOW))
    assert ids("visa") == [11, 2]
    assert ids("Hongqiao") == [6, 7, 12, 8]


def test_a_title_counts_more_than_a_later_text(documents: None) -> None:
    searching.put(Item("notice", 11, "/n/", {"en": "Something else"}, {}, {"en": "About schools"}, sort_at=NOW))
    assert ids("schools") == [9, 11]


def test_within_a_tier_the_latest_comes_first(documents: None) -> None:
    assert ids("permit") == [1, 2]


def test_any_of_the_words_counts_only_when_nothing_holds_all(documents: None) -> None:
    found = searching.find("visa zebra renewal permit", now=NOW, language="en")
    assert (found.any_of, [hit.item_id for hit in found.hits]) == (True, [1, 2])


def test_the_window_of_visibility_is_asked_at_the_time_of_the_search(bodies: dict[str, Body]) -> None:
    searching.put(Item("notice", 1, "/n/", {"en": "Soon"}, {}, {}, visible_from=NOW, visible_until=NOW + timedelta(days=1)))
    times = [NOW - timedelta(seconds=1), NOW, NOW + timedelta(days=1) - timedelta(seconds=1), NOW + timedelta(days=1)]
    assert [searching.find("soon", now=time, language="en").total for time in times] == [0, 1, 1, 0]


def test_kinds_and_bodies_narrow_and_kinds_are_counted_all_the_same(documents: None, bodies: dict[str, Body]) -> None:
    found = searching.find("hongqiao", kinds=["township"], now=NOW, language="en")
    assert (found.total, found.kinds) == (2, {"township": 2, "notice": 1})
    assert ids("hongqiao", body=bodies["hongqiao-town"]) == [7]


def test_pages_follow_one_another_without_gap(db: None) -> None:
    searching.put_all(Item("notice", n, "/n/", {"en": f"Paper {n}"}, {}, {}, sort_at=NOW - timedelta(hours=n)) for n in range(45))
    pages = [searching.find("paper", now=NOW, language="en", page=page) for page in (1, 2, 3, 99)]
    assert [hit.item_id for page in pages[:3] for hit in page.hits] == list(range(45))
    assert pages[3].page == 3


def test_putting_again_replaces_and_removing_forgets(documents: None) -> None:
    searching.put(Item("notice", 1, "/n/", {"en": "Bicycles"}, {}, {}))
    assert (ids("work permit"), ids("bicycle")) == ([], [1])
    searching.remove("notice", 1)
    assert ids("bicycle") == []
    assert not SearchEntry.objects.filter(kind="notice", item_id=1).exists()


def test_clearing_leaves_nothing(documents: None) -> None:
    searching.clear()
    assert (ids("visa"), SearchEntry.objects.count()) == ([], 0)


def test_a_hit_is_named_in_the_readers_language_and_says_where_the_match_is(documents: None) -> None:
    hit = searching.find("签证", now=NOW, language="en").hits[0]
    assert (str(hit.title), hit.title_language, hit.language) == ("Visa and residence permit", "en", "zh-hans")
    assert ("签证", True) in hit.snippet.pieces


def test_a_hit_without_the_readers_language_shows_the_other(documents: None) -> None:
    hit = searching.find("fees", now=NOW, language="zh-hans").hits[0]
    assert (str(hit.title), hit.title_language) == ("Property management fees", "en")


def test_the_queries_do_not_grow_with_the_results(documents: None) -> None:
    ids("虹桥")  # the words that are known to mean the same are read once in some minutes
    with CaptureQueriesContext(connection) as queries:
        ids("虹桥")
    assert len([one for one in queries if one["sql"].startswith("SELECT")]) == 3  # numbers, one page, its words


# --- The analyser -----------------------------------------------------------------------------------------------------
PLURALS = {
    "visas": "visa", "policies": "policy", "classes": "class", "boxes": "box", "churches": "church", "courses": "course",
    "licences": "licence", "buses": "bus", "movies": "movie", "residents": "resident",
}  # fmt: skip
UNCHANGED = ["bus", "news", "campus", "tennis", "gas", "residence", "tax", "is"]


@pytest.mark.parametrize(("word", "stem"), [*PLURALS.items(), *((word, word) for word in UNCHANGED)])
def test_plurals_become_singular_and_nothing_else_changes(word: str, stem: str) -> None:
    assert singular(word) == stem


def test_the_index_holds_words_and_single_characters() -> None:
    assert {"居留", "许可", "居", "留", "许", "可"} <= set(index_terms("居留許可"))


def test_questions_lose_their_empty_words_unless_nothing_else_is_left() -> None:
    assert query_terms("How do I get a visa?") == ["visa"]
    assert query_terms("请问怎么办理签证") == ["签证"]
    assert query_terms("how") == ["how"]


def test_a_long_query_is_cut() -> None:
    assert len(query_terms(" ".join(f"word{n}" for n in range(500)))) <= 16


def test_two_writings_of_a_name_have_one_key() -> None:
    assert key("  ＨＯＮＧＱＩＡＯ   towns ") == key("Hongqiao Town")


# --- Marking ----------------------------------------------------------------------------------------------------------
def test_the_original_text_is_marked_not_the_folded_one() -> None:
    assert mark("辦理簽證 in 5 ㎡, ＶＩＳＡＳ!", ["签证", "visa"]).pieces == (
        ("辦理", False),
        ("簽證", True),
        (" in 5 ㎡, ", False),
        ("ＶＩＳＡＳ", True),
        ("!", False),
    )


def test_a_snippet_shows_the_match_of_a_long_text_and_says_that_it_was_cut() -> None:
    shown = snippet(f"{'Something quite different. ' * 40}The visa office moves. {'More of it. ' * 40}", ["visa"])
    assert ("visa", True) in shown.pieces
    assert str(shown).startswith("… ")
    assert str(shown).endswith(" …")
    assert len(str(shown)) < 200


def test_markdown_signs_do_not_reach_the_snippet(db: None) -> None:
    searching.put(Item("notice", 1, "/n/", {"en": "T"}, {}, {"en": "## Who\n- the **visa** [office](https://x.example/)\n"}))
    assert str(searching.find("visa", now=NOW, language="en").hits[0].snippet) == "Who · the visa office"
