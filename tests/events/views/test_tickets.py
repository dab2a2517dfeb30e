"""Tickets and cards through the browser's door: what they show, and what is said of those that do not count."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from community import cards
from events import cards as event_cards
from events import registering, scheduling, sharing, ticketing
from events.models import EventDate, Person, Registration
from tests.events.builders import make_contact, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery, User
    from events.models import Event

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


def address(registration: Registration, tail: str = "", language: str = "en") -> str:
    return f"/{language}/events/tickets/{ticketing.text(registration)}/{tail}"


def test_whoever_has_the_ticket_sees_it_and_no_name_is_on_it(date: EventDate) -> None:
    made = register(date, seats=3, people=[Person(name="Ana Lima")])
    response = Client().get(address(made))
    page = response.content.decode()
    for words in (
        made.code,
        str(date.event.title_en),
        str(date.event.title_zh_hans),
        "3 seats",
        "data:image/svg+xml",
        "纪翟路550号",
    ):
        assert words in page
    assert ("Ana" in page, made.contact.email in page) == (False, False)
    assert (response["X-Robots-Tag"], "private" in response["Cache-Control"]) == ("noindex", True)


def test_a_forged_ticket_is_told_so_in_either_language(date: EventDate) -> None:
    ticket = ticketing.text(register(date))
    raw = bytearray(base64.b32decode(ticket.removeprefix("TP")))
    raw[10] ^= 1
    forged = "TP" + base64.b32encode(bytes(raw)).decode()
    for language, words in (("en", "This ticket is not genuine"), ("zh-hans", "此入场码并非本网站签发")):
        response = Client().get(f"/{language}/events/tickets/{forged}/")
        assert (response.status_code, words in response.content.decode()) == (404, True)
    assert Client().get(f"/en/events/tickets/{forged}/card.png").status_code == 404


def test_a_ticket_ends_with_a_change_and_with_the_registration(date: EventDate) -> None:
    made = register(date)
    old = address(made)
    ticketing.reissue(made)
    assert (Client().get(old).status_code, Client().get(address(made)).status_code) == (410, 200)
    said = {"en": ("newer one", "was cancelled"), "zh-hans": ("已被新的入场码取代", "该报名已取消")}
    for language, (replaced, _ended) in said.items():
        assert replaced in Client().get(old.replace("/en/", f"/{language}/")).content.decode()
    registering.cancel(made)
    for language, (_replaced, ended) in said.items():
        assert ended in Client().get(address(made, language=language)).content.decode()
    for tail in ("", "card.png", "ticket.pdf"):
        assert Client().get(address(made, tail)).status_code == 410


def test_seats_that_are_only_held_have_no_ticket(date: EventDate) -> None:
    assert Client().get(address(register(date, guest=True))).status_code == 410


def test_a_ticket_of_a_date_that_is_called_off_says_so(date: EventDate, cast: dict[str, User]) -> None:
    made = register(date)
    EventDate.objects.update(cancelled_at=date.starts_at)
    assert "called off" in Client().get(address(made)).content.decode()
    scheduling.finish_call_offs(date.event)
    assert Client().get(address(made)).status_code == 410


def test_the_picture_is_drawn_once_for_each_content(date: EventDate, monkeypatch: pytest.MonkeyPatch) -> None:
    made = register(date, seats=2)
    first = Client().get(address(made, "card.png"))
    with Image.open(io.BytesIO(first.content)) as picture:
        assert (picture.format, picture.width) == ("PNG", 1080)
    assert len(first.content) < 120_000
    drawn: list[str] = []

    def draw(*_args: object) -> bytes:
        drawn.append("ticket")
        return first.content

    monkeypatch.setattr(event_cards, "_ticket", draw)
    assert Client().get(address(made, "card.png", "zh-hans")).content == first.content  # both scripts are on it
    assert drawn == []
    date.event.title_zh_hans = "另一个题目"
    date.event.save(update_fields=["title_zh_hans"])
    Client().get(address(made, "card.png"))
    assert drawn == ["ticket"]


def test_paper_has_the_letters_of_both_scripts(date: EventDate) -> None:
    response = Client().get(address(register(date), "ticket.pdf"))
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert response.content.count(b"/FontFile2") == 2  # regular and bold, embedded
    assert len(response.content) < 150_000


@pytest.mark.parametrize("title", ["Tea", "Tea with the neighbours " * 6])
def test_a_scanner_reads_the_code_from_the_picture_and_from_the_one_sheet_of_paper(date: EventDate, title: str) -> None:
    type(date.event).objects.update(title_en=title.strip()[:160], title_zh_hans=("茶" * len(title))[:100])
    made = register(date, seats=2)
    picture = Image.open(io.BytesIO(Client().get(address(made, "card.png")).content))
    with pypdfium2.PdfDocument(Client().get(address(made, "ticket.pdf")).content) as paper:
        sheets, words = len(paper), paper[0].get_textpage().get_text_bounded()
        printed = paper[0].render(scale=2).to_pil()
    assert [code.text for drawn in (picture, printed) for code in zxingcpp.read_barcodes(drawn)] == [ticketing.text(made)] * 2
    assert (sheets, made.code in words, "Show this at the door" in words, "入场时请出示此码" in words) == (1, True, True, True)


def test_one_comes_to_ones_own_ticket_from_the_account(date: EventDate, signed_in: SignedIn, cast: dict[str, User]) -> None:
    made = register(date, contact=cast["resident"].contact)
    here = f"/en/account/tickets/{made.reference}/"
    assert signed_in("resident").get(here)["Location"] == address(made)
    assert signed_in("neighbour").get(here).status_code == 404
    assert here in signed_in("resident").get("/en/account/registrations/").content.decode()


def test_the_mail_that_confirms_leads_to_the_ticket(date: EventDate, outbox: Callable[[], list[Delivery]]) -> None:
    made = register(date, contact=make_contact(language="zh-hans"))
    assert address(made, language="zh-hans") in outbox()[0].message.text
    assert address(made, language="zh-hans") in outbox()[0].message.html


def test_an_event_has_a_card_and_a_text_for_the_group(event: Event, date: EventDate, signed_in: SignedIn) -> None:
    page = Client().get(f"/en/events/{event.slug}/").content.decode()
    event.meeting_point_en, event.meeting_point_zh_hans = "Room 203", "203室"
    text = sharing.group_text(event, [date])
    for words in (
        event.title_en,
        event.title_zh_hans,
        "报名：http",
        "Register: http",
        "纪翟路550号",
        "550 Jidi Road",
        "免费",
        "203室",
        "Room 203",
    ):
        assert str(words) in text
    assert "Copy as text for the group" in page
    with Image.open(io.BytesIO(Client().get(f"/en/events/{event.slug}/card.png").content)) as picture:
        assert picture.format == "PNG"
    event.published_at = None
    event.save(update_fields=["published_at"])
    assert Client().get(f"/en/events/{event.slug}/card.png").status_code == 404
    assert signed_in("organiser").get(f"/en/events/{event.slug}/card.png").status_code == 200


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("一二三四五六七八九", ["一二三四五六七", "八九"]),
        ("一二三四五六七。八九", ["一二三四五六七。", "八九"]),
        ("abcdefghijkl", ["abcdefg", "hijkl"]),
        ("one two three four five six", ["one two", "three", "four…"]),
        ("", []),
    ],
)
def test_lines_break_as_each_script_wants(text: str, lines: list[str]) -> None:
    assert cards.wrap(text, lambda piece: float(len(piece)), 7) == lines
