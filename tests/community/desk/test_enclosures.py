"""Pictures and documents of a notice: added to the draft, public with it, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from community import enclosing, filing, publishing, retiring
from community.models import Enclosure, File, Membership
from tests.community.notices import a_notice, published
from tests.community.test_mechanisms import let_go, picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from community.models import Body, Notice, User

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db
LIST = "/en/desk/notices/"
ALT = {"en": "A map", "zh-hans": "地图"}
TITLE = {"en": "The rule, stamped", "zh-hans": "盖章文件"}
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def draft(bodies: dict[str, Body], cast: dict[str, User]) -> Notice:
    return a_notice(bodies["huacao"], by=cast["editor"], kind="news")


def upload(content: bytes | None = None, name: str = "map.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if content is None else content)


def sent(sort: str, **changes: Any) -> dict[str, Any]:
    content = upload() if sort == "picture" else upload(PDF, "rule.pdf")
    return {"sort": sort, "file": content, "en": "A map", "zh_hans": "地图", **changes}


def test_a_picture_and_a_document_are_public_with_the_notice_and_not_before(
    signed_in: SignedIn, draft: Notice, client: Client, cast: dict[str, User]
) -> None:
    editor = signed_in("editor")
    added = editor.post(f"{LIST}{draft.slug}/files/", sent("picture"), headers={"accept": "application/json"}).json()
    editor.post(f"{LIST}{draft.slug}/files/", sent("document", en="The rule", zh_hans="文件"))
    editor.post(f"{LIST}{draft.slug}/files/", sent("picture", lead="on", en="Poster", zh_hans="海报"))
    text = f'<p>See:</p><img src="{added["src"]}">'
    publishing.write(draft.editions.get(), content={"text_en": text, "text_zh_hans": text}, by=cast["editor"])
    assert client.get(added["src"]).status_code == 404
    second = signed_in("manager").get(added["src"])  # the second person looks at it before
    assert second.status_code == 200
    let_go(second)
    publishing.publish(publishing.submit(draft.editions.get(), by=cast["editor"]), by=cast["manager"])
    english = client.get(f"/en/notices/{draft.slug}/").content.decode()
    chinese = client.get(f"/zh-hans/notices/{draft.slug}/").content.decode()
    for page, alts, title in ((english, ("A map", "Poster"), "The rule"), (chinese, ("地图", "海报"), "文件")):
        assert all(f'alt="{alt}"' in page for alt in alts)
        assert title in page
        assert f"PDF, {len(PDF)}" in page
    document = Enclosure.objects.get(role="document").file
    answer = client.get(f"/files/{document.pk}/")
    assert b"".join(answer) == PDF  # byte for byte: its seal holds
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("document", {"file": upload(b"MZ\x90 not a pdf", "rule.pdf")}), "This is not a PDF"),
        (("document", {"file": upload(picture(), "rule.pdf")}), "This is not a PDF"),
        (("document", {"file": upload(b"%PDF-1.7\n cut off", "rule.pdf")}), "This is not a PDF"),
        (("document", {"file": upload(PDF.replace(b"<<>>", b"<</S/JavaScript>>", 1), "rule.pdf")}), "runs something"),
        (("document", {"file": upload(PDF + b"0" * 6000, "rule.pdf")}), "too large"),
        (("document", {"zh_hans": ""}), "This field is required"),
        (("picture", {"zh_hans": " "}), "This field is required"),
        (("picture", {"file": upload(PDF, "map.jpg")}), "not a picture we can read"),
        (("picture", {"file": ""}), "This field is required"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_stored(
    signed_in: SignedIn, draft: Notice, settings: Any, said: tuple[str, dict[str, Any]], words: str
) -> None:
    sort, changes = said
    settings.DOCUMENT_MAX_BYTES = len(PDF) + 5000
    if changes.get("file"):
        changes["file"].seek(0)
    client = signed_in("editor")
    answer = client.post(f"{LIST}{draft.slug}/files/", sent(sort, **{"en": "My words", **changes}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "My words" in answer.content.decode()
    assert not File.objects.exists()


def test_the_next_edition_has_the_same_files_and_what_it_drops_stays_with_the_one_before(
    cast: dict[str, User], draft: Notice
) -> None:
    enclosing.add_document(draft.editions.get(), upload(PDF), title=TITLE, by=cast["editor"])
    publishing.publish(publishing.submit(draft.editions.get(), by=cast["editor"]), by=cast["manager"])
    draft.refresh_from_db()
    second = publishing.revise(draft, by=cast["editor"])
    (row,) = Enclosure.objects.of(second)
    enclosing.remove(row, by=cast["editor"])
    assert File.objects.get().released_at is not None
    assert [each.edition.number for each in Enclosure.objects.all()] == [1]


def test_a_file_of_a_draft_alone_goes_with_its_row(cast: dict[str, User], draft: Notice, tmp_path: Path) -> None:
    enclosure = enclosing.add_picture(draft.editions.get(), upload(), alt=ALT, by=cast["editor"])
    enclosing.reword(enclosure, words={"en": "A plan", "zh-hans": "平面图"}, by=cast["editor"])
    assert File.objects.get().alt_en == "A plan"
    enclosing.remove(enclosure, by=cast["editor"])
    assert not File.objects.exists()


def test_who_chose_the_picture_is_no_second_person(cast: dict[str, User], draft: Notice) -> None:
    enclosing.add_picture(draft.editions.get(), upload(), alt=ALT, by=cast["manager"])
    assert cast["manager"].pk in draft.editions.get().hands


def test_what_was_published_in_error_takes_its_files_along(cast: dict[str, User], draft: Notice, client: Client) -> None:
    file = enclosing.add_document(draft.editions.get(), upload(PDF), title=TITLE, by=cast["editor"]).file
    edition = publishing.publish(publishing.submit(draft.editions.get(), by=cast["editor"]), by=cast["manager"])
    retiring.erase(edition, because={"en": "An error.", "zh-hans": "有误。"}, by=cast["manager"])
    assert client.get(f"/files/{file.pk}/").status_code == 404


def test_another_townships_pictures_can_neither_be_embedded_nor_touched(
    signed_in: SignedIn, draft: Notice, cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    theirs = enclosing.add_picture(draft.editions.get(), upload(), alt=ALT, by=cast["editor"])
    Membership.objects.create(user=cast["neighbour"], body=bodies["hongqiao-subdistrict"], role="editor")
    own = a_notice(bodies["hongqiao-subdistrict"], by=cast["neighbour"], kind="news", title_en="Own")
    client = signed_in("neighbour")
    text = f'<img src="/files/{theirs.file_id}/">'
    form = {"key": "11111111-1111-4111-8111-111111111111", "kind": "news", "source_language": "en", "source_kind": "none"}
    form |= {"title_en": "Own", "text_en": text, "text_en-form": "html"}
    for address in (f"{LIST}{own.slug}/draft/", f"{LIST}new/"):
        answer = client.post(address, {**form, "body": bodies["hongqiao-subdistrict"].pk})
        assert answer.status_code == 422
        assert "does not belong to this notice" in answer.content.decode()
    for route in (f"{own.slug}/files/{theirs.pk}/", f"{own.slug}/files/{theirs.pk}/removal/"):
        assert client.post(f"{LIST}{route}", {"en": "x", "zh_hans": "x"}).status_code == 404
    assert client.get(f"/files/{theirs.file_id}/").status_code == 404
    released = filing.store_image(upload(), body=bodies["huacao"], by=cast["editor"])
    filing.release(released, by=cast["editor"])  # public, and still not theirs to use
    answer = client.post(f"{LIST}{own.slug}/draft/", {**form, "text_en": f'<img src="/files/{released.pk}/">'})
    assert answer.status_code == 422


def test_a_published_notice_takes_no_more_files(signed_in: SignedIn, cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news")
    assert signed_in("editor").post(f"{LIST}{notice.slug}/files/", sent("picture")).status_code == 404
