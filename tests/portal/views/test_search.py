"""The search page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import retiring, searching
from portal import indexing
from tests.community.notices import published
from tests.community.test_searching import HOSTILE
from tests.pages import assert_well_formed

if TYPE_CHECKING:
    from django.test import Client

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


def test_a_place_says_where_it_is(nine: None, client: Client) -> None:
    page = client.get("/en/search/?q=hongqiao&kind=place").content.decode()
    assert all(f"<span>{where}</span>" in page for where in ("Hongqiao Town, Minhang District", "Changning District"))


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


def test_a_search_asks_little(nine: None, client: Client) -> None:
    client.get("/en/search/?q=hongqiao")
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/search/?q=hongqiao")
    # What there is of each sort, one page of it, its words, its notices, townships, topics.
    assert len([one for one in queries if one["sql"].startswith("SELECT")]) <= 6


def test_a_search_too_long_is_refused_in_words(nine: None, client: Client) -> None:
    for language, words in (("en", "at most 200 characters"), ("zh-hans", "最多200个字符")):
        response = client.get(f"/{language}/search/", {"q": '"' * 10_240})
        assert response.status_code == 200
        assert words in response.content.decode()
    assert "There is no word in this" in client.get("/en/search/", {"q": '"' * 150}).content.decode()
    assert searching.missing.count(timezone.localdate()) == 0


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


OFFERS = (
    *("/en/search/?q=zebra", "/en/search/?q=zebra+crossing&kind=notice", "/en/search/suggestions/?q=zeb", "/en/notices/", "/en/"),
    *("/en/townships/huacao/", "/feeds/en/notices.atom", "/feeds/en/notices.rss", "/sitemap-notices.xml"),
)


def test_what_was_withdrawn_is_offered_nowhere_and_explains_itself_at_its_address(
    client: Client, cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    notice = published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], title_en="Zebra crossings")
    address = f"/en/notices/{notice.slug}/"

    def offered() -> list[str]:
        now = timezone.now()
        meant = [*searching.meant("zebro", now=now), *searching.single("zebra casino", now=now)]
        return [*(offer for offer in OFFERS if address in client.get(offer).content.decode()), *meant]

    assert offered() == [*OFFERS, "zebra", "zebra"]
    assert notice.current is not None
    retiring.withdraw(notice.current, because={"en": "A mistake.", "zh-hans": "有误。"}, by=cast["second_admin"])
    assert offered() == []
    indexing.reindex()
    assert offered() == []
    assert "A mistake." in client.get(address).content.decode()
