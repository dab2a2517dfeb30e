"""The search page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.community.test_searching import HOSTILE
from tests.pages import assert_well_formed

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

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
    with django_assert_max_num_queries(2):
        client.get("/en/search/?q=hongqiao")
