"""The desk of notices: writing, the second person, and what others never see."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import publishing
from community.desk.waiting import waiting
from community.models import AuditEntry, Edition, Membership, Notice
from tests.community.notices import a_notice, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db
LIST = "/en/desk/notices/"


def _typed(body: Body, **changes: Any) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "body": body.pk,
        "kind": "policy",
        "source_language": "en",
        "source_kind": "none",
        "title_en": "Typed title",
        "title_zh_hans": "输入的标题",
        "summary_en": "A sentence.",
        "summary_zh_hans": "一句话。",
        "effective_from": "2026-12",
        **changes,
    }


@pytest.fixture
def draft(cast: dict[str, User], bodies: dict[str, Body]) -> Notice:
    return a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS)


def test_an_admin_writes_and_a_second_one_publishes(signed_in: SignedIn, bodies: dict[str, Body], client: Client) -> None:
    writer, second = signed_in("admin"), signed_in("second_admin")
    answer = writer.post(f"{LIST}new/", _typed(bodies["alliance"]))
    assert answer.headers["Location"] == f"{LIST}typed-title/"
    assert str(Edition.objects.get().effective_from) == "2026-12"
    assert client.get("/en/notices/typed-title/").status_code == 404
    writer.post(f"{LIST}typed-title/submission/")
    assert "A second person must publish it" in writer.get(f"{LIST}typed-title/").content.decode()
    writer.post(f"{LIST}typed-title/publication/")
    assert Edition.objects.get().state == Edition.State.SUBMITTED
    second.post(f"{LIST}typed-title/publication/")
    assert "Typed title" in client.get("/en/notices/").content.decode()
    assert "输入的标题" in client.get("/zh-hans/notices/").content.decode()


def test_sending_the_form_twice_makes_one_notice(signed_in: SignedIn, bodies: dict[str, Body]) -> None:
    client, typed = signed_in("admin"), _typed(bodies["alliance"])
    first, again = client.post(f"{LIST}new/", typed), client.post(f"{LIST}new/", typed)
    assert first.headers["Location"] == again.headers["Location"]
    assert Notice.objects.count() == 1


def test_a_township_writes_for_itself_only(signed_in: SignedIn, bodies: dict[str, Body]) -> None:
    client = signed_in("editor")
    assert client.post(f"{LIST}new/", _typed(bodies["alliance"])).status_code == 422
    assert client.post(f"{LIST}new/", _typed(bodies["hongqiao-town"])).status_code == 422
    assert client.post(f"{LIST}new/", _typed(bodies["huacao"], kind="news")).status_code == 302
    assert [notice.body for notice in Notice.objects.all()] == [bodies["huacao"]]


def test_writing_on_a_draft_keeps_what_was_not_changed(signed_in: SignedIn, draft: Notice, bodies: dict[str, Body]) -> None:
    client = signed_in("editor")
    page = client.get(f"{LIST}{draft.slug}/draft/").content.decode()
    assert "What changes, in one sentence." in page
    assert 'name="body"' not in page
    typed = _typed(bodies["huacao"], kind="news", official="on", text_en="- one\n- two")
    assert client.post(f"{LIST}{draft.slug}/draft/", typed).status_code == 302
    edition = draft.editions.get()
    assert (edition.title_en, edition.official, edition.number) == ("Typed title", True, 1)
    assert "<li>two</li>" in client.get(f"{LIST}{draft.slug}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title_en": "", "title_zh_hans": ""}, "A notice needs a title"),
        ({"effective_from": "May 2024"}, "Write a date as"),
        ({"effective_from": "2026-13"}, "Write a date as"),
        ({"effective_from": "2026-05", "effective_until": "2026-04"}, "end before it begins"),
        ({"source_url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"source_url": "ftp://example.org/x"}, "Enter a valid URL"),
        ({"kind": "gossip"}, "Select a valid choice"),
        ({"title_en": "x" * 201}, "at most 200 characters"),
        ({"text_en": "x" * 40001}, "at most 40000 characters"),
    ],
)
def test_a_wrong_entry_is_explained_and_nothing_typed_is_lost(
    signed_in: SignedIn, bodies: dict[str, Body], changes: dict[str, str], words: str
) -> None:
    answer = signed_in("admin").post(f"{LIST}new/", _typed(bodies["alliance"], summary_zh_hans="我打的字", **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "error-summary" in page
    assert "我打的字" in page
    assert not Notice.objects.exists()


def test_the_last_day_of_a_month_still_counts(signed_in: SignedIn, bodies: dict[str, Body]) -> None:
    signed_in("admin").post(f"{LIST}new/", _typed(bodies["alliance"], effective_until="2027-02"))
    assert str(Edition.objects.get().effective_until_on) == "2027-02-28"


def test_switching_the_language_keeps_what_was_typed_and_saves_nothing(signed_in: SignedIn, bodies: dict[str, Body]) -> None:
    typed = _typed(bodies["alliance"], effective_from="half a da", switch_language="zh-hans")
    answer = signed_in("admin").post("/zh-hans/desk/notices/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "half a da" in page
    assert "Typed title" in page
    assert "撰写通知" in page
    assert not Notice.objects.exists()


def test_nul_and_oversized_bodies_are_refused(signed_in: SignedIn, bodies: dict[str, Body], draft: Notice) -> None:
    client = signed_in("admin")
    assert client.post(f"{LIST}new/", _typed(bodies["alliance"], title_en="a\x00b")).status_code == 400
    assert client.post(f"{LIST}new/", _typed(bodies["alliance"], text_en="x" * 1_200_000)).status_code == 400
    assert client.post(f"{LIST}{draft.slug}/return/", {"because": "a\x00"}).status_code == 400
    assert Notice.objects.count() == 1


# --- who sees and does what -------------------------------------------------------------------------------------------
TEAM = {"editor", "organiser", "officer", "moderator", "manager", "admin", "second_admin"}


def test_only_the_team_and_the_alliance_see_a_draft_at_the_desk(
    signed_in: SignedIn, cast: dict[str, User], draft: Notice
) -> None:
    for key in cast:
        client = signed_in(key)
        listed = client.get(LIST)
        seen = listed.status_code == 200 and "A new rule" in listed.content.decode()
        opened = client.get(f"{LIST}{draft.slug}/").status_code
        assert seen == (key in TEAM), key
        assert opened == (200 if key in TEAM else 403 if key in {"resident", "neighbour"} else 404), key
    assert signed_in("visitor").get(f"{LIST}{draft.slug}/").status_code == 302


@pytest.mark.parametrize("step", ["draft", "submission", "return", "publication", "revision"])
@pytest.mark.usefixtures("undrawn")
def test_a_step_without_the_right_is_as_absent_and_changes_nothing(signed_in: SignedIn, draft: Notice, step: str) -> None:
    typed = {"because": "no", "title_en": "Taken over"}
    for key in ("officer", "organiser", "moderator", "bureau_officer", "district_officer"):
        assert signed_in(key).post(f"{LIST}{draft.slug}/{step}/", typed).status_code == 404, key
    assert signed_in("resident").post(f"{LIST}{draft.slug}/{step}/", typed).status_code == 403
    edition = draft.editions.get()
    assert (edition.state, edition.title_en) == (Edition.State.DRAFT, "A new rule")


def test_reading_the_desk_changes_nothing(signed_in: SignedIn, draft: Notice) -> None:
    client = signed_in("admin")
    before = AuditEntry.objects.count(), list(Edition.objects.values())
    for address in ("", "new/", f"{draft.slug}/", f"{draft.slug}/draft/"):
        assert client.get(f"{LIST}{address}").status_code == 200
    for address in ("return/", "publication/"):
        assert client.get(f"{LIST}{draft.slug}/{address}").status_code == 302
    for address in ("submission/", "revision/"):
        assert client.get(f"{LIST}{draft.slug}/{address}").status_code == 405
    assert (AuditEntry.objects.count(), list(Edition.objects.values())) == before


def test_a_submitted_edition_is_sent_back_with_its_reason(signed_in: SignedIn, cast: dict[str, User], draft: Notice) -> None:
    publishing.submit(draft.editions.get(), by=cast["editor"])
    manager = signed_in("manager")
    assert manager.post(f"{LIST}{draft.slug}/return/", {"because": " "}).status_code == 422
    manager.post(f"{LIST}{draft.slug}/return/", {"because": "Which day?"})
    assert "Which day?" in signed_in("editor").get(f"{LIST}{draft.slug}/").content.decode()
    answer = signed_in("editor").get(f"{LIST}{draft.slug}/draft/")
    assert answer.status_code == 200


def test_a_submitted_edition_cannot_be_written_on(signed_in: SignedIn, cast: dict[str, User], draft: Notice) -> None:
    publishing.submit(draft.editions.get(), by=cast["editor"])
    answer = signed_in("editor").post(f"{LIST}{draft.slug}/draft/", {"title_en": "Later thought", "key": str(uuid.uuid4())})
    assert answer.headers["Location"] == f"{LIST}{draft.slug}/unsaved/"
    assert draft.editions.get().title_en == "A new rule"


def test_publishing_in_one_language_asks_who_decides(signed_in: SignedIn, cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS, without=("title_zh_hans",))
    publishing.submit(notice.editions.get(), by=cast["editor"])
    manager = signed_in("manager")
    assert manager.post(f"{LIST}{notice.slug}/publication/", {}).status_code == 422
    manager.post(f"{LIST}{notice.slug}/publication/", {"decided_as": "Wang Fang, Huacao"})
    assert notice.editions.get().state == Edition.State.PUBLISHED


def test_a_new_edition_is_opened_and_its_change_explained(
    signed_in: SignedIn, cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    notice = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind=Notice.Kind.NEWS)
    editor = signed_in("editor")
    assert editor.post(f"{LIST}{notice.slug}/revision/").headers["Location"] == f"{LIST}{notice.slug}/draft/"
    page = editor.get(f"{LIST}{notice.slug}/draft/").content.decode()
    assert 'name="change_note_en"' in page
    assert 'name="kind"' not in page


# --- what waits -------------------------------------------------------------------------------------------------------
def test_what_waits_is_shown_to_who_can_do_it(cast: dict[str, User], draft: Notice) -> None:
    def queues(key: str) -> dict[str, int]:
        return {queue.key: queue.total for queue in waiting(cast[key], timezone.now())}

    assert queues("manager") == {}
    edition = publishing.submit(draft.editions.get(), by=cast["editor"])
    assert queues("manager") == queues("admin") == {"notices-to-publish": 1}
    assert queues("editor") == queues("officer") == queues("bureau_officer") == {}
    publishing.send_back(edition, because="Day?", by=cast["manager"])
    assert queues("editor") == {"notices-sent-back": 1}
    assert queues("manager") == {}


def test_what_was_sent_back_waits_for_whose_hand_is_in_it(cast: dict[str, User], bodies: dict[str, Body], draft: Notice) -> None:
    edition = draft.editions.get()
    for key, role in (("resident", "translator"), ("neighbour", "officer")):
        Membership.objects.create(user=cast[key], body=bodies["huacao"], role=role)
    edition.writers.add(cast["resident"])  # as a translation of theirs does that was checked
    publishing.send_back(publishing.submit(edition, by=cast["editor"]), because="Day?", by=cast["manager"])
    waits = {key: [queue.key for queue in waiting(cast[key], timezone.now())] for key in ("editor", "resident", "neighbour")}
    sent_back = {key for key, queues in waits.items() if "notices-sent-back" in queues}
    assert sent_back == {"editor", "resident"}


def test_the_desk_list_costs_the_same_for_one_and_for_thirty(
    signed_in: SignedIn, cast: dict[str, User], bodies: dict[str, Body], draft: Notice
) -> None:
    client = signed_in("manager")

    def queries() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    one = queries()
    for _ in range(29):
        a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS)
    assert queries() == one


def test_the_list_is_narrowed_by_office_language_and_author(
    cast: dict[str, User], bodies: dict[str, Body], signed_in: SignedIn
) -> None:
    chinese: dict[str, Any] = {"source_language": "zh-hans", "without": ("title_en", "summary_en", "text_en")}
    a_notice(bodies["huacao"], by=cast["editor"], kind="news", title_zh_hans="只有中文", **chinese)
    a_notice(bodies["alliance"], by=cast["admin"], title_en="Both of them")
    client = signed_in("admin")

    def shown(query: str) -> list[bool]:
        page = client.get(f"{LIST}?{query}").content.decode()
        return ["只有中文" in page, "Both of them" in page]

    assert shown("") == [True, True]
    assert shown("body=huacao") == shown("language=lacks-en") == shown("language=written-zh-hans") == [True, False]
    assert shown("kind=policy") == shown(f"author={cast['admin'].pk}") == [False, True]
    assert shown("body=huacao&kind=policy") == [False, False]
    assert "Clear the filters" in client.get(f"{LIST}?body=huacao&kind=policy").content.decode()
    for strange in ("body=nowhere", "kind=x", "language=lacks-fr", "author=0"):
        assert client.get(f"{LIST}?{strange}").status_code == 404
    assert signed_in("editor").get(f"{LIST}?body=alliance").status_code == 404


def test_a_notice_leads_translators_to_the_translation_desk(
    cast: dict[str, User], bodies: dict[str, Body], signed_in: SignedIn
) -> None:
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind="news", without=("text_zh_hans",))
    assert "Open at the translation desk" in signed_in("editor").get(f"{LIST}{notice.slug}/").content.decode()
    assert "Open at the translation desk" not in signed_in("officer").get(f"{LIST}{notice.slug}/").content.decode()
