"""A seeded set of personal data, written and answered, looked for in all that leaves: pages, search, API, feeds, logs."""

from __future__ import annotations

import logging
import re
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from community import filing
from community.models import Contact, SearchWording
from feedback import answering, attaching, following, moderating, resembling, supporting, translating, triaging
from tests.community.test_mechanisms import picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery, User
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


LINK = re.compile(r'(?:href|src|content)="(?:http://testserver)?(/[^"#]*)"')
MOST = 250


def doors(reference: str) -> list[str]:
    """Return where a reader or a program may come in; what these name is followed from there."""
    paths = ("/", "/search/?q=bench", "/search/?q=长椅", "/townships/huacao/", "/feedback/?kind=suggestion", "/feedback/figures/")
    pages = [f"/{language}{path}" for language in ("en", "zh-hans") for path in paths]
    programs = [
        f"/open311/v2/{path}.{fmt}{query}"
        for fmt in ("json", "xml")
        for path in ("discovery", "services", "services/community", "requests", f"requests/{reference}", "servicerequestupdates")
        for query in ("?jurisdiction_id=shanghai", f"?jurisdiction_id=huacao&lang=zh-hans&service_request_id={reference}")
    ]
    machines = ["/sitemap.xml", "/robots.txt", "/manifest.webmanifest", "/api/v1/openapi.json", "/health/ready", "/metrics"]
    return [*pages, *programs, *machines]


def walked(client: Client, reference: str) -> dict[str, str]:
    """Return every address that a visitor can reach by following what pages, feeds and the sitemap name, with what it says."""
    waiting, found = doors(reference), dict[str, str]()
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        if address in found or address.startswith("/static/"):
            continue
        response = client.get(address)
        content = response.getvalue() if response.streaming else response.content
        found[address] = f"{response.headers} {content.decode(errors='replace')}"
        links = [unescape(link) for link in LINK.findall(found[address])]
        links += re.findall(r"<(?:loc|id)>http://testserver(/[^<]*)<", found[address])
        # Filters lead to the same pages in ever new combinations.
        waiting += [link for link in links if "?" not in link or "page" in link or link.startswith("/feeds/")]
    assert len(found) < MOST, "the walk did not come to its end"
    return found


def test_nothing_personal_leaves(told: tuple[Suggestion, Any]) -> None:
    suggestion, caplog = told
    found = walked(Client(raise_request_exception=False), suggestion.reference)
    own = [address for address in found if suggestion.reference in address]
    for door in ("", "report/", "follow/"):
        assert f"/en/feedback/{suggestion.reference}/{door}" in own
    assert [address for address in found if address.startswith("/feeds/")]
    assert [address for address in found if address.startswith("/files/")]
    assert {address: leaks(words) for address, words in found.items() if leaks(words)} == {}
    entries = SearchWording.objects.filter(entry__kind="suggestion")
    assert entries.exists()
    assert [leaks(f"{one.titles} {one.texts} {one.summaries}") for one in entries] == [[]]
    assert leaks(caplog.text) == []


def test_mail_to_others_says_nothing_personal(
    send: Callable[..., Suggestion], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    suggestion = send(ENGLISH.format_map(SEEDED), contact=Contact.objects.of(WRITER, language="en"), public_wish=True)
    suggestion = moderating.release(suggestion, words={"en": ENGLISH.format_map(SEEDED)}, by=cast["moderator"])
    supporter, follower = (Contact.objects.of(f"{name}@mail.example", language="en") for name in ("supporter", "follower"))
    supporting.support(suggestion, key=uuid4(), language="en", contact=supporter)
    following.ask(suggestion, contact=follower, language="en", proven=True)
    taken = triaging.take(suggestion, by=cast["officer"])
    answer = answering.draft(taken, text=ENGLISH.format_map(SEEDED), language="en", by=cast["officer"])
    answering.release(answering.submit(answer, by=cast["officer"]), by=cast["manager"])
    assert following.tell_due(timezone.now()) == 1
    others = [mail for mail in outbox() if mail.address != WRITER]
    assert {supporter.email, follower.email} <= {mail.address for mail in others}
    said = {mail.address: leaks(f"{mail.message.subject} {mail.message.text} {mail.message.html}") for mail in others}
    assert {address: names for address, names in said.items() if names} == {}


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
