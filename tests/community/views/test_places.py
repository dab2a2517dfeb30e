"""Places and programmes as people see them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.contrib.auth.models import AnonymousUser

from community import policies
from community.models import Place, Programme, SpokenLanguage
from tests.events.builders import make_place
from tests.pages import assert_well_formed, headings

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from community.models import Body, User


@pytest.fixture
def centre(bodies: dict[str, Body]) -> Place:
    place = make_place(bodies["huacao"], slug="hicc", name_en="HICC", name_zh_hans="华漕国际社区中心", opened_en="2023-12-02")
    SpokenLanguage.objects.create(place=place, code=SpokenLanguage.Code.KOREAN)
    return place


def test_an_address_stands_in_both_scripts_whichever_language_is_read(centre: Place, client: Client) -> None:
    for language in ("en", "zh-hans"):
        response = client.get(f"/{language}/places/hicc/")
        page = response.content.decode()
        assert '<p class="address-large" lang="zh-Hans">纪翟路550号</p>' in page
        assert '<p lang="en">550 Jidi Road</p>' in page
        assert 'data-copy="纪翟路550号"' in page
        assert_well_formed(response)


def test_maps_are_searched_by_the_chinese_words_and_nothing_is_loaded_from_them(centre: Place, client: Client) -> None:
    page = client.get("/en/places/hicc/").content.decode()
    for host in ("uri.amap.com", "api.map.baidu.com", "maps.apple.com"):
        assert f'<a class="btn btn-quiet btn-small" href="https://{host}' in page
    assert quote("上海市纪翟路550号") in page


def test_what_is_unknown_of_a_place_is_said(bodies: dict[str, Body], client: Client) -> None:
    make_place(bodies["huacao"], slug="somewhere", address_en="", address_zh_hans="")
    page = client.get("/en/places/somewhere/").content.decode()
    assert "The street address is unknown to us" in page
    assert page.count('<span class="muted">unknown</span>') == 4  # hours, phone, languages, opened


def test_places_are_listed_by_township_with_district_and_can_be_narrowed(
    centre: Place, bodies: dict[str, Body], client: Client
) -> None:
    make_place(bodies["hongqiao-town"], name_en="Korean desk", kind=Place.Kind.SERVICE_DESK)
    make_place(None, name_en="Far away")
    response = client.get("/en/places/")
    page = response.content.decode()
    assert (
        page.index("Hongqiao Town, Minhang District</h2>")
        < page.index("Huacao Town, Minhang District</h2>")
        < page.index("Elsewhere")
    )
    assert_well_formed(response)
    narrowed = client.get("/en/places/?township=huacao").content.decode()
    assert ("HICC" in narrowed, "Korean desk" in narrowed) == (True, False)
    assert "Korean desk" in client.get("/en/places/?kind=service_desk").content.decode()
    assert "HICC" in client.get("/en/places/?township=atlantis&kind=castle").content.decode()
    assert "No such place yet" in client.get("/en/places/?township=huacao&kind=park").content.decode()


def test_the_list_asks_the_same_for_one_place_and_for_thirty(
    centre: Place, bodies: dict[str, Body], client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/en/places/")
    with django_assert_num_queries(2):
        client.get("/en/places/")
    for _number in range(29):
        make_place(bodies["hongqiao-town"])
    with django_assert_num_queries(2):
        client.get("/en/places/")


def test_a_place_in_preparation_is_seen_by_its_own_people_only(
    cast: dict[str, User], bodies: dict[str, Body], client: Client
) -> None:
    draft = make_place(bodies["huacao"], published_at=None)
    everyone: list[User | AnonymousUser] = [*cast.values(), AnonymousUser()]
    for person in everyone:
        assert Place.objects.visible_to(person).filter(pk=draft.pk).exists() == policies.can_view_place(person, draft), str(
            person
        )
    seen = {key for key, person in cast.items() if policies.can_view_place(person, draft)}
    assert seen == {"editor", "organiser", "officer", "moderator", "manager", "admin", "second_admin"}
    assert client.get(f"/en/places/{draft.slug}/").status_code == client.get("/en/places/absent/").status_code == 404


def test_programmes_are_shown_with_the_bodies_that_run_them(
    bodies: dict[str, Body], client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        programme = Programme.objects.create(
            slug=f"p{number}", kind=Programme.Kind.HOTLINE, title_en=f"Line {number}", owner_en="Somebody"
        )
        if number:
            programme.bodies.add(bodies["huacao"])
    client.get("/en/programmes/")
    with django_assert_num_queries(2):
        response = client.get("/en/programmes/")
    page = response.content.decode()
    assert headings(response) == ["Programmes"]
    assert page.count("Somebody") == 1
    assert page.count("<strong>Huacao Town, Minhang District</strong>") == 2
    assert 'id="p0"' in page
    assert_well_formed(response)
