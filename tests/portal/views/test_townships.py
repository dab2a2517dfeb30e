"""The townships' pages on the real facts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from community.models import Body, Figure, Place, Programme, TownshipFact
from portal import members
from portal.demo import load_feedback
from portal.demo.papers import facts
from tests.events.builders import make_date, make_event, make_place
from tests.pages import assert_well_formed, headings

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.pages import Sent

SLUGS = [
    *("huamu", "jinqiao", "zhangjiang", "sanlin", "hongqiao-subdistrict", "yichuan-road", "huacao", "hongqiao-town", "xujing"),
]
ENOUGH = 6


def text_of(response: Sent) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_township_has_its_page_in_both_languages(nine: None, client: Client, language: str) -> None:
    suffix = language.replace("-", "_")
    for body in Body.objects.townships():
        response = client.get(f"/{language}/townships/{body.slug}/")

        assert headings(response) == [getattr(body, f"name_{suffix}")]
        assert getattr(body.parent, f"name_{suffix}") in text_of(response)
        assert_well_formed(response)


def test_an_unknown_township_and_another_body_are_not_there(nine: None, client: Client) -> None:
    assert [client.get(f"/en/townships/{slug}/").status_code for slug in ("nowhere", "minhang", "alliance")] == [404, 404, 404]


@pytest.mark.parametrize(
    ("slug", "other", "district"),
    [
        ("hongqiao-town", "/en/townships/hongqiao-subdistrict/", "Hongqiao Subdistrict, Changning District"),
        ("hongqiao-subdistrict", "/en/townships/hongqiao-town/", "Hongqiao Town, Minhang District"),
    ],
)
def test_each_hongqiao_points_at_the_other_one(nine: None, client: Client, slug: str, other: str, district: str) -> None:
    page = client.get(f"/en/townships/{slug}/").content.decode()
    assert f'<a href="{other}">{district}</a>' in page
    assert re.search(r"<title>Hongqiao \w+, \w+ District", page)


def test_the_chooser_names_the_district_of_every_township(nine: None, client: Client) -> None:
    drop = client.get("/en/search/").content.decode().split('class="drop"')[1].split("</ul>")[0]
    rows = re.findall(r"<span>([^<]+)</span> <span class=\"district\"><span[^>]*>· </span>([^<]+)</span>", drop)
    assert ("Hongqiao Town", "Minhang District") in rows
    assert ("Hongqiao Subdistrict", "Changning District") in rows
    assert len(rows) == 9


def test_townships_are_sorted_by_name_and_in_chinese_by_sound(nine: None) -> None:
    assert [one.slug for one in members.members("en")][:3] == ["hongqiao-subdistrict", "hongqiao-town", "huacao"]
    assert [one.name for one in members.members("zh-hans")] == [
        *("虹桥街道", "虹桥镇", "华漕镇", "花木街道", "金桥镇", "三林镇", "徐泾镇", "宜川路街道", "张江镇"),
    ]


def test_disagreeing_figures_stand_side_by_side_and_are_never_added_up(nine: None, client: Client) -> None:
    page = text_of(client.get("/en/townships/jinqiao/"))
    for value in ("20,000", "2,200", "3,800"):
        assert value in page
    assert "26,000" not in page
    assert "Sources disagree widely" in page


def test_an_old_figure_tells_its_age_and_an_undated_one_that(nine: None, client: Client) -> None:
    page = text_of(client.get("/en/townships/hongqiao-town/"))
    figure = Figure.objects.get(value=9000, township__body__slug="hongqiao-town")
    assert f"{figure.years_old} years old" in page
    assert figure.years_old is not None
    assert figure.years_old >= 21
    assert "year unknown" in page


def test_what_nobody_knows_is_said_to_be_unknown(nine: None, client: Client) -> None:
    page = text_of(client.get("/en/townships/sanlin/"))
    assert "No source gives a figure." in page
    assert "no source says which languages are spoken" in page
    assert "No contact person is named" in page
    chinese = text_of(client.get("/zh-hans/townships/sanlin/"))
    assert "没有资料给出数据" in chinese


def test_every_statement_shows_where_it_comes_from(nine: None, client: Client) -> None:
    page = client.get("/en/townships/huacao/").content.decode()
    for fact in TownshipFact.objects.filter(township__body__slug="huacao"):
        assert fact.source in page
    for programme in Programme.objects.filter(bodies__slug="huacao"):
        assert programme.title_en in page.replace("&#x27;", "'")


def test_a_text_without_translation_carries_its_own_language(nine: None, client: Client) -> None:
    assert '<span lang="en">from the make-up of users' in client.get("/zh-hans/townships/hongqiao-town/").content.decode()


def test_events_of_the_township_and_at_its_places_are_shown_and_others_not(nine: None, client: Client) -> None:
    huacao, xujing = Body.objects.get(slug="huacao"), Body.objects.get(slug="xujing")
    make_date(make_event(huacao, title_en="Own tea"))
    make_date(make_event(xujing, title_en="Guests' tea", place=make_place(huacao)))
    make_date(make_event(xujing, title_en="Far tea"))
    make_date(make_event(huacao, title_en="Secret tea", published=False))
    page = client.get("/en/townships/huacao/").content.decode()
    assert [words in page for words in ("Own tea", "Guests&#x27; tea", "Far tea", "Secret tea")] == [True, True, False, False]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_warm_page_asks_little_however_much_there_is(
    nine: None, client: Client, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    load_feedback.load(concerns=facts("concerns"), bureaus=facts("bureaus"))
    huacao = Body.objects.get(slug="huacao")
    make_date(make_event(huacao))
    client.get(f"/{language}/townships/huacao/")
    with django_assert_max_num_queries(ENOUGH) as asked:
        client.get(f"/{language}/townships/huacao/")
        few = len(asked)
    for number in range(30):
        make_date(make_event(huacao, place=make_place(huacao)), days=number + 1)
    members.forget()
    client.get(f"/{language}/townships/huacao/")
    with django_assert_max_num_queries(few):
        client.get(f"/{language}/townships/huacao/")


def test_the_list_shows_all_nine_with_district_and_source(
    nine: None, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/en/townships/")
    with django_assert_max_num_queries(1):
        response = client.get("/en/townships/")
    page = response.content.decode()
    assert all(f'href="/en/townships/{slug}/"' in page for slug in SLUGS)
    assert "about 95,000 foreign residents" in page
    assert_well_formed(response)


def test_a_new_member_has_a_page_before_anything_is_known_of_it(bodies: dict[str, Body], client: Client) -> None:
    response = client.get("/en/townships/huacao/")
    assert headings(response) == ["Huacao Town"]
    assert "has not written about itself yet" in text_of(response)


def test_what_is_kept_is_dropped_when_the_facts_change(nine: None, client: Client) -> None:
    client.get("/en/townships/huacao/")
    Place.objects.filter(slug="hicc").update(name_en="Renamed centre", published_at=timezone.now() - timedelta(days=1))
    assert "Renamed centre" not in text_of(client.get("/en/townships/huacao/"))
    members.forget()
    assert "Renamed centre" in text_of(client.get("/en/townships/huacao/"))
