"""A seeded set of personal data, looked for in the files that staff take out and in the pictures that are passed on."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from community.models import Contact
from feedback import submitting
from feedback.models import Category, RoutingRule
from tests.events.builders import make_date, make_event, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User
    from events.models import Event

GUEST = "anna.writer@mail.example"
PRIVATE = {
    "passport": "E12345678",
    "mobile": "13912345678",
    "wechat": "anna_huacao88",
    "flat": "12号1203室",
    "name": "Annabelle Muster",
}
WORDS = "I am {name}, passport {passport}, call {mobile}, WeChat {wechat}, I live in {flat}.".format_map(PRIVATE)


def leaks(text: str) -> list[str]:
    return [name for name, datum in (PRIVATE | {"writer": GUEST}).items() if datum in text]


@pytest.fixture
def event(bodies: dict[str, Body], cast: dict[str, User]) -> Event:
    """One person told us everything in a suggestion, and comes to an event under the same address, with a need."""
    contact = Contact.objects.of(GUEST, language="en")
    category = Category.objects.create(slug="other", name_en="Other", name_zh_hans="其他")
    RoutingRule.objects.create(order=1, desk=bodies["huacao"])
    given = {"category": category, "township": bodies["huacao"], "kind": "help", "answer_language": "en", "contact": contact}
    submitting.submit(WORDS, key=uuid4(), **given)
    made = make_event(bodies["huacao"])
    register(make_date(made), contact=contact, people=[])
    return made


def said(response: Any) -> str:
    """Return all that a file says: CSV as it is, of XLSX every part inside."""
    content = response.getvalue() if response.streaming else response.content
    if content[:2] != b"PK":
        return str(content.decode("utf-8-sig"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_what_staff_take_out_holds_no_more_than_it_is_for(event: Event, signed_in: Callable[[str], Client], fmt: str) -> None:
    organiser, manager = signed_in("organiser"), signed_in("manager")
    chosen = {"export-kind": fmt, "export-rows": "party"}
    files = {
        "participants": organiser.post(reverse("desk_event_export", args=[event.slug]), chosen),
        "queue": organiser.post(reverse("desk_event_queue_export", args=[event.slug]), {"kind": fmt}),
        "event's statistics": organiser.post(reverse("desk_event_statistics_export", args=[event.slug]), {"kind": fmt}),
        "statistics": manager.post(reverse("desk_events_statistics_export"), {"kind": fmt}),
    }
    assert {name: file.status_code for name, file in files.items()} == dict.fromkeys(files, 200)
    found = {name: leaks(said(file)) for name, file in files.items()}
    # Who comes is what a list of participants is for; nothing of what the same person told an office is among it.
    assert found == {"participants": ["writer"], "queue": [], "event's statistics": [], "statistics": []}


def test_pictures_that_are_passed_on_show_what_the_event_says_and_nothing_of_who_comes(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = ImageDraw.ImageDraw.text

    def text(self: Any, at: Any, words: Any, *args: Any, **more: Any) -> None:
        drawn.append(str(words))
        draw(self, at, words, *args, **more)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", text)
    cache.clear()
    page = Client().get(reverse("events:detail", args=[event.slug])).content.decode()
    (named,) = set(re.findall(r'property="og:image" content="(?:http://testserver)?([^"]+)"', page))
    for address in (named, reverse("township_card", args=["huacao"])):
        response = Client().get(address)
        content = response.getvalue() if response.streaming else response.content
        assert response["Content-Type"] == "image/png"
        with Image.open(io.BytesIO(content)) as picture:
            assert leaks(f"{picture.info} {picture.getexif()} {content.decode(errors='replace')}") == []
    assert str(event.title_en) in " ".join(drawn)
    assert leaks(" ".join(drawn)) == []
    assert leaks(page) == []
