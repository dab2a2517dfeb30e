"""The front page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.models import Profile
from portal.management.commands.load_facts import load
from tests.events.builders import make_date, make_event
from tests.pages import assert_well_formed, headings

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from community.models import Body, User


def test_a_bare_site_has_a_front_page_that_says_what_is_missing(bodies: dict[str, Body], client: Client) -> None:
    response = client.get("/en/")
    assert headings(response) == ["Living in Shanghai, made a little easier."]
    page = response.content.decode()
    assert "No notices yet" in page
    assert "No dates are announced" in page
    assert "No suggestion has been made public here yet" in page
    assert_well_formed(response)


def test_the_doors_tell_numbers_that_are_true(bodies: dict[str, Body], client: Client) -> None:
    event = make_event(bodies["huacao"])
    make_date(event, days=3)
    make_date(event, days=4, capacity=2, seats_taken=2)
    make_date(make_event(bodies["huacao"], published=False), days=3)
    assert "1 date with seats left" in client.get("/en/").content.decode()


def test_what_is_on_at_home_comes_first(
    cast: dict[str, User], bodies: dict[str, Body], signed_in: Callable[[str], Client]
) -> None:
    for number, body in enumerate(["huacao", "hongqiao-town", "hongqiao-town", "hongqiao-subdistrict"]):
        make_date(make_event(bodies[body], title_en=f"Event {number}"), days=number + 1)
    Profile.objects.filter(contact__user=cast["resident"]).update(township=bodies["hongqiao-subdistrict"])

    def order(who: str) -> list[int]:
        page = signed_in(who).get("/en/").content.decode()
        return sorted((n for n in range(4) if f"Event {n}<" in page), key=lambda n: page.index(f"Event {n}<"))

    assert order("visitor") == [0, 1, 2]
    assert order("resident") == [3, 0, 1]


def test_the_front_page_asks_little_on_all_the_facts(
    db: None, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    load()
    for address, words in (("/en/", "41 notices"), ("/zh-hans/", "41条通知")):
        client.get(address)
        with django_assert_max_num_queries(6):
            response = client.get(address)
        assert_well_formed(response)
        page = response.content.decode()
        assert words in page or "within 30 days" in page or "30天内" in page


def test_the_bare_address_leads_to_the_readers_language(db: None, client: Client) -> None:
    assert client.get("/", headers={"accept-language": "zh-CN,zh;q=0.9"}).headers["Location"] == "/zh-hans/"
    assert client.get("/", headers={"accept-language": "fr"}).headers["Location"] == "/en/"
