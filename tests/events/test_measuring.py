"""Figures of dates: right, cheap, and silent about small groups."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils import timezone

from community.models import Profile
from events import checking_in, drafting, holding, measuring, registering
from events.models import Attendance, DoorLink, EventDate, Person
from tests.events.builders import make_contact, make_date, make_event, register, wait
from tests.events.test_checking_in import arrival, undo

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body
    from events.models import Event

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


def come_from(township: Body | None, date: EventDate, parties: int, language: str = "en") -> None:
    for _party in range(parties):
        contact = make_contact(language=language)
        if township:
            Profile.objects.create(contact=contact, township=township)
        register(date, contact=contact, people=[Person(age_band="18-59")])


def end(date: EventDate) -> None:
    now = timezone.now()
    EventDate.objects.filter(pk=date.pk).update(starts_at=now - timedelta(hours=4), ends_at=now - timedelta(hours=2))


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, 0), (4, 0), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (101, 100)])
def test_people_are_counted_in_fives_and_small_groups_not_at_all(count: int, shown: int) -> None:
    assert measuring.about(count) == shown


def test_small_groups_are_among_the_others_and_no_difference_of_two_tables_tells_them(
    date: EventDate, bodies: dict[str, Body]
) -> None:
    later = make_date(date.event, days=9)
    for township, number, on in (("huacao", 6, date), ("huacao", 3, later), ("hongqiao-town", 2, date)):
        come_from(bodies[township], on, number)
    shown = measuring.mixes([date.pk, later.pk])
    assert [(share.label, share.about) for share in shown[date.pk].shares] == [("Huacao Town, Minhang District", 5)]
    assert (shown[date.pk].others, shown[later.pk].shares, shown[later.pk].others) == (True, [], True)
    together = measuring.townships(EventDate.objects.filter(event=date.event))
    for _party in range(6):  # who has not confirmed is nobody yet
        contact = make_contact(confirmed=False, language="zh-hans")
        Profile.objects.create(contact=contact, township=bodies["hongqiao-subdistrict"])
        held = registering.register(date, contact=contact, seats=1, key=uuid4(), source="guest", people=[Person(age_band="60+")])
        assert not held.is_confirmed
    dates = EventDate.objects.filter(event=date.event)
    assert [len(found(dates).shares) for found in (measuring.townships, measuring.languages, measuring.ages)] == [1, 1, 1]
    assert len(measuring.mixes([date.pk])[date.pk].shares) == 1
    assert [share.about for share in together.shares] == [10]  # 9 in truth: 9 - 6 = 3 can't be read from 10 - 5


def test_a_date_comes_to_its_seats_holds_line_and_door(date: EventDate) -> None:
    full = make_date(date.event, days=9, capacity=3)
    register(date, seats=2)
    register(date, seats=3, guest=True)
    holding.hold(date, seats=2)
    wait(full, seats=2)
    kept = make_date(date.event, days=8)
    here, absent = register(kept, seats=4), register(kept, seats=2)
    door = DoorLink.objects.create(date=kept, opens_at=timezone.now(), closes_at=kept.ends_at)
    walked, mistaken = (arrival(None, people, kind="walk-in", reference="", way="") for people in (2, 5))
    acts = [arrival(here, 3), walked, mistaken, undo(mistaken)]
    checking_in.record(door, device="AAAA", acts=acts, skew=0)
    end(kept)
    found = measuring.tallies(list(EventDate.objects.all()), now=timezone.now())
    tally = found[date.pk]
    assert (tally.seats, tally.parties, tally.people, tally.held, tally.came) == (20, 1, 2, 5, 0)
    assert (found[full.pk].people, found[full.pk].waiting, found[full.pk].waiting_seats) == (3, 1, 2)
    over = found[kept.pk]
    assert (over.people, over.came, over.walk_ins, over.missing) == (6, 3, 2, 3)
    assert absent.is_confirmed
    together = sum(found.values(), measuring.Tally())
    assert (together.dates, together.people, together.waiting) == (3, 11, 1)


def test_languages_and_ages_are_hidden_alike(event: Event, date: EventDate) -> None:
    come_from(None, date, 6)
    come_from(None, date, 2, language="zh-hans")
    register(date, people=[Person(age_band="60+")])
    dates = EventDate.objects.filter(event=event)
    spoken, old = measuring.languages(dates), measuring.ages(dates)
    assert ([(one.label, one.about) for one in spoken.shares], spoken.others) == ([("English", 5)], True)
    assert ([(one.label, one.about) for one in old.shares], old.others) == ([("18 to 59", 10)], True)


def test_the_board_shows_every_date_and_costs_the_same_for_one_and_for_thirty(
    bodies: dict[str, Body], signed_in: SignedIn
) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, counts = signed_in("organiser"), set()
    foreign = make_date(make_event(bodies["hongqiao-town"], title_en="Lanterns elsewhere"))
    for more in (1, 29):
        for _date in range(more):
            made = make_date(make_event(bodies["huacao"]), minimum=3)
            register(made)
        client.get("/en/desk/events/board/")
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/en/desk/events/board/").content.decode()
        counts.add(len(captured))
    assert (len(counts), page.count("<span>1 of 20 seats taken"), page.count("2 people are lacking")) == (1, 30, 30)
    assert str(foreign.event.title_en) not in page


def test_the_board_is_narrowed(event: Event, date: EventDate, bodies: dict[str, Body], signed_in: SignedIn) -> None:
    other = make_event(bodies["hongqiao-town"], published=False, title_en="Draft elsewhere")
    make_date(other)
    full = make_date(make_event(bodies["huacao"], title_en="Queued"), days=9, capacity=2)
    wait(full, seats=1)
    past = make_date(make_event(bodies["huacao"], title_en="Gone by"))
    end(past)
    titles = (str(event.title_en), "Draft elsewhere", "Queued", "Gone by")
    shown = {}
    for query in ("", "when=past", "state=line", "state=draft", "state=open", "body=hongqiao-town", "body=nowhere&state=odd"):
        page = signed_in("admin").get(f"/en/desk/events/board/?{query}").content.decode()
        shown[query] = "".join("x" if title in page else "-" for title in titles)
    assert shown == {
        "": "xxx-", "when=past": "---x", "state=line": "--x-", "state=draft": "-x--", "state=open": "x---",
        "body=hongqiao-town": "-x--", "body=nowhere&state=odd": "xxx-",
    }  # fmt: skip


def test_statistics_of_an_event_and_of_a_body_add_up(date: EventDate, bodies: dict[str, Body], signed_in: SignedIn) -> None:
    come_from(bodies["huacao"], date, 6)
    Attendance.objects.create(registration=date.registrations.all()[0], here=1)
    end(date)
    client = signed_in("organiser")
    foreign = make_date(make_event(bodies["hongqiao-town"], title_en="Elsewhere"))
    come_from(None, foreign, 7)
    for address in (f"/en/desk/events/{date.event.slug}/statistics/", "/en/desk/events/statistics/"):
        page = client.get(address).content.decode()
        for words in ('data-value="6"', "Huacao Town", "where the door kept book"):
            assert words in page
        assert "Elsewhere" not in page
    assert "No date in this time" in client.get("/en/desk/events/statistics/?period=2024").content.decode()


def test_no_event_takes_the_address_of_a_page_of_the_desk(bodies: dict[str, Body]) -> None:
    assert drafting.new_slug("Board", "") == "board-2"
