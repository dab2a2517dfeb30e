"""The search page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from community import retiring
from community.models import SearchMiss
from tests.community.notices import published
from tests.community.test_searching import HOSTILE
from tests.pages import assert_well_formed

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from community.models import Body, User
    from tests.pages import Sent


def titles(response: Sent) -> list[str]:
    cards = re.findall(r'<h3[^>]*><a href="[^"]+">(.*?)</a></h3>', response.content.decode(), re.DOTALL)
    return [re.sub(r"<[^>]+>", "", card).strip() for card in cards]


@pytest.mark.parametrize(
    ("address", "first_two"),
    [
        ("/en/search/?q=Hongqiao", ["Hongqiao Subdistrict, Changning District", "Hongqiao Town, Minhang District"]),
        (f"/zh-hans/search/?q={quote('虹桥')}", ["虹桥街道（长宁区）", "虹桥镇（闵行区）"]),
        (f"/en/search/?q={quote('虹桥')}", ["Hongqiao Subdistrict, Changning District", "Hongqiao Town, Minhang District"]),
    ],
)
def test_both_hongqiaos_come_first_each_with_its_district(nine: None, client: Client, address: str, first_two: list[str]) -> None:
    response = client.get(address)
    assert titles(response)[:2] == first_two
    assert_well_formed(response)


def test_a_match_in_the_other_language_is_labelled(nine: None, client: Client) -> None:
    page = client.get(f"/en/search/?q={quote('古北')}").content.decode()
    assert "Found in the Chinese text" in page
    assert "<mark>古北</mark>" in page


def test_results_can_be_narrowed_to_a_kind(nine: None, client: Client) -> None:
    page = client.get("/en/search/?q=hongqiao&kind=programme")
    assert titles(page)
    assert 'kind=programme" aria-current="page"' in page.content.decode().replace("&amp;", "&")
    assert "Hongqiao Town, Minhang District" not in titles(page)


def test_an_unknown_kind_or_page_is_ignored(nine: None, client: Client) -> None:
    expected = titles(client.get("/en/search/?q=hongqiao"))
    for asked in ("&kind=secret", "&page=x", "&page=-1", "&page=999999999999", "&page=²", "&page="):
        assert titles(client.get(f"/en/search/?q=hongqiao{asked}")) == expected


def test_hostile_input_gets_a_page(nine: None, client: Client) -> None:
    for query in HOSTILE:
        response = client.get("/en/search/", {"q": query})
        assert response.status_code == (400 if "\x00" in query else 200), query  # NUL is refused for every page


def test_what_was_typed_comes_back_escaped(nine: None, client: Client) -> None:
    page = client.get("/en/search/", {"q": '<script>alert("x")</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_an_empty_result_says_what_to_do_next(nine: None, client: Client) -> None:
    page = client.get("/zh-hans/search/?q=zzzzz").content.decode()
    assert "没有找到" in page
    assert 'href="/zh-hans/townships/huacao/"' in page


def test_a_search_asks_little(nine: None, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client.get("/en/search/?q=hongqiao")
    with django_assert_max_num_queries(5):  # what there is of each sort, one page of it, its notices, townships, topics
        client.get("/en/search/?q=hongqiao")


def test_a_search_too_long_is_refused_in_words(nine: None, client: Client) -> None:
    for language, words in (("en", "at most 200 characters"), ("zh-hans", "最多200个字符")):
        response = client.get(f"/{language}/search/", {"q": '"' * 10_240})
        assert response.status_code == 200
        assert words in response.content.decode()
    assert "There is no word in this" in client.get("/en/search/", {"q": '"' * 150}).content.decode()
    assert not SearchMiss.objects.exists()


def test_results_are_narrowed_by_township_and_topic(nine: None, client: Client) -> None:
    page = client.get("/en/search/?q=hongqiao").content.decode()
    assert re.search(r'<option value="huacao">Huacao Town, Minhang District \(\d+\)</option>', page)
    narrowed = client.get("/en/search/?q=hongqiao&township=hongqiao-town")
    assert titles(narrowed)[0] == "Hongqiao Town, Minhang District"
    assert "Hongqiao Subdistrict, Changning District" not in titles(narrowed)
    for unknown in ("&township=x", "&topic=x", "&township=minhang"):
        assert titles(client.get(f"/en/search/?q=hongqiao{unknown}")) == titles(client.get("/en/search/?q=hongqiao"))


def test_a_slip_and_a_lone_word_are_answered(nine: None, client: Client) -> None:
    page = client.get("/en/search/?q=hongqiaoo").content.decode()
    assert 'href="/en/search/?q=hongqiao"' in page
    assert "One word alone finds something" in client.get("/en/search/?q=casino+hongqiao").content.decode()


def test_suggestions_lead_to_items_and_terms(nine: None, client: Client) -> None:
    rows = client.get("/zh-hans/search/suggestions/?q=huac").json()["suggestions"]
    assert rows[0] == {"text": "华漕镇（闵行区）", "lang": "", "kind": "街镇", "url": "/zh-hans/townships/huacao/"}
    both = [row["text"] for row in client.get("/en/search/suggestions/", {"q": "虹桥"}).json()["suggestions"]][:2]
    assert sorted(both) == ["Hongqiao Subdistrict, Changning District", "Hongqiao Town, Minhang District"]
    for query in HOSTILE:
        response = client.get("/en/search/suggestions/", {"q": query})
        assert response.status_code == (400 if "\x00" in query else 200), query


def test_a_withdrawn_notice_says_so_in_the_results(client: Client, cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], title_en="Zebra crossings")
    assert notice.current is not None
    retiring.withdraw(notice.current, because={"en": "A mistake.", "zh-hans": "有误。"}, by=cast["second_admin"])
    page = client.get("/en/search/?q=zebra").content.decode()
    assert '<span class="tag tag-brick">Withdrawn</span>' in page
    assert "is-over" in page
