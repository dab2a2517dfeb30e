"""What machines and chats are told of a page, and the way back from paper."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Edition, Notice, Place
from portal.templatetags.ui import structured_data
from tests.community.notices import published
from tests.events.builders import make_date, make_event, make_place

if TYPE_CHECKING:
    from community.models import Body, User

pytestmark = pytest.mark.django_db
ASKED = "<p>Introduction.</p><h2>Who may apply?</h2><p>Everyone with a <em>permit</em>.</p><h2>What it costs</h2><p>Nothing.</p>"


def page(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    assert "script-src 'self';" in response["Content-Security-Policy"] + ";"  # a block of data needs no more
    return response.content.decode()


def told(address: str) -> list[dict[str, Any]]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(address))
    return [json.loads(block) for block in blocks]


def make(cast: dict[str, User], bodies: dict[str, Body], **about: Any) -> Notice:
    return published(bodies["huacao"], by=cast["admin"], approved_by=cast["second_admin"], **about)


def test_a_notice_is_an_article_of_its_office(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = make(cast, bodies)
    (article,) = told(f"/zh-hans/notices/{notice.slug}/")
    assert (article["@type"], article["headline"], article["inLanguage"]) == ("Article", "一项新规定", "zh-hans")
    assert article["url"] == f"http://localhost:8000/zh-hans/notices/{notice.slug}/"


def test_what_can_be_done_online_is_a_service(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = make(cast, bodies)
    Edition.objects.filter(notice=notice).update(service_url="https://service.example/")
    (service,) = told(f"/en/notices/{notice.slug}/")
    assert service["@type"] == "GovernmentService"
    assert service["provider"] == {"@type": "GovernmentOrganization", "name": "Huacao Town, Minhang District"}
    assert service["availableChannel"]["serviceUrl"] == "https://service.example/"


def test_a_text_that_asks_is_a_list_of_questions(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = make(cast, bodies, text_en=ASKED)
    _article, faq = told(f"/en/notices/{notice.slug}/")
    (question,) = faq["mainEntity"]
    assert (faq["@type"], question["name"]) == ("FAQPage", "Who may apply?")
    assert question["acceptedAnswer"]["text"] == "Everyone with a permit."


def test_an_event_is_told_with_its_date_and_place(bodies: dict[str, Body]) -> None:
    event = make_event(bodies["huacao"], place=make_place(bodies["huacao"]), slug="tea")
    date = make_date(event)
    (entry,) = told("/en/events/tea/")
    assert (entry["@type"], entry["eventStatus"]) == ("Event", "https://schema.org/EventScheduled")
    assert entry["startDate"].endswith("+08:00")
    assert entry["location"]["name"] == str(date.event.place)


def test_a_place_is_told_with_its_address_and_no_point_that_is_only_near(bodies: dict[str, Body]) -> None:
    place = make_place(bodies["huacao"])
    Place.objects.update(published_at=timezone.now(), latitude=31.2, longitude=121.3, approximate=True)
    (entry,) = told(f"/en/places/{place.slug}/")
    assert entry["name"] == str(place)
    assert entry["address"]["streetAddress"] == place.address_en
    assert "geo" not in entry
    Place.objects.update(approximate=False)
    assert told(f"/en/places/{place.slug}/")[0]["geo"]["latitude"] == 31.2


def test_a_township_is_an_office_that_serves_an_area(bodies: dict[str, Body]) -> None:
    (entry,) = told("/zh-hans/townships/hongqiao-town/")
    assert entry["@type"] == "GovernmentOrganization"
    assert entry["name"] == entry["areaServed"]["name"]
    assert "闵行区" in entry["name"]
    assert entry["parentOrganization"]["name"] == "闵行区"


def test_nothing_in_the_words_ends_the_block() -> None:
    assert "</script><" not in str(structured_data([{"name": "</script><b>&"}])).removesuffix("</script>")


def test_a_chat_shows_title_and_summary(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = make(cast, bodies, title_en='A "new" rule')
    shown = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page(f"/en/notices/{notice.slug}/")))
    assert (shown["title"], shown["description"]) == ("A &quot;new&quot; rule", "What changes, in one sentence.")
    assert (shown["url"], shown["locale"]) == (f"http://localhost:8000/en/notices/{notice.slug}/", "en_GB")


@pytest.mark.parametrize("of", ["notice", "place", "township"])
def test_paper_leads_back_to_the_page(of: str, cast: dict[str, User], bodies: dict[str, Body]) -> None:
    address = "/en/townships/huacao/"
    if of == "notice":
        address = f"/en/notices/{make(cast, bodies).slug}/"
    elif of == "place":
        address = f"/en/places/{make_place(bodies['huacao']).slug}/"
    assert 'class="print-only way-back"><img src="data:image/svg+xml' in page(address)
    assert '<meta property="og:title"' in page(address)


def test_the_picture_of_a_page_is_a_card_that_is_really_there(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    make_date(make_event(bodies["huacao"], slug="tea"))
    notice, place = make(cast, bodies).slug, make_place(bodies["huacao"]).slug
    for address in (f"/en/notices/{notice}/", "/zh-hans/events/tea/", "/en/townships/huacao/", f"/zh-hans/places/{place}/"):
        (picture,) = re.findall(r'<meta property="og:image" content="http://localhost:8000([^"]+)">', page(address))
        response = Client().get(picture)
        assert (response.status_code, response["Content-Type"], response.content[1:4]) == (200, "image/png", b"PNG")
