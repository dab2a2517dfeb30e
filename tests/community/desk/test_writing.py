"""Writing at the desk: what the editor sends, what a plain box sends, and what is refused without anything being lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from community import publishing
from community.models import Hold, Membership, Unsaved
from community.models.drafting import SILENT_AFTER
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


# --- What a page keeps by itself ------------------------------------------------------------------------------------------
OTHER_PAGE = "22222222-2222-4222-8222-222222222222"


def kept(client: Client, slug: str, **changes: Any) -> Any:
    return client.post(f"{LIST}{slug}/autosave/", typed(**changes))


def test_what_was_typed_outlives_the_page_and_is_not_saved(signed_in: SignedIn, draft: Notice) -> None:
    client = signed_in("editor")
    answer = kept(client, draft.slug, title_en="Half a ti", text_en="<p>Apply prior to May</p>", **{"text_en-form": "html"})
    assert answer.json()["state"] == "kept"
    assert answer.json()["hints"]["text_en"][-1]["quote"] == "prior to → before"
    assert draft.editions.get().title_en == "A new rule"
    page = signed_in("editor").get(f"{LIST}{draft.slug}/draft/").content.decode()  # another browser, another session
    assert 'value="Half a ti"' in page
    assert "did not save it" in page
    assert "<template><p>Apply prior to May</p></template>" in page
    client.post(f"{LIST}{draft.slug}/unsaved/end/")
    assert "Half a ti" not in client.get(f"{LIST}{draft.slug}/draft/").content.decode()


def test_saving_lets_the_kept_text_go(signed_in: SignedIn, draft: Notice) -> None:
    client = signed_in("editor")
    kept(client, draft.slug, title_en="Half a ti")
    client.post(f"{LIST}{draft.slug}/draft/", typed(title_en="A whole title"))
    assert not Unsaved.objects.exists()
    assert not Hold.objects.exists()


def test_a_new_notice_is_kept_before_it_has_a_row(signed_in: SignedIn, bodies: dict[str, Body]) -> None:
    client = signed_in("editor")
    client.post(f"{LIST}new/autosave/", typed(title_en="Half a ti", body=bodies["huacao"].pk))
    assert 'value="Half a ti"' in client.get(f"{LIST}new/").content.decode()
    assert 'value="Half a ti"' not in signed_in("manager").get(f"{LIST}new/").content.decode()
    client.post(f"{LIST}new/", typed(body=bodies["huacao"].pk))
    assert not Unsaved.objects.exists()


def test_two_windows_do_not_write_over_each_other(signed_in: SignedIn, draft: Notice) -> None:
    client = signed_in("editor")
    first = kept(client, draft.slug, title_en="In window one").json()
    second = kept(client, draft.slug, title_en="In window two", key=OTHER_PAGE)
    assert second.status_code == 409
    assert "in another window" in second.json()["said"]
    assert Unsaved.objects.get().fields["title_en"] == "In window one"
    opened_from_it = kept(client, draft.slug, title_en="Going on", key=OTHER_PAGE, before=first["before"])
    assert opened_from_it.json()["state"] == "kept"


# --- Whose turn it is -----------------------------------------------------------------------------------------------------
def test_the_second_writer_is_told_and_may_take_over_and_the_first_loses_nothing(signed_in: SignedIn, draft: Notice) -> None:
    first, second = signed_in("editor"), signed_in("manager")
    kept(first, draft.slug, title_en="Halfway")
    page = second.get(f"{LIST}{draft.slug}/draft/").content.decode()
    assert "editor@demo.example is writing on this draft" in page
    assert 'name="title_en"' not in page
    refused = second.post(f"{LIST}{draft.slug}/draft/", typed(title_en="Pushed past"))
    assert refused.status_code == 409
    assert "Pushed past" in refused.content.decode()
    assert second.post(f"{LIST}{draft.slug}/turn/").headers["Location"] == f"{LIST}{draft.slug}/draft/"
    told = kept(first, draft.slug, title_en="Halfway-there")
    assert (told.status_code, told.json()["state"]) == (409, "held")
    assert "manager@demo.example" in told.json()["said"]
    assert Unsaved.objects.get(writer__email="editor@demo.example").fields["title_en"] == "Halfway-there"
    late = first.post(f"{LIST}{draft.slug}/draft/", typed(title_en="Halfway-there"))
    assert (late.status_code, draft.editions.get().title_en) == (409, "A new rule")
    assert "Halfway-there" in second.get(f"{LIST}{draft.slug}/unsaved/").content.decode()
    row = Unsaved.objects.get(writer__email="editor@demo.example")
    second.post(f"{LIST}{draft.slug}/unsaved/{row.pk}/use/")
    assert "Halfway-there" in second.get(f"{LIST}{draft.slug}/draft/").content.decode()


def test_a_page_that_fell_silent_holds_nobody_up(signed_in: SignedIn, draft: Notice) -> None:
    kept(signed_in("editor"), draft.slug)
    Hold.objects.update(heard_at=timezone.now() - SILENT_AFTER)
    second = signed_in("manager")
    assert 'name="title_en"' in second.get(f"{LIST}{draft.slug}/draft/").content.decode()
    assert kept(second, draft.slug, still="1").json() == {"state": "still"}
    assert Hold.objects.get().holder.email == "manager@demo.example"


def test_a_draft_that_somebody_saved_meanwhile_is_not_written_over_unseen(signed_in: SignedIn, draft: Notice) -> None:
    first, second = signed_in("editor"), signed_in("manager")
    seen_at = draft.editions.get().written_at.isoformat()
    assert second.post(f"{LIST}{draft.slug}/draft/", typed(title_en="Saved first", seen_at=seen_at)).status_code == 302
    answer = first.post(f"{LIST}{draft.slug}/draft/", typed(title_en="Typed second", seen_at=seen_at))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "manager@demo.example saved this draft" in page
    assert 'value="Typed second"' in page
    assert draft.editions.get().title_en == "Saved first"
    assert Unsaved.objects.get().fields["title_en"] == "Typed second"
    now = draft.editions.get().written_at.isoformat()
    assert now in page.replace("&#x2B;", "+")
    assert first.post(f"{LIST}{draft.slug}/draft/", typed(title_en="Typed second", seen_at=now)).status_code == 302
    assert draft.editions.get().title_en == "Typed second"


def test_what_is_sent_after_the_draft_was_submitted_is_kept(signed_in: SignedIn, draft: Notice, cast: dict[str, User]) -> None:
    publishing.submit(draft.editions.get(), by=cast["manager"])
    client = signed_in("editor")
    answer = client.post(f"{LIST}{draft.slug}/draft/", typed(title_en="Latecomer"), follow=True)
    assert answer.redirect_chain[-1][0] == f"{LIST}{draft.slug}/unsaved/"
    assert "Latecomer" in answer.content.decode()


# --- Whose notice it is ---------------------------------------------------------------------------------------------------
def test_no_other_township_comes_near_a_draft(
    signed_in: SignedIn, draft: Notice, cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    Membership.objects.create(user=cast["neighbour"], body=bodies["hongqiao-subdistrict"], role="editor")
    kept(signed_in("editor"), draft.slug, title_en="Ours")
    client, row = signed_in("neighbour"), Unsaved.objects.get()
    routes = [
        "autosave/",
        "turn/",
        "unsaved/end/",
        f"unsaved/{row.pk}/use/",
        "files/1/removal/",
        "previews/",
        "previews/end/",
        "review/",
    ]
    routes += ["draft/", "unsaved/", "files/", "files/1/", "submission/", "revision/"]
    answers = {route: client.post(f"{LIST}{draft.slug}/{route}", typed()).status_code for route in routes}
    assert set(answers.values()) <= {404, 405}, answers
    assert {client.get(f"{LIST}{draft.slug}/{route}").status_code for route in routes} <= {404, 405}
    own = a_notice(bodies["hongqiao-subdistrict"], by=cast["neighbour"], kind="news", title_en="Own")
    assert client.post(f"{LIST}{own.slug}/unsaved/{row.pk}/use/").status_code == 404
    assert Unsaved.objects.get() == row
