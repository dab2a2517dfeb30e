"""The team's side: who gets in, and each act through the browser's door."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from community.models import AuditEntry
from events import restricting, urls, volunteering
from events.desk.waiting import waiting
from events.models import Absence, Event, EventDate, Person, Registration
from portal.demo import cast as demo_cast
from tests.events.builders import make_date, make_event, make_place, register, taken
from tests.events.test_asking import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db

CAST = {"visitor", *(part.key for part in demo_cast.CAST)} - {"second_admin"}
ABLE = {"organiser", "manager", "admin"}
TEAM = CAST - {"visitor", "resident", "neighbour"}
WORDS = {
    "kind": "food",
    "source_language": "zh-hans",
    "languages": ["en", "zh"],
    "title_en": "Tea evening",
    "title_zh_hans": "茶之夜",
    "summary_en": "Tea.",
    "summary_zh_hans": "品茶。",
    "description_en": "Much tea.",
    "description_zh_hans": "很多茶。",
}


def picture() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "brown").save(drawn, "PNG")
    return SimpleUploadedFile("poster.png", drawn.getvalue(), "image/png")


def when(days: float = 7, /, **changes: Any) -> dict[str, Any]:
    starts = timezone.localtime(timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)
    ends = starts + timedelta(hours=2)
    return {"starts_at": f"{starts:%Y-%m-%dT%H:%M}", "ends_at": f"{ends:%Y-%m-%dT%H:%M}", "capacity": "20", **changes}


@pytest.mark.parametrize("path", ["", "edit/", "dates/{key}/", "cancellation/", "participants/"])
@pytest.mark.usefixtures("undrawn")
def test_an_event_at_the_desk_is_there_for_who_organises_it(date: EventDate, signed_in: SignedIn, path: str) -> None:
    address = f"/en/desk/events/{date.event.slug}/{path.format(key=date.key)}"
    answers = {key: signed_in(key).get(address).status_code for key in CAST}
    expected = {key: 200 if key in ABLE else 404 if key in TEAM else 302 if key == "visitor" else 403 for key in CAST}
    assert answers == expected


@pytest.mark.parametrize("path", ["dates/", "publication/", "cancellation/", "edit/", "dates/{key}/"])
@pytest.mark.usefixtures("undrawn")
def test_nobody_else_changes_an_event(date: EventDate, signed_in: SignedIn, path: str) -> None:
    before = EventDate.objects.values().get(), Event.objects.values().get()
    for key in sorted(CAST - ABLE):
        address = f"/en/desk/events/{date.event.slug}/{path.format(key=date.key)}"
        data = {**WORDS, **when(9), "reason_en": "x", "reason_zh_hans": "x", "date": "all"}
        assert signed_in(key).post(address, data).status_code in {302, 403, 404}, key
    assert (EventDate.objects.values().get(), Event.objects.values().get()) == before


@pytest.mark.usefixtures("undrawn")
def test_what_others_hold_is_at_no_door_of_the_desk(
    date: EventDate, bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    """Neither another body's event at any door, nor its dates, questions, links and helpers at the doors of one's own."""
    theirs, client = make_date(make_event(bodies["hongqiao-town"]), days=9), signed_in("organiser")
    told: dict[str, Any] = {"name": "Li", "task": "Tea", "email": "li@mail.example", "language": "en", "with_door": True}
    helper = volunteering.enlist(theirs, **told, by=cast["admin"])
    open_ = {}
    for pattern in (one for one in urls.desk if one.pattern.regex.groups):
        pk = helper.door_id if "door" in str(pattern.name) else helper.pk
        given = {"slug": theirs.event.slug, "key": theirs.key, "question": ask(theirs.event).pk, "pk": pk}
        asked = [name for name in given if name in pattern.pattern.regex.groupindex]
        for own in range(len(asked)):  # the first parts of the address are one's own, the rest is theirs
            mine = dict(list({"slug": date.event.slug, "key": date.key}.items())[:own])
            address = reverse(str(pattern.name), kwargs={name: mine.get(name, given[name]) for name in asked})
            codes = {client.get(address).status_code, client.post(address).status_code}
            if 404 not in codes or codes - {404, 405}:
                open_[address] = codes
    assert open_ == {}
    rule = restricting.add_rule(theirs.event, by=None, kind="newcomer")
    names = {"name_en": "Children", "name_zh_hans": "儿童"}
    limit = restricting.add_limit(theirs, by=None, counts="children", places=6, names=names)
    party = register(theirs)
    Absence.objects.create(registration=party, contact=party.contact, fades_at=timezone.now(), appealed_at=timezone.now())
    for path, said in (
        ("access", {"remove_rule": rule.pk}), ("access", {"limit": limit.pk, "remove": "1"}),
        ("missed", {"reference": party.reference, "excuse": "1"}),
    ):  # fmt: skip
        assert client.post(f"/en/desk/events/{date.event.slug}/{path}/", said).status_code == 404, said


@pytest.mark.parametrize("path", ["", "new/"])
def test_the_list_and_a_new_event_are_for_organisers(bodies: dict[str, Body], signed_in: SignedIn, path: str) -> None:
    answers = {key: signed_in(key).get(f"/en/desk/events/{path}").status_code for key in CAST}
    assert answers == {key: 200 if key in ABLE else 302 if key == "visitor" else 403 for key in CAST}


def test_the_list_shows_the_events_of_ones_own_bodies_only(bodies: dict[str, Body], signed_in: SignedIn) -> None:
    own, foreign = make_event(bodies["huacao"], published=False), make_event(bodies["hongqiao-town"])
    for key, shown in (("organiser", (True, False)), ("admin", (True, True))):
        page = signed_in(key).get("/en/desk/events/").content.decode()
        assert (str(own.title_en) in page, str(foreign.title_en) in page) == shown


def test_an_organiser_writes_an_event_adds_a_date_and_publishes_it(bodies: dict[str, Body], signed_in: SignedIn) -> None:
    client, place = signed_in("organiser"), make_place(bodies["huacao"])
    data = {
        **WORDS,
        "key": uuid4(),
        "body": bodies["huacao"].pk,
        "place": place.pk,
        "poster": picture(),
        "poster_alt_en": "Tea",
        "poster_alt_zh_hans": "茶",
    }
    for _press in range(2):  # the second finds what the first began
        data["poster"] = picture()
        response = client.post("/zh-hans/desk/events/new/", data)
    event = Event.objects.get()
    assert response.headers["Location"] == f"/zh-hans/desk/events/{event.slug}/"
    assert (event.body, event.place, event.is_published, event.poster is not None) == (bodies["huacao"], place, False, True)
    assert client.post(f"/en/desk/events/{event.slug}/dates/", when()).status_code == 302
    client.post(f"/en/desk/events/{event.slug}/publication/")
    page = client.get(f"/en/events/{event.slug}/").content.decode()
    for words in ("Tea evening", "茶之夜", "20 of 20 seats left", f"/files/{event.poster_id}/"):
        assert words in page
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["event.drafted", "event.date_set", "file.released", "event.published"]


@pytest.mark.parametrize("changes", [{"body": ""}, {"title_en": "", "title_zh_hans": ""}, {"kind": "war"}, {"languages": ["xx"]}])
def test_a_wrong_event_form_is_shown_again(bodies: dict[str, Body], signed_in: SignedIn, changes: dict[str, Any]) -> None:
    response = signed_in("organiser").post(
        "/en/desk/events/new/", {**WORDS, "key": uuid4(), "body": bodies["huacao"].pk, **changes}
    )
    assert (response.status_code, Event.objects.count()) == (422, 0)
    assert "很多茶。" in response.content.decode()


def test_an_organiser_cant_write_in_another_bodys_name(bodies: dict[str, Body], signed_in: SignedIn) -> None:
    response = signed_in("organiser").post("/en/desk/events/new/", {**WORDS, "key": uuid4(), "body": bodies["hongqiao-town"].pk})
    assert (response.status_code, Event.objects.count()) == (422, 0)


def test_a_picture_needs_words_and_must_be_one(bodies: dict[str, Body], signed_in: SignedIn) -> None:
    client, data = signed_in("organiser"), {**WORDS, "key": uuid4(), "body": bodies["huacao"].pk}
    assert client.post("/en/desk/events/new/", {**data, "poster": picture()}).status_code == 422
    text = SimpleUploadedFile("poster.png", b"no picture", "image/png")
    response = client.post("/en/desk/events/new/", {**data, "poster": text, "poster_alt_en": "a", "poster_alt_zh_hans": "b"})
    assert (response.status_code, Event.objects.count()) == (422, 0)
    assert "not a picture" in response.content.decode()


def test_editing_records_what_changed_and_the_search_follows(event: Event, signed_in: SignedIn) -> None:
    signed_in("manager").post(f"/en/desk/events/{event.slug}/edit/", {**WORDS, "place": event.place_id})
    event.refresh_from_db()
    entry = AuditEntry.objects.about(event).get()
    assert (event.title_en, entry.verb, "title_en" in entry.fields, "place" in entry.fields) == (
        "Tea evening",
        "event.edited",
        True,
        False,
    )


def test_missing_words_are_named_and_a_decision_publishes(bodies: dict[str, Body], signed_in: SignedIn) -> None:
    event = make_event(bodies["huacao"], published=False, title_en="", summary_en="", description_en="")
    make_date(event)
    client, address = signed_in("organiser"), f"/en/desk/events/{event.slug}/"
    assert "<li>Title</li>" in client.get(address).content.decode()
    assert "Words are missing" in client.post(f"{address}publication/", follow=True).content.decode()
    assert not Event.objects.get().is_published
    client.post(f"{address}publication/", {"in_one_language": "1"})
    assert Event.objects.get().is_published


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_at": "2020-01-01T10:00"}, "It has to end after it starts"),
        ({"closes_at": "2099-01-01T10:00"}, "close after the start"),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"starts_at": "soon"}, "Enter a valid date"),
    ],
)
def test_a_wrong_date_is_shown_again(event: Event, signed_in: SignedIn, changes: dict[str, str], words: str) -> None:
    response = signed_in("organiser").post(f"/en/desk/events/{event.slug}/dates/", when(**changes))
    assert (response.status_code, EventDate.objects.count()) == (422, 0)
    assert words in response.content.decode()


def test_two_dates_cant_start_at_once(event: Event, signed_in: SignedIn) -> None:
    client, data = signed_in("organiser"), when()
    codes = [client.post(f"/en/desk/events/{event.slug}/dates/", data).status_code for _time in range(2)]
    assert (codes, EventDate.objects.count()) == ([302, 422], 1)


def test_shrinking_below_what_is_taken_gives_the_choice_and_no_error_page(date: EventDate, signed_in: SignedIn) -> None:
    EventDate.objects.update(
        starts_at=date.starts_at.replace(second=0, microsecond=0), ends_at=date.ends_at.replace(second=0, microsecond=0)
    )
    register(date, seats=5)
    client, address = signed_in("organiser"), f"/en/desk/events/{date.event.slug}/dates/{date.key}/"
    response = client.post(address, when(capacity="4", note_en="Bring a cup.", note_zh_hans="请带杯子。"))
    now = EventDate.objects.get()
    assert (response["Location"], now.capacity, now.note_en) == (f"{address}seats/?capacity=4", 20, "Bring a cup.")
    page = client.get(response["Location"]).content.decode()
    assert ("5 seats are taken" in page, Registration.objects.get().code in page) == (True, True)
    client.post(f"{address}seats/", {"capacity": "4", "way": "keep"})
    assert (EventDate.objects.get().capacity, Registration.objects.get().state) == (5, "confirmed")


def test_a_date_without_registrations_is_taken_away(date: EventDate, signed_in: SignedIn) -> None:
    client, address = signed_in("organiser"), f"/en/desk/events/{date.event.slug}/dates/{date.key}/"
    assert client.get(address).status_code == 200
    client.post(address, {"remove": "1"})
    assert (EventDate.objects.count(), client.get(address).status_code) == (0, 404)


def test_calling_off_needs_both_languages_and_tells_the_parties(date: EventDate, signed_in: SignedIn) -> None:
    register(date, seats=2)
    client, address = signed_in("organiser"), f"/en/desk/events/{date.event.slug}/cancellation/"
    assert client.post(address, {"date": "all", "reason_en": "Rain."}).status_code == 422
    assert taken(date) == 2
    page = client.post(address, {"date": "all", "reason_en": "Rain.", "reason_zh_hans": "下雨。"}, follow=True).content.decode()
    assert "1 party is told" in page
    assert taken(date) == 0
    assert "Rain." in client.get(f"/en/events/{date.event.slug}/").content.decode()
    assert "下雨。" in client.get(f"/zh-hans/events/{date.event.slug}/").content.decode()


def test_participants_are_listed_with_names_and_each_look_is_recorded(date: EventDate, signed_in: SignedIn) -> None:
    made = register(date, seats=2, people=[Person(name="Ana Lima", age_band="18-59")])
    page = signed_in("organiser").get(f"/en/desk/events/{date.event.slug}/participants/").content.decode()
    for words in ("Ana Lima", made.code, made.contact.email):
        assert words in page
    assert AuditEntry.objects.about(date.event).get().verb == "event.participants_read"
    assert "Ana Lima" not in signed_in("organiser").get(f"/en/events/{date.event.slug}/").content.decode()


def test_what_waits_are_drafts_and_events_of_the_next_two_days(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    draft = make_event(bodies["huacao"], published=False)
    soon, later_on, foreign = (
        make_event(bodies["huacao"]),
        make_event(bodies["huacao"]),
        make_event(bodies["hongqiao-town"], published=False),
    )
    make_date(soon, days=1)
    make_date(later_on, days=5)
    now = timezone.now()
    lists = {one.key: one for one in waiting(cast["organiser"], now)}
    assert [item.title for item in lists["events-drafts"].items] == [draft.title_en]
    assert [item.title for item in lists["events-soon"].items] == [soon.title_en]
    assert lists["events-drafts"].items[0].url == f"/en/desk/events/{draft.slug}/"
    assert foreign.title_en in [item.title for one in waiting(cast["admin"], now) for item in one.items]
    assert waiting(cast["officer"], now) == []


def test_the_desk_costs_the_same_for_one_event_and_for_thirty(bodies: dict[str, Body], signed_in: SignedIn) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, date = signed_in("organiser"), make_date(make_event(bodies["huacao"]))
    counts: dict[str, set[int]] = {}
    for more in (1, 25):
        for _number in range(more):
            make_date(make_event(bodies["huacao"]))
            register(date, people=[Person(name="A")]) if date.capacity > Registration.objects.count() + 1 else None
        for path in ("", f"{date.event.slug}/participants/"):
            client.get(f"/en/desk/events/{path}")
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"/en/desk/events/{path}").status_code == 200
            counts.setdefault(path, set()).add(len(captured))
    assert all(len(seen) == 1 for seen in counts.values()), counts
