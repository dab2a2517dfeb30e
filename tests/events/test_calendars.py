"""Calendar files and feeds, read back by two parsers that are not ours."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import vobject
from django.test import Client
from django.utils import timezone

from community.models import Body, Contact, Profile
from events import calendars, moving, registering, scheduling
from events.models import CalendarFeed, EventDate, Registration
from tests.events.builders import make_date, make_event, make_place, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User
    from events.models import Event

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db
REASON = {"en": "A typhoon comes.", "zh-hans": "台风将至。"}


def entries(address: str) -> list[dict[str, Any]]:
    """Return the entries behind an address, after two parsers have read the same in it."""
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    first = [
        {
            "uid": str(entry["uid"]),
            "status": str(entry["status"]),
            "sequence": int(str(entry["sequence"])),
            "starts": entry.decoded("dtstart"),
            "ends": entry.decoded("dtend"),
            "summary": str(entry["summary"]),
            "location": str(entry.get("location", "")),
            "description": str(entry.get("description", "")),
        }
        for entry in icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    ]
    read = vobject.readOne(response.content.decode())
    second = [
        {
            "uid": entry.uid.value,
            "status": entry.status.value,
            "sequence": int(entry.sequence.value),
            "starts": entry.dtstart.value,
            "ends": entry.dtend.value,
            "summary": entry.summary.value,
            "location": entry.location.value if hasattr(entry, "location") else "",
            "description": entry.description.value if hasattr(entry, "description") else "",
        }
        for entry in read.contents.get("vevent", [])
    ]
    assert first == second
    return first


def of_date(date: EventDate, language: str = "en") -> dict[str, Any]:
    date.refresh_from_db()
    (found,) = entries(f"/calendars/events/{date.event.slug}/{date.key}.ics?language={language}")
    return found


def end(date: EventDate, *, days: int) -> None:
    past = timezone.now() - timedelta(days=days)
    EventDate.objects.filter(pk=date.pk).update(starts_at=past - timedelta(hours=2), ends_at=past)


def test_a_date_as_a_file_says_when_and_where_in_both_scripts(date: EventDate) -> None:
    found = of_date(date)
    starts = date.starts_at.astimezone(UTC).replace(microsecond=0)
    assert (found["starts"], found["ends"], found["status"]) == (starts, starts + timedelta(hours=2), "CONFIRMED")
    for words in ("550 Jidi Road", "纪翟路550号"):
        assert words in found["location"]
    assert found["summary"] == f"{date.event.title_en} · {date.event.title_zh_hans}"
    assert of_date(date, "zh-hans")["description"] == "品五种茶。"


def test_a_moved_date_keeps_its_identity_and_grows_in_sequence(date: EventDate) -> None:
    before = of_date(date)
    moving.move(
        date, by=None, starts_at=date.starts_at + timedelta(days=1), ends_at=date.ends_at + timedelta(days=1), place=None,
        cause="typhoon", reason=REASON,
    )  # fmt: skip
    after = of_date(date)
    assert (after["uid"], after["sequence"] > before["sequence"]) == (before["uid"], True)
    assert after["starts"] == before["starts"] + timedelta(days=1)


def test_a_date_that_was_called_off_stays_marked(date: EventDate) -> None:
    before = of_date(date)
    scheduling.call_off(date.event, by=None, reason=REASON, date=date)
    after = of_date(date)
    assert (after["uid"], after["status"], after["sequence"] > before["sequence"]) == (before["uid"], "CANCELLED", True)
    assert after["summary"].startswith("Called off")
    assert of_date(date, "zh-hans")["summary"].startswith("活动取消")
    assert "A typhoon comes." in after["description"]


def test_a_household_reads_its_own_dates_and_what_it_gave_back(event: Event, cast: dict[str, User]) -> None:
    contact = cast["resident"].contact
    going, given_back, foreign, over, old = (make_date(event, days=days) for days in (3, 4, 5, 6, 7))
    registering.cancel(register(going, contact=contact))
    mine = register(going, contact=contact, seats=2)  # after all
    returned = register(given_back, contact=contact)
    registering.cancel(returned)
    register(foreign, contact=cast["neighbour"].contact)
    for date, days in ((over, 59), (old, 61)):
        register(date, contact=contact)
        end(date, days=days)
    offered = register(make_date(event, days=8), contact=contact)
    Registration.objects.filter(pk=offered.pk).update(
        source="waitlist", state="held", confirmed_at=None, expires_at=timezone.now() + timedelta(hours=1)
    )
    found = entries(f"/calendars/{calendars.feed_of(contact).token}/events.ics")
    assert [(one["status"], one["sequence"]) for one in found] == [("CONFIRMED", 0), ("CANCELLED", 1), ("CONFIRMED", 0)]
    assert (mine.code in found[0]["description"], returned.code in found[1]["description"]) == (True, False)
    assert found[0]["uid"] == of_date(going)["uid"]  # so that a file and the feed are one entry


def test_the_address_of_a_calendar_is_a_secret_that_can_be_changed(signed_in: SignedIn, cast: dict[str, User]) -> None:
    client = signed_in("resident")
    client.post("/en/account/calendar/")
    old = CalendarFeed.objects.get().token
    page = client.get("/en/account/calendar/").content.decode()
    assert f"/calendars/{old}/events.ics" in page
    assert old[:16] == CalendarFeed.objects.get().serial
    forged = [old[:-1] + ("0" if old[-1] != "0" else "1"), old[:16], CalendarFeed.objects.get().serial + "0" * 32, "x"]
    assert {Client().get(f"/calendars/{token}/events.ics").status_code for token in forged} == {404}
    for name in ("events", "township"):  # nobody on the way keeps it, no search engine lists it
        answer = Client().get(f"/calendars/{old}/{name}.ics")
        kept = (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"], "public" in answer["Cache-Control"])
        assert (answer.status_code, kept) == (200, ("noindex", True, False)), name
    client.post("/en/account/calendar/")
    assert Client().get(f"/calendars/{old}/events.ics").status_code == 404
    assert Client().get(f"/calendars/{CalendarFeed.objects.get().token}/events.ics").status_code == 200
    assert cast["resident"].contact == CalendarFeed.objects.get().contact


def test_a_townships_calendar_holds_its_public_dates_only(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    here, near = make_event(bodies["huacao"]), make_event(bodies["alliance"], place=make_place(bodies["huacao"]))
    draft, elsewhere = make_event(bodies["huacao"], published=False), make_event(bodies["hongqiao-town"])
    for event in (here, near, draft, elsewhere):
        make_date(event)
    old = make_date(make_event(bodies["huacao"]))
    end(old, days=61)
    found = {one["summary"] for one in entries("/calendars/townships/huacao.ics?language=en")}
    assert found == {f"{event.title_en} · {event.title_zh_hans}" for event in (here, near)}
    Profile.objects.update_or_create(contact=cast["resident"].contact, defaults={"township": bodies["huacao"]})
    own = entries(f"/calendars/{calendars.feed_of(cast['resident'].contact).token}/township.ics")
    assert {one["summary"] for one in own} == found
    assert Client().get(f"/calendars/events/{draft.slug}/{draft.dates.get().key}.ics").status_code == 404
    assert {Client().get(f"/calendars/townships/{slug}.ics").status_code for slug in ("nowhere", "transport")} == {404}
    Contact.objects.filter(user=cast["resident"]).update(language="zh-hans")
    feed = Client().get(f"/calendars/{calendars.feed_of(cast['resident'].contact).token}/events.ics", HTTP_ACCEPT_LANGUAGE="en")
    assert "我的活动" in feed.content.decode()


def test_a_feed_asks_the_same_however_many_dates_it_has(event: Event, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        make_date(event, days=number + 1)
    with django_assert_max_num_queries(3):
        assert len(entries("/calendars/townships/huacao.ics")) == 30
