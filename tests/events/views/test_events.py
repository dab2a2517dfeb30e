"""The lists and the page of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event, EventDate, EventLanguage, PastEvent
from tests.events.builders import later, make_date, make_event, make_place, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django.fixtures import DjangoAssertNumQueries

    from community.models import Body

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6


def many(body: Body, number: int) -> None:
    for index in range(number):
        event = make_event(body, place=make_place(body))
        EventLanguage.objects.create(event=event, code="en")
        make_date(event, days=2 + index)


def count_queries(client: Client, address: str) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client.get(address)  # warm: caches of the chrome, content types
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "?view=past", "?township=huacao&kind=food&language=en"])
def test_lists_cost_the_same_for_one_row_and_for_thirty(bodies: dict[str, Body], query: str) -> None:
    client = Client()
    many(bodies["huacao"], 1)
    PastEvent.objects.create(fact_id="one", kind="food", body=bodies["huacao"], title_en="One", title_zh_hans="一")
    few = count_queries(client, f"/en/events/{query}")
    many(bodies["huacao"], 29)
    PastEvent.objects.bulk_create(
        PastEvent(fact_id=f"p-{n}", kind="food", body=bodies["huacao"], title_en="P", title_zh_hans="往") for n in range(29)
    )
    assert count_queries(client, f"/en/events/{query}") == few <= MOST_QUERIES


def test_the_page_of_an_event_costs_few_queries(date: EventDate) -> None:
    assert count_queries(Client(), f"/en/events/{date.event.slug}/") <= MOST_QUERIES


def test_a_townships_coming_events_are_one_query(
    bodies: dict[str, Body], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from django.template.loader import render_to_string  # noqa: PLC0415

    many(bodies["huacao"], 3)
    with django_assert_num_queries(1):
        dates = EventDate.objects.published().coming(timezone.now()).around(bodies["huacao"]).for_listing()[:4]
        drawn = [render_to_string("events/_event_card.html", {"date": date}) for date in dates]
    assert len(drawn) == 3


def test_the_list_shows_what_comes_and_hides_drafts_and_what_is_over(bodies: dict[str, Body]) -> None:
    shown, draft, over = make_event(bodies["huacao"]), make_event(bodies["huacao"], published=False), make_event(bodies["huacao"])
    make_date(shown)
    make_date(draft)
    make_date(over, days=-3)
    page = Client().get("/en/events/").content.decode()
    assert [str(event.title_en) in page for event in (shown, draft, over)] == [True, False, False]
    assert str(over.title_en) in Client().get("/en/events/?view=past").content.decode()


def test_filters_find_by_township_of_body_and_place_kind_language_and_month(bodies: dict[str, Body]) -> None:
    own = make_event(bodies["huacao"], kind=Event.Kind.SPORT)
    guest = make_event(bodies["alliance"], place=make_place(bodies["huacao"]))
    other = make_event(bodies["hongqiao-town"])
    EventLanguage.objects.create(event=guest, code="ko")
    for event in (own, guest):
        make_date(event, days=3)
    make_date(other, days=40)

    def found(query: str) -> set[Event]:
        response = Client().get(f"/en/events/{query}")
        return {date.event for date in response.context["page"]}

    assert found("?township=huacao") == {own, guest}
    assert found("?kind=sport") == {own}
    assert found("?language=ko") == {guest}
    assert found(f"?month={timezone.localtime(later(days=40)):%Y-%m}") >= {other}
    assert own not in found(f"?month={timezone.localtime(later(days=40)):%Y-%m}") or (later(days=3).month == later(days=40).month)
    assert found("?township=nowhere&kind=%00x&month=2026-99".replace("%00", "")) == {own, guest, other}


def test_an_empty_list_says_what_to_do_next(bodies: dict[str, Body]) -> None:
    assert "?view=past" in Client().get("/en/events/").content.decode()
    assert "Show all coming events" in Client().get("/en/events/?kind=sport").content.decode()


def test_history_is_marked_as_imported_with_its_source(bodies: dict[str, Body]) -> None:
    PastEvent.objects.create(
        fact_id="alliance-launch",
        kind=Event.Kind.MILESTONE,
        title_en="Alliance launch",
        title_zh_hans="联盟成立",
        held_on="2024-04-30",
        held_precision="day",
        source="https://www.shine.cn/news/metro/2404304365/",
        source_date="2024-04-30",
        source_kind="press",
    )
    page = Client().get("/en/events/?view=past").content.decode()
    for words in ("Alliance launch", "30 April 2024", "https://www.shine.cn/news/metro/2404304365/", "imported"):
        assert words in page


def test_the_page_names_the_event_in_both_languages_and_the_place_in_both_scripts(date: EventDate) -> None:
    event = date.event
    for language in ("en", "zh-hans"):
        page = Client().get(f"/{language}/events/{event.slug}/").content.decode()
        for words in (event.title_en, event.title_zh_hans, "纪翟路550号", "550 Jidi Road"):
            assert str(words) in page


def test_rich_text_is_drawn_and_cleaned(bodies: dict[str, Body]) -> None:
    event = make_event(bodies["huacao"], description_en="**Bold** <script>alert(1)</script>")
    page = Client().get(f"/en/events/{event.slug}/").content.decode()
    assert "<strong>Bold</strong>" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("open", "Get your seats"),
        ("full", "All seats are taken"),
        ("closed", "Registration has closed"),
        ("running", "It has begun"),
        ("over", "This event is over"),
        ("cancelled", "This date does not take place"),
        ("drop_in", "Just come: this date needs no registration"),
        ("none", "No date is set yet"),
    ],
)
def test_the_panel_says_how_things_stand(bodies: dict[str, Body], state: str, words: str) -> None:
    event = make_event(bodies["huacao"])
    match state:
        case "open":
            make_date(event)
        case "full":
            register(make_date(event, capacity=1))
        case "closed":
            make_date(event, closes_at=later(minutes=-1), days=1)
        case "running":
            make_date(event, starts_at=later(minutes=-5))
        case "over":
            make_date(event, days=-2)
        case "drop_in":
            make_date(event, drop_in=True)
        case "cancelled":
            make_date(event, cancelled_at=timezone.now())
    page = Client().get(f"/en/events/{event.slug}/").content.decode()
    assert words in page
    assert ("<button" in page.split("<aside")[1].split("</aside>")[0]) == (state == "open")


@pytest.mark.parametrize("path", ["", "registration/", "registration/sent/"])
def test_a_draft_and_an_absent_event_look_alike_to_strangers(bodies: dict[str, Body], signed_in: SignedIn, path: str) -> None:
    draft = make_event(bodies["huacao"], published=False)
    for key in ("visitor", "resident", "district_officer"):
        foreign, absent = (signed_in(key).get(f"/en/events/{slug}/{path}") for slug in (draft.slug, "nothing"))
        assert (foreign.status_code, absent.status_code) == (404, 404)
    assert signed_in("editor").get(f"/en/events/{draft.slug}/{path}").status_code == 200


def test_a_text_missing_in_the_readers_language_is_labelled_and_tagged(bodies: dict[str, Body]) -> None:
    event = make_event(bodies["huacao"], title_en="", summary_en="", description_en="")
    page = Client().get(f"/en/events/{event.slug}/").content.decode()
    assert f'<h1 lang="zh-Hans">{event.title_zh_hans}</h1>' in page
    assert "Shown in Chinese" in page
