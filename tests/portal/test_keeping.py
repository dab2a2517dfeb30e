"""Kept pages: quick for visitors, never stale after a change, never one person's page for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.models import Body, Contact
from events import registering
from portal import keeping
from tests.community.notices import published
from tests.events.builders import make_date, make_event, make_place, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

    from community.models import User
    from events.models import EventDate


@pytest.fixture(autouse=True)
def _kept(settings: Settings) -> None:
    settings.PAGES_KEPT_FOR = 60


@pytest.fixture
def date(bodies: dict[str, Body]) -> EventDate:
    return make_date(make_event(bodies["huacao"], place=make_place(bodies["huacao"]), slug="tea"), capacity=5)


def page(client: Client, name: str = "home", *args: str) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_the_second_visitor_costs_no_query(bodies: dict[str, Body], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = page(Client())
    with django_assert_num_queries(0):
        assert page(Client()) == first


def test_headers_are_kept_with_the_page(bodies: dict[str, Body]) -> None:
    first, second = (Client().get(reverse("home")) for _visit in range(2))
    assert dict(first.items()) == dict(second.items())


def test_what_is_published_is_seen_at_once(
    cast: dict[str, User], bodies: dict[str, Body], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert "Fresh from the office" not in page(Client(), "community:notices")
    with django_capture_on_commit_callbacks(execute=True):
        published(bodies["alliance"], by=cast["admin"], approved_by=cast["second_admin"], title_en="Fresh from the office")
    assert "Fresh from the office" in page(Client(), "community:notices")


def test_languages_and_queries_are_pages_of_their_own(bodies: dict[str, Body]) -> None:
    client = Client()
    assert page(client, "home") != client.get("/zh-hans/").content.decode()
    assert client.get("/en/search/?q=tea").content != client.get("/en/search/?q=visa").content


def test_a_signed_in_person_neither_sees_nor_leaves_a_kept_page(signed_in: Callable[[str], Client]) -> None:
    visitor = page(Client())
    own = page(signed_in("resident"))
    assert ("account/logout" in own, "account/logout" in visitor, page(Client())) == (True, False, visitor)


def test_the_list_of_events_is_drawn_once_for_all_who_are_signed_in(date: EventDate, signed_in: Callable[[str], Client]) -> None:
    asked, mains = [], []
    for reader in (signed_in("resident"), signed_in("neighbour")):
        page(reader, "home")
        with CaptureQueriesContext(connection) as captured:
            mains.append(page(reader, "events:list").partition("<main")[2].partition("</main>")[0])
        asked.append(any("events_eventdate" in query["sql"] for query in captured.captured_queries))
    assert (asked, mains[0] == mains[1], str(date.event.title_en) in mains[0]) == ([True, False], True, True)


def test_the_part_for_everybody_is_of_its_address_and_ends_with_what_is_public(
    date: EventDate, signed_in: Callable[[str], Client]
) -> None:
    resident = signed_in("resident")
    assert str(date.event.title_en) in page(resident, "events:list")
    assert "Nothing fits these choices" in resident.get("/en/events/?kind=sport").content.decode()
    assert str(date.event.title_zh_hans) in resident.get("/zh-hans/events/").content.decode()
    fresh = make_date(make_event(date.event.body))
    assert str(fresh.event.title_en) not in page(resident, "events:list")
    keeping.forget()
    assert str(fresh.event.title_en) in page(resident, "events:list")


def test_a_form_with_a_secret_is_never_kept(bodies: dict[str, Body]) -> None:
    secrets = {page(Client(), "feedback:new").partition('csrfmiddlewaretoken" value="')[2][:64] for _visit in range(2)}
    assert len(secrets) == 2


def test_errors_and_redirects_are_not_kept(bodies: dict[str, Body], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _visit in range(2):
        assert Client().get("/en/events/nothing/").status_code == 404


def test_a_full_event_is_refused_even_where_the_page_still_shows_seats(date: EventDate) -> None:
    assert "5 of 5" in page(Client(), "events:detail", "tea") or "5 seats" in page(Client(), "events:detail", "tea")
    register(date, seats=5)
    with pytest.raises(registering.Full):
        register(date, seats=1)


def test_forgetting_is_what_a_change_does(bodies: dict[str, Body], django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    page(Client())
    keeping.forget()
    with pytest.raises(pytest.fail.Exception), django_assert_max_num_queries(0):
        page(Client())


@pytest.mark.usefixtures("date")
@pytest.mark.parametrize("where", [("home",), ("township", "huacao")])
def test_a_part_for_everybody_reads_as_if_it_were_drawn_for_each(
    cast: dict[str, User],
    signed_in: Callable[[str], Client],
    settings: Settings,
    where: tuple[str, ...],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def main(reader: Client) -> str:
        return page(reader, *where).partition("<main")[2].partition("</main>")[0]

    readers = [Client(), *(signed_in(key) for key in ("admin", "resident", "neighbour"))]
    kept = [main(reader) for reader in readers]
    settings.PAGES_KEPT_FOR = 0
    assert [main(reader) for reader in readers] == kept
    settings.PAGES_KEPT_FOR = 60
    with django_capture_on_commit_callbacks(execute=True):
        alliance = Body.objects.get(kind="alliance")
        published(alliance, by=cast["admin"], approved_by=cast["second_admin"], title_en="Fresh from the office")
    assert all("Fresh from the office" in main(reader) for reader in readers)


def test_an_event_is_drawn_once_for_all_who_hold_no_seats_and_do_not_run_it(
    date: EventDate, signed_in: Callable[[str], Client]
) -> None:
    asked = []
    for key in ("resident", "neighbour", "organiser"):
        reader = signed_in(key)
        with CaptureQueriesContext(connection) as captured:
            drawn = page(reader, "events:detail", date.event.slug)
        asked.append(any("events_limit" in query["sql"] for query in captured.captured_queries))
        assert str(date.event.title_en) in drawn
        assert ("Open at the desk" in drawn) == (key == "organiser")
    assert asked == [True, False, True]
    register(date, contact=Contact.objects.get(user__email__startswith="neighbour"))
    keeping.forget()
    assert "You are registered" in page(signed_in("neighbour"), "events:detail", date.event.slug)
    assert "You are registered" not in page(signed_in("resident"), "events:detail", date.event.slug)
