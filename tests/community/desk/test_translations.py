"""The translation desk: the table, side by side, four eyes, files, and what other townships never see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import enclosing, filing, prose, publishing, refusals, surveying, translatables, translating
from community.desk.waiting import waiting
from community.models import (
    AuditEntry,
    Body,
    Edition,
    Membership,
    Notice,
    Place,
    Programme,
    Township,
    Translation,
    TranslationState,
)
from community.models.membership import Role
from tests.community.notices import a_notice, published
from tests.community.test_mechanisms import picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from community.models import User

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db
DESK = "/en/desk/translation-desk/"
CHINESE = {"title": "规定", "summary": "说明。", "text": "<p>请到窗口。</p>"}


@pytest.fixture
def english(bodies: dict[str, Body], cast: dict[str, User]) -> Edition:
    """A draft of Huacao's editor in English alone, handed to the second person."""
    missing = ("title_zh_hans", "summary_zh_hans", "text_zh_hans")
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind=Notice.Kind.NEWS, without=missing)
    return publishing.submit(notice.editions.get(), by=cast["editor"])


@pytest.fixture
def translator(bodies: dict[str, Body], cast: dict[str, User]) -> User:
    Membership.objects.create(user=cast["neighbour"], body=bodies["huacao"], role=Role.TRANSLATOR)
    return cast["neighbour"]


@pytest.fixture
def stranger(bodies: dict[str, Body], cast: dict[str, User]) -> User:
    """The editor and translator of another township of the same district."""
    for role in (Role.EDITOR, Role.TRANSLATOR):
        Membership.objects.create(user=cast["resident"], body=bodies["hongqiao-town"], role=role)
    return cast["resident"]


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def at(edition: Edition, language: str = "zh-hans") -> str:
    return f"{DESK}notice/{edition.pk}/{language}/"


def seen(edition: Edition, language: str = "zh-hans") -> str:
    shelf = translatables.shelf("notice")
    assert shelf is not None
    item = shelf.lock(edition.pk)
    return translating.stamp(shelf, item, language, translating.work_on(shelf, item, language))


def table(client: Client, query: str = "") -> str:
    return client.get(f"{DESK}{query}").content.decode()


def upload(data: bytes, **more: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile("back.xlf", data), "kind": "human", **more}


# --- the way of a translation ---------------------------------------------------------------------------------------------
def test_a_translation_goes_from_missing_over_a_second_person_to_the_notice(
    english: Edition, translator: User, signed_in: SignedIn, client: Client
) -> None:
    writer, editor = signed_in("neighbour"), signed_in("editor")
    assert "missing" in table(writer, "?state=missing")
    assert "It is yours to translate" in writer.post(f"{at(english)}claim/", follow=True).content.decode()
    half = writer.post(at(english), {"title": "规定", "seen": seen(english)}, follow=True)
    assert "It waits for a second person" in half.content.decode()
    own = writer.post(f"{at(english)}check/", {"seen": seen(english)}, follow=True)
    assert "Nobody checks their own translation" in own.content.decode()
    lacking = editor.post(f"{at(english)}check/", {"seen": seen(english)}, follow=True)
    assert "Still missing" in lacking.content.decode()
    assert not Edition.objects.get(pk=english.pk).words("title", "zh-hans")
    writer.post(at(english), {**CHINESE, "text-form": "html", "seen": seen(english)})
    assert "请到窗口。" in editor.get(at(english)).content.decode()
    editor.post(f"{at(english)}check/", {"seen": seen(english)})
    edition = Edition.objects.get(pk=english.pk)
    assert [edition.words(name, "zh-hans") for name in CHINESE] == list(CHINESE.values())
    signed_in("manager").post(f"/en/desk/notices/{english.notice.slug}/publication/")
    assert "规定" in client.get(f"/zh-hans/notices/{english.notice.slug}/").content.decode()


def test_publishing_one_language_is_refused_with_what_is_missing(english: Edition, signed_in: SignedIn) -> None:
    desk = f"/en/desk/notices/{english.notice.slug}/"
    refused = signed_in("manager").post(f"{desk}publication/")
    assert refused.status_code == 422
    assert "Still missing: title (Simplified Chinese)" in refused.content.decode()
    assert Edition.objects.get(pk=english.pk).state == Edition.State.SUBMITTED


def test_words_released_on_a_published_edition_open_no_new_one(
    bodies: dict[str, Body], cast: dict[str, User], translator: User, signed_in: SignedIn, client: Client
) -> None:
    missing = ("title_en", "summary_en", "text_en")
    notice = published(
        bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news", source_language="zh-hans",
        without=missing, decided_as="Li Wei",
    )  # fmt: skip
    edition = notice.current
    assert edition is not None
    page = f"/en/notices/{notice.slug}/"
    assert "Li Wei" in client.get(page).content.decode()
    words = {"title": "A rule", "summary": "In short.", "text": "Go.", "seen": seen(edition, "en")}
    signed_in("neighbour").post(at(edition, "en"), words)
    assert "A rule" not in client.get(page).content.decode()
    signed_in("editor").post(f"{at(edition, 'en')}check/", {"seen": seen(edition, "en")})
    shown = client.get(page).content.decode()
    assert "A rule" in shown
    assert "Li Wei" not in shown
    assert notice.editions.count() == 1
    state = TranslationState.objects.get(edition=edition)
    assert (state.kind, state.checked_by) == ("human", cast["editor"])


def test_the_page_shows_which_paragraphs_changed_since_the_translation(
    bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    text = "<p>Bring your passport.</p><p>Go to the desk.</p><p>It is free.</p>"
    notice = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news", text_en=text)
    edition = publishing.revise(notice, by=cast["editor"])
    note = {"change_note_en": "Another desk.", "change_note_zh_hans": "窗口有变。"}
    new = "<p>Bring your passport.</p><p>Go to the second desk.</p><p>Come early.</p><p>It is free.</p>"
    publishing.write(edition, content={**note, "text_en": new, "significance": "major"}, by=cast["editor"])
    publishing.submit(edition, by=cast["editor"])
    assert "edition 2: major change" in table(signed_in("editor"), "?state=outdated").lower()
    publishing.publish(edition, by=cast["manager"])
    page = signed_in("editor").get(at(edition)).content.decode()
    assert "2 paragraphs changed" in page
    assert "<ins>second </ins>" in page
    assert "<ins>Come early.</ins>" in page
    assert page.count("source-changed") == page.count("source-added") == 1
    assert "readers are told" in table(signed_in("editor"))


def test_a_claim_keeps_others_out_until_it_is_given_back_or_ends(english: Edition, translator: User, signed_in: SignedIn) -> None:
    editor, other = signed_in("editor"), signed_in("neighbour")
    editor.post(f"{at(english)}claim/")
    assert "Someone else is translating this" in other.post(f"{at(english)}claim/", follow=True).content.decode()
    assert other.post(at(english), {"title": "规定", "seen": seen(english)}).status_code == 409
    assert "Someone else" in other.post(f"{at(english)}return/", follow=True).content.decode()
    editor.post(f"{at(english)}return/")
    assert other.post(at(english), {"title": "规定", "seen": seen(english)}).status_code == 302
    Translation.objects.update(claimed_until=timezone.now() - timedelta(minutes=1))
    assert "It is yours" in editor.post(f"{at(english)}claim/", follow=True).content.decode()


def test_a_page_that_is_behind_neither_writes_nor_vouches(english: Edition, translator: User, signed_in: SignedIn) -> None:
    old = seen(english)
    signed_in("neighbour").post(at(english), {**CHINESE, "text-form": "html", "seen": old})
    signed_in("neighbour").post(f"{at(english)}return/")
    late = signed_in("editor").post(at(english), {"title": "别的", "seen": old})
    assert late.status_code == 409
    assert "别的" in late.content.decode()
    assert (
        "since you opened this page"
        in signed_in("editor").post(f"{at(english)}check/", {"seen": old}, follow=True).content.decode()
    )
    assert Translation.objects.get().words["title"] == "规定"


def test_what_came_with_the_facts_is_vouched_for_as_it_is(
    bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    place = Place.objects.create(
        body=bodies["huacao"],
        slug="centre",
        kind="community_centre",
        name_en="Centre",
        name_zh_hans="中心",
        published_at=timezone.now(),
    )
    address = f"{DESK}place/{place.pk}/zh-hans/"
    assert "not checked yet" in table(signed_in("editor"), "?state=unchecked")
    shelf = translatables.shelf("place")
    assert shelf is not None
    signed_in("editor").post(f"{address}check/", {"seen": translating.stamp(shelf, place, "zh-hans", None)})
    assert [row.state for row in surveying.rows(cast["editor"])] == ["checked"]
    for unsaid in ({"kind": "park", "phone": "021-1", "latitude": 31.2, "longitude": 121.3}, {"name_en": "Centre  \r\n"}):
        Place.objects.filter(pk=place.pk).update(**unsaid)  # no words, or the same ones
        assert [row.state for row in surveying.rows(cast["editor"])] == ["checked"]
    Place.objects.filter(pk=place.pk).update(name_en="New centre")
    assert [row.state for row in surveying.rows(cast["editor"])] == ["outdated"]
    refused = signed_in("admin").post(f"{address}check/", {"seen": ""}, follow=True)
    assert "since you opened this page" in refused.content.decode()


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ("9:00-17:00, daily", "9:00–17:00，daily", "checked"),
        ("A “big” park", 'A "big"  park', "checked"),
        ("open 9 to 17", "open 9 to 18", "outdated"),
        ("no entry", "noentry", "outdated"),
    ],
)
def test_signs_in_another_form_are_no_change(
    bodies: dict[str, Body], cast: dict[str, User], before: str, after: str, state: str
) -> None:
    township = Township.objects.create(body=bodies["huacao"], summary_en=before, summary_zh_hans="说明")
    shelf = translatables.shelf("township")
    assert shelf is not None
    seen = translating.stamp(shelf, township, "zh-hans", None)
    translating.check(shelf, township.pk, "zh-hans", by=cast["editor"], since=seen)
    Township.objects.update(summary_en=after, latitude=31.2, longitude=121.3, member_since="2024-04-30")
    assert [row.state for row in surveying.rows(cast["editor"])] == [state]


def test_an_editor_says_that_an_original_was_only_corrected(
    bodies: dict[str, Body], cast: dict[str, User], translator: User, signed_in: SignedIn
) -> None:
    words = {"name_en": "Centre", "name_zh_hans": "中心", "summary_en": "Open dayly.", "summary_zh_hans": "每天开放。"}
    place = Place.objects.create(body=bodies["huacao"], slug="centre", kind="park", **words)
    shelf, address = translatables.shelf("place"), f"{DESK}place/{place.pk}/zh-hans/"
    assert shelf is not None

    def stamp() -> str:
        work = translating.work_on(shelf, place, "zh-hans")
        return translating.stamp(shelf, Place.objects.get(), "zh-hans", work)

    def said(key: str, seen: str) -> str:
        return signed_in(key).post(f"{address}correction/", {"seen": seen}, follow=True).content.decode()

    signed_in("neighbour").post(f"{address}check/", {"seen": stamp()})
    assert "has not changed since" in said("editor", stamp())
    old = stamp()
    Place.objects.update(summary_en="Open daily.")
    assert "Only a correction?" not in signed_in("neighbour").get(address).content.decode()
    assert signed_in("neighbour").post(f"{address}correction/", {"seen": stamp()}).status_code == 404
    assert "since you opened this page" in said("editor", old)
    assert [row.state for row in surveying.rows(cast["editor"])] == ["outdated"]
    assert "Only a correction?" in signed_in("editor").get(address).content.decode()
    assert "stands as it was checked" in said("editor", stamp())
    assert [row.state for row in surveying.rows(cast["editor"])] == ["checked"]
    entry = AuditEntry.objects.get(verb="translation.still_fits")
    assert (entry.fields, entry.values) == (["zh-hans", "summary"], {"summary": ["Open dayly.", "Open daily."]})


def test_how_much_a_notice_changes_is_not_said_at_the_translation_desk(english: Edition, signed_in: SignedIn) -> None:
    page = signed_in("editor").post(f"{at(english)}correction/", {"seen": seen(english)}, follow=True).content.decode()
    assert "said where it is written" in page


def test_programmes_and_townships_are_on_their_shelves(
    bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    Township.objects.create(body=bodies["huacao"], summary_en="Green.", summary_zh_hans="")
    Programme.objects.create(slug="line", kind="hotline", title_en="Hotline", title_zh_hans="热线", summary_en="Call.")
    assert {row.shelf.key for row in surveying.rows(cast["admin"])} == {"township", "programme"}
    assert {row.shelf.key for row in surveying.rows(cast["editor"])} == {"township"}
    assert {row.state for row in surveying.rows(cast["admin"])} == {"missing"}
    assert "summary" in table(signed_in("admin"), "?shelf=programme").lower()


# --- the editor -----------------------------------------------------------------------------------------------------------
def test_formatted_texts_are_written_in_the_same_editor_as_the_original(
    english: Edition, bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    page = signed_in("editor").get(at(english)).content.decode()
    assert page.count("data-prose>") == page.count("data-editor ") == 1
    assert "community/editor.js" in page
    place = Place.objects.create(body=bodies["huacao"], slug="centre", kind="park", name_en="Centre")
    assert "editor.js" not in signed_in("editor").get(f"{DESK}place/{place.pk}/zh-hans/").content.decode()
    html = '<section><p><span style="font-weight:bold">请</span>到窗口。</p><p><a href="javascript:x">x</a></p></section>'
    sent = {**CHINESE, "text": html, "text-form": "html", "seen": seen(english)}
    refused = signed_in("editor").post(at(english), sent)
    assert refused.status_code == 422
    sent["text"] = html.replace("javascript:x", "https://a.example")
    assert signed_in("editor").post(at(english), sent).status_code == 302
    kept = '<p><strong>请</strong>到窗口。</p>\n<p><a href="https://a.example">x</a></p>'
    assert Translation.objects.get().words["text"] == kept
    boxed = {**CHINESE, "text": "## 如何\n\n- 一", "seen": seen(english)}  # without scripts
    assert signed_in("editor").post(at(english), boxed).status_code == 302
    assert Translation.objects.get().words["text"] == "<h2>如何</h2>\n<ul><li>一</li></ul>"


def test_a_translation_shows_the_pictures_of_its_original_and_no_others(
    english: Edition, cast: dict[str, User], stranger: User, signed_in: SignedIn, media: None
) -> None:
    """By the box and by a file: a picture of another office, released or not, is refused and shown to nobody by this way."""
    theirs = a_notice(Body.objects.get(slug="hongqiao-town"), by=stranger, kind="news").editions.get()
    alt = {"en": "A map", "zh-hans": "地图"}
    foreign = enclosing.add_picture(theirs, SimpleUploadedFile("map.jpg", picture()), alt=alt, by=stranger).file
    publishing.send_back(english, because="A picture.", by=cast["manager"])
    own = enclosing.add_picture(english, SimpleUploadedFile("map.jpg", picture()), alt=alt, by=cast["editor"]).file
    client = signed_in("editor")
    page = client.get(at(english)).content.decode()
    assert f'data-src="/files/{own.pk}/"' in page
    assert f"/files/{foreign.pk}/" not in page
    assert client.get(f"/files/{foreign.pk}/").status_code == 404
    for released in (False, True):
        if released:
            filing.release(foreign, by=stranger)
        text = f'<p>看</p><img src="/files/{foreign.pk}/">'
        answer = client.post(at(english), {**CHINESE, "text": text, "text-form": "html", "seen": seen(english)})
        assert answer.status_code == 422
        assert "does not belong to this notice" in answer.content.decode()
        data = f'<data id="d99">&lt;img src="/files/{foreign.pk}/"&gt;</data></originalData>'.encode()
        file = client.get(f"{at(english)}xliff/").content.replace(b"</originalData>", data)
        file = file.replace(b"</segment>", b'<target>x<ph id="99" dataRef="d99"/></target></segment>')
        answer = client.post(f"{at(english)}import/", upload(file, seen=seen(english)))
        assert answer.status_code == 422
        assert "does not belong to this notice" in answer.content.decode()
    assert not Translation.objects.exists()
    text = f'<p>看</p><img src="/files/{own.pk}/">'
    client.post(at(english), {**CHINESE, "text": text, "text-form": "html", "seen": seen(english)})
    assert prose.pictures(Translation.objects.get().words["text"]) == [own.pk]


# --- files ----------------------------------------------------------------------------------------------------------------
def test_a_file_goes_out_and_comes_back_as_a_draft_only(english: Edition, translator: User, signed_in: SignedIn) -> None:
    editor = signed_in("editor")
    out = editor.get(f"{at(english)}xliff/")
    assert out.headers["Content-Type"] == "application/xliff+xml"
    assert f"notice-{english.notice.slug}-1.zh-Hans.xlf" in out.headers["Content-Disposition"]
    empty = editor.post(f"{at(english)}import/", upload(out.content, seen=seen(english)))
    assert empty.status_code == 422
    assert "holds no translation yet" in empty.content.decode()
    back = out.content.replace(b"A new rule</source>", "A new rule</source><target>规定</target>".encode())
    editor.post(f"{at(english)}import/", upload(back, kind="machine", seen=seen(english)))
    work = Translation.objects.get()
    assert (work.words["title"], work.kind, work.checked_by) == ("规定", "machine", None)
    assert not Edition.objects.get(pk=english.pk).words("title", "zh-hans")
    assert "by a machine, unchecked" in table(editor)
    again = editor.get(f"{at(english)}xliff/").content
    assert "规定".encode() in again
    before = dict(work.words)
    editor.post(f"{at(english)}import/", upload(again, seen=seen(english)))
    assert Translation.objects.get().words == before  # out and in again changes nothing


def test_files_of_another_edition_item_or_language_are_refused(
    english: Edition, bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    editor = signed_in("editor")
    good = editor.get(f"{at(english)}xliff/").content
    good = good.replace(b"A new rule</source>", b"A new rule</source><target>x</target>")
    own = f"notice/{english.notice.slug}/1".encode()
    for data, words in (
        (good.replace(own, own[:-1] + b"2"), "This file belongs to"),
        (good.replace(own, b"place/centre"), "This file belongs to place/centre"),
        (good.replace(b'trgLang="zh-Hans"', b'trgLang="fr"'), "for other languages"),
        (good.replace(b'id="summary"', b'id="published_by"'), "not an XLIFF 2 file"),
        (good.replace(b"<?xml", b"<!DOCTYPE x><?xml"), "not an XLIFF 2 file"),
        (good.replace(b"<target>x", b"<target>" + b"x" * 300), "too long"),
        (b"<" * 1_000_001, "too large"),
    ):
        refused = editor.post(f"{at(english)}import/", upload(data, seen=seen(english)))
        assert refused.status_code == 422, words
        assert words in refused.content.decode()
    assert not Translation.objects.exists()


def test_scripts_that_come_in_a_file_are_refused(english: Edition, signed_in: SignedIn) -> None:
    editor = signed_in("editor")
    good = editor.get(f"{at(english)}xliff/").content
    acting = b'<data id="d1">&lt;a href="javascript:alert(1)"&gt;</data>'
    evil = good.replace(b"<originalData>", b"<originalData>" + acting.replace(b"d1", b"d99"))
    evil = evil.replace(b"</segment>", b'<target><ph id="99" dataRef="d99"/>x</target></segment>')
    refused = editor.post(f"{at(english)}import/", upload(evil, seen=seen(english)))
    assert refused.status_code == 422
    assert "what may not be in it" in refused.content.decode()
    assert not Translation.objects.exists()


def test_a_file_made_of_older_words_has_to_be_brought_up_to_date_before_it_is_checked(
    bodies: dict[str, Body], cast: dict[str, User], translator: User, signed_in: SignedIn
) -> None:
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind="news", without=("title_zh_hans",))
    edition = notice.editions.get()
    old = signed_in("neighbour").get(f"{at(edition)}xliff/").content
    publishing.write(edition, content={"title_en": "A newer rule"}, by=cast["editor"])
    back = old.replace(b"A new rule</source>", "A new rule</source><target>规定</target>".encode())
    signed_in("neighbour").post(f"{at(edition)}import/", upload(back, seen=seen(edition)))
    page = signed_in("admin").get(at(edition)).content.decode()
    assert "1 paragraph changed" in page
    refused = signed_in("admin").post(f"{at(edition)}check/", {"seen": seen(edition)}, follow=True)
    assert "Bring it up to date first" in refused.content.decode()


# --- whose it is ----------------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("undrawn")
@pytest.mark.one_engine
def test_another_townships_editor_reaches_nothing_by_any_route(
    english: Edition, bodies: dict[str, Body], cast: dict[str, User], stranger: User, signed_in: SignedIn
) -> None:
    place = Place.objects.create(body=bodies["huacao"], slug="centre", kind="park", name_en="Centre", published_at=timezone.now())
    township = Township.objects.create(body=bodies["huacao"], summary_en="Green.")
    programme = Programme.objects.create(slug="line", kind="hotline", title_en="Hotline")
    client = signed_in("resident")
    assert surveying.rows(stranger) == []
    good = signed_in("editor").get(f"{at(english)}xliff/").content
    good = good.replace(b"A new rule</source>", b"A new rule</source><target>x</target>")
    for key, pk in (("notice", english.pk), ("place", place.pk), ("township", township.pk), ("programme", programme.pk)):
        there = f"{DESK}{key}/{pk}/zh-hans/"
        assert client.get(there).status_code == 404
        assert client.get(f"{there}xliff/").status_code == 404
        for act in ("", "claim/", "return/", "check/"):
            assert client.post(f"{there}{act}", {"seen": "x", "title": "偷"}).status_code == 404
        assert client.post(f"{there}import/", upload(good, seen="x")).status_code == 404
        shelf = translatables.shelf(key)
        assert shelf is not None
        for verb in (translating.claim, translating.give_back):
            with pytest.raises(refusals.NotAllowed):
                verb(shelf, pk, "zh-hans", by=stranger)
    assert not Translation.objects.exists()


def test_a_translator_translates_and_neither_writes_nor_publishes(
    english: Edition, translator: User, signed_in: SignedIn
) -> None:
    client, desk = signed_in("neighbour"), f"/en/desk/notices/{english.notice.slug}/"
    assert client.get(at(english)).status_code == 200
    assert client.get(f"{desk}draft/").status_code == 404
    client.post(f"{desk}publication/", {"decided_as": "Me"})
    assert Edition.objects.get(pk=english.pk).state == Edition.State.SUBMITTED
    assert signed_in("officer").get(DESK).status_code == 403
    assert signed_in("manager").get(at(english)).status_code == 404


def test_absent_shelves_languages_and_filters_are_absent(english: Edition, signed_in: SignedIn) -> None:
    editor = signed_in("editor")
    for address in ("nothing/1/en/", f"notice/{english.pk}/en/", f"notice/{english.pk}/fr/", "notice/999999/zh-hans/"):
        assert editor.get(f"{DESK}{address}").status_code == 404
    for query in ("?state=x", "?body=hongqiao-town", "?shelf=x", "?language=fr", "?whose=x"):
        assert editor.get(f"{DESK}{query}").status_code == 404
    assert "Nothing fits" in table(editor, "?whose=mine")


# --- the table ------------------------------------------------------------------------------------------------------------
def test_what_waits_is_counted_at_the_desk(
    english: Edition, translator: User, cast: dict[str, User], signed_in: SignedIn
) -> None:
    def count(person: User) -> int:
        return sum(queue.total for queue in waiting(person, timezone.now()) if queue.key == "translations")

    assert (count(cast["editor"]), count(translator), count(cast["manager"])) == (1, 1, 0)
    assert count(cast["admin"]) == 0  # the township has its own translators
    signed_in("neighbour").post(at(english), {**CHINESE, "seen": seen(english)})
    fresh = {key: type(cast["editor"]).objects.get(pk=cast[key].pk) for key in ("editor", "neighbour", "admin")}
    assert (count(fresh["editor"]), count(fresh["neighbour"]), count(fresh["admin"])) == (1, 0, 1)


def test_the_table_asks_the_same_number_of_questions_for_more_rows(
    bodies: dict[str, Body], cast: dict[str, User], signed_in: SignedIn
) -> None:
    client = signed_in("editor")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{DESK}?state=all").status_code == 200
        return len(queries)

    def more(count: int) -> None:
        for _number in range(count):
            a_notice(bodies["huacao"], by=cast["editor"], kind="news", without=("text_zh_hans",))

    more(1)
    asked()
    first = asked()
    more(6)
    assert asked() == first


def test_a_bare_date_needs_no_translation(bodies: dict[str, Body], cast: dict[str, User]) -> None:
    words = {"name_en": "Centre", "name_zh_hans": "中心"}
    Place.objects.create(body=bodies["huacao"], slug="dated", kind="culture", opened_en="2023-12-02", **words)
    Place.objects.create(body=bodies["huacao"], slug="told", kind="culture", opened_en="spring 2023", **words)
    assert {row.state for row in surveying.rows(cast["editor"])} == {"unchecked", "missing"}
