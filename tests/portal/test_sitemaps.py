"""The map of the site by the protocol's rules, and the heads of pages: one address for each text, its languages named."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from community import retiring
from tests.community.notices import a_notice, published
from tests.events.builders import make_event

if TYPE_CHECKING:
    from community.models import Body, Notice, User

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SITE = "http://localhost:8000"
ENGLISH_ONLY = ("title_zh_hans", "summary_zh_hans", "text_zh_hans")


def xml(address: str) -> Any:
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return ET.fromstring(response.content)  # our own answer


def entries(section: str) -> dict[str, dict[str, str]]:
    """Return by address the alternates of a part of the map, held to the rules of the protocol."""
    root = xml(f"/sitemap-{section}.xml")
    assert root.tag == f"{MAP}urlset"
    found = {}
    for url in root:
        assert {child.tag for child in url} <= {f"{MAP}loc", f"{MAP}lastmod", f"{XHTML}link"}
        address = url.findtext(f"{MAP}loc")
        assert address.startswith(f"{SITE}/")
        assert len(address) < 2048
        if moment := url.findtext(f"{MAP}lastmod"):
            datetime.fromisoformat(moment)
        links = url.findall(f"{XHTML}link")
        assert {link.get("rel") for link in links} == {"alternate"}
        found[address.removeprefix(SITE)] = {link.get("hreflang"): link.get("href").removeprefix(SITE) for link in links}
    return found


@pytest.fixture
def notices(cast: dict[str, User], bodies: dict[str, Body]) -> dict[str, Notice]:
    admin, second, huacao = cast["admin"], cast["second_admin"], bodies["huacao"]
    both = published(huacao, by=admin, approved_by=second, title_en="Both")
    one = published(huacao, by=admin, approved_by=second, title_en="One", without=ENGLISH_ONLY, decided_as="Li Na")
    withdrawn = published(huacao, by=admin, approved_by=second, title_en="Withdrawn")
    assert withdrawn.current is not None
    retiring.withdraw(withdrawn.current, because={"en": "x", "zh-hans": "x"}, by=admin)
    return {"both": both, "one": one, "withdrawn": withdrawn, "draft": a_notice(huacao, by=admin, title_en="Draft")}


def test_the_index_names_every_part_and_each_part_can_be_read(bodies: dict[str, Body]) -> None:
    root = xml("/sitemap.xml")
    parts = [part.findtext(f"{MAP}loc") for part in root]
    assert root.tag == f"{MAP}sitemapindex"
    names = [re.search(r"/sitemap-(\w+)\.xml$", part or "") for part in parts]
    assert [name[1] for name in names if name] == ["pages", "townships", "notices", "places", "events", "suggestions"]
    for name in names:
        assert name
        entries(name[1])
    assert f"Sitemap: {SITE}/sitemap.xml" in Client().get("/robots.txt").content.decode()


def test_only_what_is_published_is_on_the_map_in_the_languages_it_has(notices: dict[str, Notice]) -> None:
    both = {"en": "/en/notices/both/", "zh-hans": "/zh-hans/notices/both/", "x-default": "/notices/both/"}
    found = entries("notices")
    assert found["/en/notices/both/"] == found["/zh-hans/notices/both/"] == both
    assert set(found) == {"/en/notices/both/", "/zh-hans/notices/both/", "/en/notices/one/"}
    assert "zh-hans" not in found["/en/notices/one/"]


def test_events_are_on_the_map_once_published(bodies: dict[str, Body]) -> None:
    make_event(bodies["huacao"], slug="tea")
    make_event(bodies["huacao"], slug="draft", published=False)
    assert {address.rpartition("/events/")[2] for address in entries("events")} == {"tea/"}


def test_every_address_on_the_map_opens(notices: dict[str, Notice]) -> None:
    for section in ("pages", "townships", "notices"):
        for address, others in entries(section).items():
            assert Client().get(address).status_code == 200, address
            assert Client().get(others["x-default"]).status_code in {200, 302}


# --- Heads of pages -----------------------------------------------------------------------------------------------------
def head(address: str) -> tuple[str, dict[str, str]]:
    page = Client().get(address).content.decode()
    canonical = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
    others = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page)
    assert len(canonical) == 1
    return canonical[0].removeprefix(SITE), {tag: url.removeprefix(SITE) for tag, url in others}


def test_a_page_names_itself_its_other_language_and_the_one_for_everybody(notices: dict[str, Notice]) -> None:
    others = {"en": "/en/notices/both/", "zh-Hans": "/zh-hans/notices/both/", "x-default": "/notices/both/"}
    assert head("/en/notices/both/") == ("/en/notices/both/", others)
    assert head("/zh-hans/notices/both/") == ("/zh-hans/notices/both/", others)


def test_a_fallback_names_the_page_in_the_language_it_shows(notices: dict[str, Notice]) -> None:
    others = {"en": "/en/notices/one/", "x-default": "/en/notices/one/"}
    assert head("/zh-hans/notices/one/") == ("/en/notices/one/", others)


def test_a_filter_is_no_page_of_its_own_but_a_second_page_is(bodies: dict[str, Body]) -> None:
    assert head("/en/notices/?kind=news&when=now")[0] == "/en/notices/"
    assert head("/en/notices/?kind=news&page=2")[0] == "/en/notices/?page=2"
