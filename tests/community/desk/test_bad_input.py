"""What makes no sense is refused at the desk in the words of whoever typed it, and nothing changes."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from community import publishing, refusals, superseding
from community.models.audience import Stay
from tests.community.notices import a_notice, published
from tests.test_permissions import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

    SignedIn = Callable[[str], Client]

pytestmark = [pytest.mark.one_engine, pytest.mark.parametrize("language", ["en", "zh-hans"])]
NEW = {"kind": "news", "source_language": "en", "source_kind": "none", "title_en": "A rule"}


def said(language: str, words: Any) -> str:
    with translation.override(language):
        return escape(str(words))


def refused(client: Client, address: str, typed: dict[str, Any], *, words: str) -> None:
    """Send it; the answer says why not, and every table is as it was."""
    before = snapshot()
    page = client.post(address, typed, follow=True)
    assert words in page.content.decode()
    with translation.override("en"):  # a request leaves its language behind, and names are read in it
        assert snapshot() == before


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"effective_from": "2026-06", "effective_until": "2026-05"}, "What applies can't end before it begins."),
        ({"transition_from": "2026-06-02", "transition_until": "2026-06-01"}, "A transition can't end before it begins."),
        ({"stay_mode": "except", "stay_values": list(Stay.values)}, str(refusals.ReachesNobody.message)),
        (
            {"stay_mode": "only", "stay_values": ["transit"], "situation_mode": "only", "situation_values": ["employee"]},
            str(refusals.ReachesNobody.message),
        ),
    ],
)
def test_a_draft_that_can_not_be_true(
    bodies: dict[str, Body], signed_in: SignedIn, wrong: dict[str, Any], message: str, language: str
) -> None:
    typed = {**NEW, **wrong, "key": str(uuid4()), "body": bodies["huacao"].pk}
    with translation.override(language):
        words = escape(gettext(message))
    refused(signed_in("editor"), f"/{language}/desk/notices/new/", typed, words=words)


def test_a_circle(bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn, language: str) -> None:
    both: dict[str, Any] = {"by": cast["editor"], "approved_by": cast["manager"], "kind": "news"}
    old, later = (published(bodies["huacao"], title_en=title, **both) for title in ("Old", "Later"))
    superseding.supersede(old, with_=later, by=cast["manager"])
    address = f"/{language}/desk/notices/{old.slug}/supersession/"
    refused(signed_in("manager"), address, {"earlier": later.pk}, words=said(language, refusals.Circular.message))


def test_a_time_that_has_passed(bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn, language: str) -> None:
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind="news")
    publishing.submit(notice.editions.get(), by=cast["editor"])
    at = (timezone.localtime() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    address = f"/{language}/desk/notices/{notice.slug}/schedule/"
    refused(signed_in("manager"), address, {"at": at}, words=said(language, refusals.TooSoon.message))
