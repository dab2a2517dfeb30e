"""Files for translators in bulk: somebody else's program reads ours, writes into them, and all of it comes back."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from translate.storage.placeables import StringElem
from translate.storage.xliff2 import Xliff2File

from community import exchanging, surveying, translatables, translating
from community.exchanging import Result
from community.models import Membership, Notice, Place, Township, Translation
from community.models.membership import Role
from tests.community.notices import a_notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
FILES = "/en/desk/translation-desk/files/"
TEXT = '<p>Go to the <strong>second</strong> desk &amp; ask <a href="https://a.example/?a=1&amp;b=2">here</a>.</p>\n<p>Pay.</p>'


@pytest.fixture
def items(bodies: dict[str, Body], cast: dict[str, User]) -> dict[str, int]:
    """An English notice, a Chinese one, and a place: three files of two directions."""
    there, by = bodies["huacao"], cast["editor"]
    gone = {code: tuple(f"{name}_{code}" for name in ("title", "summary", "text")) for code in ("en", "zh_hans")}
    english = a_notice(there, by=by, kind="news", without=gone["zh_hans"], text_en=TEXT).editions.get()
    chinese = a_notice(there, by=by, kind="news", without=gone["en"], source_language="zh-hans").editions.get()
    words = {"name_en": "Centre", "name_zh_hans": "", "address_en": "1 Jidi <Road>"}
    place = Place.objects.create(body=there, slug="centre", kind="park", **words)
    return {"english": english.pk, "chinese": chinese.pk, "place": place.pk}


def handed_out(person: User) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(exchanging.hand_out_all(surveying.rows(person)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(data: bytes) -> Xliff2File:
    """Let somebody else's program read a file."""
    store: Xliff2File = Xliff2File.parsestring(data)  # type: ignore[no-untyped-call]  # its library is half typed
    return store


def into_chinese(data: bytes) -> bytes:
    """Let another program read a file, write into its empty targets, and save it as it saves such files."""
    store = opened(data)
    for unit in store.units:
        if not unit.target:
            first, *others = unit.rich_source[0].sub
            said = [first, StringElem("译：")] if not isinstance(first, str) and not str(first) else [StringElem("译："), first]
            unit.rich_target = [StringElem([*said, *others])]
    return bytes(store)


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def take_in(files: dict[str, bytes], by: User) -> dict[str, str]:
    outcomes = exchanging.take_in_all(exchanging.unpack("a.zip", zipped(files)), kind="human", by=by)
    return {outcome.name: outcome.result for outcome in outcomes}


# --- Out ------------------------------------------------------------------------------------------------------------------
def test_somebody_elses_reader_finds_every_paragraph_in_an_archive_of_both_directions(
    items: dict[str, int], cast: dict[str, User]
) -> None:
    files = handed_out(cast["editor"])
    assert {name.split("/")[0] for name in files} == {"en-to-zh-Hans", "zh-Hans-to-en"}
    read = {name: opened(data) for name, data in files.items()}
    for name, store in read.items():
        languages = (store.sourcelanguage, store.targetlanguage)
        assert languages == (("en", "zh-Hans") if name.startswith("en-") else ("zh-Hans", "en"))
    english = next(store for name, store in read.items() if name.startswith("en-to-zh-Hans/notice"))
    assert [unit.source for unit in english.units if unit.source][0] == "A new rule"  # noqa: RUF015  # the order is said, too
    assert len(english.units) == len(["title", "summary", "a paragraph", "and the next"])
    place = next(store for name, store in read.items() if "/place" in name)
    assert [unit.source for unit in place.units] == ["Centre", "1 Jidi <Road>"]


@pytest.mark.parametrize("mark", ["ids", "state"])
def test_an_archive_keeps_to_the_letter_of_the_standard(items: dict[str, int], cast: dict[str, User], mark: str) -> None:
    for data in handed_out(cast["editor"]).values():
        if mark == "ids":
            names = re.findall(rb'<(?:file|unit|segment|ignorable|data|ph)\b[^>]*? id="([^"]*)"', data)
            assert names
            assert all(re.fullmatch(rb"[\w.:-]+", name) for name in names)  # NMTOKEN
        else:
            assert set(re.findall(rb'state="(\w+)"', data)) <= {b"initial", b"translated", b"reviewed", b"final"}


# --- And back -------------------------------------------------------------------------------------------------------------
def test_what_another_program_translated_comes_back_as_drafts(items: dict[str, int], cast: dict[str, User]) -> None:
    files = {name: into_chinese(data) for name, data in handed_out(cast["editor"]).items()}
    assert set(take_in(files, cast["editor"]).values()) == {Result.TAKEN}
    drafts = {(work.item_type.model, work.language): work for work in Translation.objects.select_related("item_type")}
    assert len(drafts) == len(files)
    english = Translation.objects.get(item_id=items["english"], language="zh-hans", item_type__model="edition")
    assert english.words["title"] == "译：A new rule"
    assert english.words["text"].startswith("<p>译：Go to the <strong>second</strong> desk &amp; ask")
    assert 'href="https://a.example/?a=1&amp;b=2"' in english.words["text"]
    assert english.source["text"] == TEXT
    assert all(work.is_pending and work.checked_by is None for work in drafts.values())
    assert set(take_in(files, cast["editor"]).values()) == {Result.SAME}  # sent once more, it changes nothing
    assert set(take_in(handed_out(cast["editor"]), cast["editor"]).values()) == {Result.SAME}  # out and in again


def test_files_without_a_translation_and_files_that_are_none_keep_no_other_one_out(
    items: dict[str, int], cast: dict[str, User]
) -> None:
    files = handed_out(cast["editor"])
    first, second, *_rest = sorted(files)
    mixed = {first: into_chinese(files[first]), second: files[second], "broken.xlf": b"<xliff", "readme.txt": b"no"}
    assert take_in(mixed, cast["editor"]) == {first: Result.TAKEN, second: Result.EMPTY, "broken.xlf": Result.REFUSED}
    assert Translation.objects.count() == 1


def test_what_was_written_here_meanwhile_is_not_overwritten(
    items: dict[str, int], bodies: dict[str, Body], cast: dict[str, User]
) -> None:
    Membership.objects.create(user=cast["neighbour"], body=bodies["huacao"], role=Role.TRANSLATOR)
    files = {name: into_chinese(data) for name, data in handed_out(cast["editor"]).items() if "/place" in name}
    shelf = translatables.shelf("place")
    assert shelf is not None
    translating.save(shelf, items["place"], "zh-hans", words={"name": "国际中心"}, by=cast["neighbour"])
    translating.give_back(shelf, items["place"], "zh-hans", by=cast["neighbour"])
    assert set(take_in(files, cast["editor"]).values()) == {Result.REFUSED}
    assert Translation.objects.get().words["name"] == "国际中心"


def test_a_newer_original_is_no_reason_to_refuse_and_has_to_be_followed_before_checking(
    items: dict[str, int], cast: dict[str, User]
) -> None:
    files = {name: into_chinese(data) for name, data in handed_out(cast["editor"]).items() if "/place" in name}
    Place.objects.update(name_en="New centre")
    assert set(take_in(files, cast["editor"]).values()) == {Result.TAKEN}
    shelf, place = translatables.shelf("place"), Place.objects.get()
    assert shelf is not None
    seen = translating.stamp(shelf, place, "zh-hans", translating.work_on(shelf, place, "zh-hans"))
    with pytest.raises(translating.SourceMovedOn):
        translating.check(shelf, place.pk, "zh-hans", by=cast["admin"], since=seen)


def test_nothing_of_another_township_comes_in_or_goes_out(
    items: dict[str, int], bodies: dict[str, Body], cast: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    Township.objects.create(body=bodies["huacao"], summary_en="Green.")
    files = {name: into_chinese(data) for name, data in handed_out(cast["editor"]).items()}
    Membership.objects.create(user=cast["resident"], body=bodies["hongqiao-town"], role=Role.EDITOR)
    stranger = signed_in("resident")
    assert handed_out(cast["resident"]) == {}
    archive = stranger.get(f"{FILES}archive/?state=all")
    assert zipfile.ZipFile(io.BytesIO(archive.content)).namelist() == []
    sent = {"file": SimpleUploadedFile("a.zip", zipped(files)), "kind": "human"}
    answer = stranger.post(FILES, sent)
    assert answer.status_code == 422
    assert answer.content.decode().count("belongs to nothing that you translate") == len(files)
    assert not Translation.objects.exists()
    original = f'original="notice/{Notice.objects.earliest("pk").slug}/1"'.encode()
    for name in (b"notice/x/1", b"notice/x/999999999999", b"nothing/x", b"place/", b"", b"notice/x/\xc2\xb2"):
        forged = {"a.xlf": re.sub(re.escape(original), b'original="' + name + b'"', b"".join(files.values())[:0] or _one(files))}
        assert set(take_in(forged, cast["editor"]).values()) == {Result.REFUSED}


def _one(files: dict[str, bytes]) -> bytes:
    return next(data for name, data in files.items() if name.startswith("en-to-zh-Hans/notice"))


# --- Archives that are none -----------------------------------------------------------------------------------------------
def test_archives_that_hold_too_much_or_nothing_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(exchanging.NotReadable):
        exchanging.unpack("a.zip", zipped({"readme.txt": b"x"}))
    broken = zipped({"a.xlf": b"x" * 400})
    with pytest.raises(exchanging.NotReadable):
        exchanging.unpack("a.zip", broken[:40] + b"\x00\x00" + broken[42:])
    monkeypatch.setattr(exchanging, "UNPACKED", 10)
    with pytest.raises(exchanging.TooMany):
        exchanging.unpack("a.zip", zipped({"a.xlf": b"x" * 11}))
    monkeypatch.setattr(exchanging, "MOST", 1)
    with pytest.raises(exchanging.TooMany):
        exchanging.unpack("a.zip", zipped({"a.xlf": b"x", "b.xlf": b"x"}))
    assert exchanging.unpack("a.xlf", b"<xliff/>") == [("a.xlf", b"<xliff/>")]


def test_the_table_goes_out_as_it_is_filtered_and_what_comes_in_is_reported(
    items: dict[str, int], signed_in: Callable[[str], Client]
) -> None:
    editor = signed_in("editor")
    page = editor.get(f"{FILES}?shelf=place").content.decode()
    assert "1 file in a ZIP archive" in page
    assert f"{FILES}archive/?shelf=place" in page
    out = editor.get(f"{FILES}archive/?shelf=place")
    assert out.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(out.content)) as archive:
        assert archive.namelist() == ["en-to-zh-Hans/place-centre.zh-Hans.xlf"]
        back = into_chinese(archive.read(archive.namelist()[0]))
    sent = {"file": SimpleUploadedFile("a.zip", zipped({"a.xlf": back, "b.xlf": b"<x"})), "kind": "machine"}
    answer = editor.post(FILES, sent)
    assert (answer.status_code, answer.content.decode().count("not an XLIFF 2 file")) == (422, 1)
    assert Translation.objects.get().kind == "machine"
    done = editor.post(FILES, {"file": SimpleUploadedFile("a.xlf", back), "kind": "machine"}, follow=True)
    assert "0 translations were taken in" in done.content.decode()
    assert editor.post(FILES, {"kind": "human"}).status_code == 422
    assert editor.get(f"{FILES}?shelf=x").status_code == 404
