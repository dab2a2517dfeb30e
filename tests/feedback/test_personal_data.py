"""A seeded set of personal data, written and answered, looked for in all that leaves: pages, search, API, feeds, logs."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community import filing
from community.models import Contact, SearchEntry
from feedback import answering, attaching, moderating, resembling, translating, triaging
from tests.community.test_mechanisms import picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User
    from feedback.models import Suggestion

WRITER = "anna.writer@mail.example"
SEEDED = {
    "passport": "E12345678",
    "permit": "310999888777",
    "identity": "31010119900307123X",
    "mobile": "13912345678",
    "foreign mobile": "+44 7911 123456",
    "e-mail": "anna.private@mail.example",
    "wechat": "anna_huacao88",
    "flat": "12号1203室",
    "room": "Flat 1203",
    "file": "IMG anna 13912345678.jpg",
}
ENGLISH = (
    "My passport is {passport}, my residence permit {permit}, my ID {identity}. Call {mobile} or {foreign mobile}, write to "
    "{e-mail}, my WeChat is {wechat}. I live in {room}, 958弄{flat}. The bench at the gate is broken."
)
CHINESE = (
    "护照{passport}，居留许可{permit}，身份证{identity}，电话{mobile}，邮箱{e-mail}，微信{wechat}，住{flat}。门口的长椅坏了。"
)


@pytest.fixture
def told(
    send: Callable[..., Suggestion], cast: dict[str, User], caplog: pytest.LogCaptureFixture
) -> tuple[Suggestion, pytest.LogCaptureFixture]:
    """One suggestion full of personal data, public in both languages, its answer repeating all of it."""
    caplog.set_level(logging.DEBUG)
    photos = [filing.redraw(SimpleUploadedFile(SEEDED["file"], picture()))]
    contact = Contact.objects.of(WRITER, language="en")
    suggestion = send(ENGLISH.format_map(SEEDED), contact=contact, public_wish=True, photos=photos)
    words = {"en": ENGLISH.format_map(SEEDED), "zh-hans": CHINESE.format_map(SEEDED)}
    moderating.release(suggestion, words=words, by=cast["moderator"])
    attaching.release(suggestion, positions=[1], by=cast["moderator"])
    taken = triaging.take(suggestion, by=cast["officer"])
    answer = answering.draft(taken, text=ENGLISH.format_map(SEEDED), language="en", by=cast["officer"])
    answering.release(answering.submit(answer, by=cast["officer"]), by=cast["manager"])
    resembling.embed_waiting()
    return suggestion, caplog


def bare(text: str) -> str:
    """Return what a text says without its gaps, so that a number is found however it is grouped."""
    return re.sub(r"[\s\-\u200b]", "", text)


def leaks(text: str) -> list[str]:
    return [name for name, datum in (SEEDED | {"writer": WRITER}).items() if bare(datum) in bare(text)]


def everything_public(reference: str) -> list[str]:
    """Return the addresses under which something of a suggestion leaves, and the feeds that the pages name."""
    paths = ("/", "/feedback/", f"/feedback/{reference}/", "/search/?q=bench", "/search/?q=长椅")
    pages = [f"/{language}{path}" for language in ("en", "zh-hans") for path in paths]
    programs = [
        f"/open311/v2/{path}.{fmt}?jurisdiction_id=shanghai"
        for fmt in ("json", "xml")
        for path in ("requests", f"requests/{reference}", "services")
    ]
    client = Client()
    named = {
        feed
        for page in pages
        for feed in re.findall(r'href="(/feeds/[^"]+|/[^"]+\.(?:csv|xlsx|atom|rss)[^"]*)"', client.get(page).content.decode())
    }
    return [*pages, *programs, "/sitemap.xml", *sorted(named)]


def test_nothing_personal_leaves(told: tuple[Suggestion, Any]) -> None:
    suggestion, caplog = told
    client, found = Client(), {}
    for address in everything_public(suggestion.reference):
        response = client.get(address)
        content = response.getvalue() if response.streaming else response.content
        found[address] = leaks(content.decode(errors="replace"))
    assert {address: names for address, names in found.items() if names} == {}
    entries = SearchEntry.objects.filter(kind="suggestion")
    assert entries.exists()
    assert [leaks(f"{one.titles} {one.texts} {one.summaries} {one.keys}") for one in entries] == [[]]
    assert leaks(caplog.text) == []


def test_nothing_personal_reaches_translators_and_queues(
    send: Callable[..., Suggestion], signed_in: Callable[[str], Client]
) -> None:
    suggestion = send(ENGLISH.format_map(SEEDED), language="fr", public_wish=True)
    request = suggestion.translation_requests.get()
    assert leaks(request.source_shown) == []
    assert translating.made_for(request) is None
    for person, address in (
        ("officer", "/en/desk/"),
        ("officer", "/en/desk/suggestions/"),
        ("officer", f"/en/desk/suggestions/{suggestion.reference}/"),
        ("officer", f"/en/desk/suggestions/{suggestion.reference}/joining/"),
        ("moderator", f"/en/desk/moderation/{suggestion.reference}/"),
        ("editor", f"/en/desk/translations/{request.pk}/"),
        ("admin", "/en/desk/translations/"),
    ):
        response = signed_in(person).get(address)
        assert response.status_code == 200
        assert leaks(response.content.decode()) == [], address
