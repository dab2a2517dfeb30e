"""Writing at the desk: what the editor sends, what a plain box sends, and what is refused without anything being lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.community.notices import a_notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, Notice, User

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db
LIST = "/en/desk/notices/"


@pytest.fixture
def draft(bodies: dict[str, Body], cast: dict[str, User]) -> Notice:
    return a_notice(bodies["huacao"], by=cast["editor"], kind="news")


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "key": "11111111-1111-4111-8111-111111111111",
        "kind": "news",
        "source_language": "en",
        "source_kind": "none",
        "title_en": "A new rule",
        **changes,
    }


def test_what_the_editor_sends_is_stored_clean(signed_in: SignedIn, draft: Notice) -> None:
    html = '<section style="x"><p><span style="font-weight:bold">Bring</span> your passport</p></section>'
    sent = typed(text_en=html, **{"text_en-form": "html"})
    assert signed_in("editor").post(f"{LIST}{draft.slug}/draft/", sent).status_code == 302
    assert draft.editions.get().words("text", "en") == "<p><strong>Bring</strong> your passport</p>"


def test_a_plain_box_shows_markdown_and_takes_it(signed_in: SignedIn, draft: Notice) -> None:
    client = signed_in("editor")
    assert "## How\n\nGo to the desk." in client.get(f"{LIST}{draft.slug}/draft/").content.decode()
    client.post(f"{LIST}{draft.slug}/draft/", typed(text_en="## How\n\n- **one**"))
    assert draft.editions.get().words("text", "en") == "<h2>How</h2>\n<ul><li><strong>one</strong></li></ul>"


def test_an_untouched_plain_box_changes_nothing_it_could_not_show(signed_in: SignedIn, draft: Notice) -> None:
    client, held = signed_in("editor"), "<p>60 m<sup>2</sup></p>"
    client.post(f"{LIST}{draft.slug}/draft/", typed(text_en=held, **{"text_en-form": "html"}))
    client.post(f"{LIST}{draft.slug}/draft/", typed(text_en="60 m2", title_en="Another title"))
    edition = draft.editions.get()
    assert (edition.title_en, edition.words("text", "en")) == ("Another title", held)


@pytest.mark.parametrize(
    ("text", "form", "words"),
    [
        ("[x](javascript:alert(1))", "markdown", "This link can’t be used"),
        ('<p><a href="JaVaScRiPt:alert(1)">x</a></p>', "html", "This link can’t be used"),
        ("<p>x<script>alert(1)</script></p>", "html", "something that runs"),
        ('<p onmouseover="x">typed</p>', "html", "something that runs"),
        ('<img src="https://mmbiz.qpic.cn/a.png">', "html", "stands on another site"),
    ],
)
def test_what_acts_is_refused_and_nothing_changes(signed_in: SignedIn, draft: Notice, text: str, form: str, words: str) -> None:
    before = draft.editions.get().words("text", "en")
    sent = typed(text_en=text, summary_en="My words", **{"text_en-form": form})
    answer = signed_in("editor").post(f"{LIST}{draft.slug}/draft/", sent)
    page = answer.content.decode().replace("&#x27;", "’")
    assert answer.status_code == 422
    assert words in page
    assert "My words" in page
    assert draft.editions.get().words("text", "en") == before


def test_switching_the_language_keeps_the_text_as_it_was_typed(signed_in: SignedIn, draft: Notice) -> None:
    client = signed_in("editor")
    for text, form in (("## Half\n\na **sentence", "markdown"), ("<p>Half <strong>a</strong></p>", "html")):
        sent = typed(text_en=text, switch_language="zh-hans", **{"text_en-form": form})
        assert "Half" in client.post(f"/zh-hans/desk/notices/{draft.slug}/draft/", sent).content.decode()
    assert draft.editions.get().words("text", "en") == "<h2>How</h2>\n<p>Go to the desk.</p>"
