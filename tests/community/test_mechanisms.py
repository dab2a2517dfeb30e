"""Audit, signed links, files, rich text: what every package leans on."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import FileResponse
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from community import auditing, filing, linking, rich_text
from community.models import AuditEntry, Contact, File, Link
from community.models.audit import AppendOnlyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponseBase
    from django.test import Client
    from pytest_django import Settings

    from community.models import Body, User


@pytest.fixture
def target(db: None) -> Contact:
    return Contact.objects.of("someone@mail.example", language="en")


class TestAudit:
    def test_an_entry_says_who_did_what_where(self, cast: dict[str, User], bodies: dict[str, Body]) -> None:
        auditing.record("body.renamed", bodies["huacao"], by=cast["admin"], body=bodies["alliance"], fields=["name"])
        entry = AuditEntry.objects.about(bodies["huacao"]).get()
        assert (entry.verb, entry.actor, entry.body, entry.fields) == (
            "body.renamed",
            cast["admin"],
            bodies["alliance"],
            ["name"],
        )

    @pytest.mark.parametrize("tamper", ["save", "delete", "update", "bulk_delete"])
    def test_nothing_recorded_can_be_changed_or_removed(self, target: Contact, tamper: str) -> None:
        entry = auditing.record("contact.made", target, by=None)
        acts: dict[str, Callable[[], object]] = {
            "save": entry.save,
            "delete": entry.delete,
            "update": lambda: AuditEntry.objects.update(verb="x"),
            "bulk_delete": lambda: AuditEntry.objects.all().delete(),
        }
        with pytest.raises(AppendOnlyError):
            acts[tamper]()

    def test_the_trail_outlives_the_person_and_the_thing(self, target: Contact, cast: dict[str, User]) -> None:
        admin = cast["admin"]
        auditing.record("contact.made", target, by=admin)
        number = admin.pk
        target.delete()
        admin.memberships.all().delete()
        admin.delete()
        assert list(AuditEntry.objects.filter(verb="contact.made").values_list("actor_label", flat=True)) == [f"#{number}"]


class TestLinks:
    def test_only_the_hash_is_kept(self, target: Contact) -> None:
        token = linking.make("test", target)
        assert token not in repr(vars(Link.objects.get()))

    def test_a_link_leads_to_its_object(self, target: Contact) -> None:
        link = linking.resolve(linking.make("test", target))
        assert (link.target_id, link.purpose) == (target.pk, "test")

    def test_an_unknown_token_opens_nothing(self, db: None) -> None:
        with pytest.raises(linking.LinkError):
            linking.resolve("nothing")

    def test_an_ended_link_says_so(self, target: Contact) -> None:
        token = linking.make("test", target, expires_at=timezone.now() - timedelta(seconds=1))
        with pytest.raises(linking.LinkClosed):
            linking.resolve(token)

    def test_a_revoked_link_says_so(self, target: Contact) -> None:
        token = linking.make("test", target)
        assert linking.revoke("test", target) == 1
        with pytest.raises(linking.LinkClosed):
            linking.resolve(token)

    def test_a_link_for_one_use_works_once(self, target: Contact) -> None:
        link = linking.resolve(linking.make("test", target))
        linking.use(link)
        with pytest.raises(linking.LinkClosed):
            linking.use(link)

    def test_a_bad_link_is_a_page_of_ours_that_is_not_passed_on(self, client: Client, db: None) -> None:
        response = client.get(reverse("community:link", args=["nothing"]))
        assert (response.status_code, response["Referrer-Policy"], "no-store" in response["Cache-Control"]) == (
            404,
            "same-origin",
            True,
        )


def picture(format_name: str = "JPEG", size: tuple[int, int] = (40, 30), *, exif: bytes = b"") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "red").save(drawn, format_name, **({"exif": exif} if exif else {}))
    return drawn.getvalue()


def let_go(response: HttpResponseBase) -> None:
    """Read a served file to its end, which closes it; closing the response would end the test's database connection too."""
    if isinstance(response, FileResponse):
        list(response)


def status(response: HttpResponseBase) -> int:
    let_go(response)
    return response.status_code


class TestFiles:
    @pytest.fixture(autouse=True)
    def _folder(self, settings: Settings, tmp_path: object) -> None:
        settings.MEDIA_ROOT = str(tmp_path)

    def store(self, content: bytes, name: str = "photo.jpg", **where: object) -> File:
        return filing.store_image(SimpleUploadedFile(name, content), **{"body": None, "by": None, **where})  # type: ignore[arg-type]

    def test_where_a_photo_was_taken_does_not_survive(self, db: None) -> None:
        exif = Image.Exif()
        exif[0x010E] = "taken at home"
        file = self.store(picture(exif=exif.tobytes()))
        with file.stored.open("rb") as stored:
            assert b"taken at home" not in stored.read()

    @pytest.mark.parametrize("content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x90", b"GIF89a" + b"\0" * 20])
    def test_what_is_no_picture_is_refused_whatever_its_name(self, db: None, content: bytes) -> None:
        with pytest.raises(filing.FileRefused):
            self.store(content, "photo.jpg")

    def test_a_large_file_is_refused(self, db: None, settings: Settings) -> None:
        settings.UPLOAD_MAX_BYTES = 100
        with pytest.raises(filing.FileRefused):
            self.store(picture())

    def test_a_large_picture_is_made_smaller(self, db: None) -> None:
        file = self.store(picture(size=(4000, 1000)))
        with file.stored.open("rb") as stored, Image.open(stored) as drawn:
            assert drawn.size == (2400, 600)

    def test_a_private_file_is_absent_for_strangers(
        self, signed_in: Callable[[str], Client], bodies: dict[str, Body], cast: dict[str, User]
    ) -> None:
        file = self.store(picture(), body=bodies["huacao"], by=cast["organiser"])
        people = ("visitor", "resident", "district_officer", "organiser", "editor", "admin")
        answers = {key: status(signed_in(key).get(f"/files/{file.pk}/")) for key in people}
        assert answers == {
            "visitor": 404,
            "resident": 404,
            "district_officer": 404,
            "organiser": 200,
            "editor": 200,
            "admin": 200,
        }

    def test_a_released_file_is_served_as_what_it_is(self, client: Client, db: None) -> None:
        file = self.store(picture("PNG"))
        filing.release(file, by=None)
        response = client.get(f"/files/{file.pk}/")
        assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/png", "nosniff")
        assert "sandbox" in response["Content-Security-Policy"]
        let_go(response)


class TestRichText:
    @pytest.mark.parametrize(
        ("source", "html"),
        [
            ("# Title", "<h2>Title</h2>\n"),
            (
                "**bold** [link](https://a.example)",
                '<p><strong>bold</strong> <a href="https://a.example" rel="noopener">link</a></p>\n',
            ),
            ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
            ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
            ("![x](https://a.example/x.png)", "<p></p>\n"),
        ],
    )
    def test_only_what_is_harmless_comes_out(self, source: str, html: str) -> None:
        assert rich_text.render(source) == html


class TestMalformedInput:
    @pytest.mark.parametrize("address", ["/en/%00", "/en/?q=%00", "/en/%ff", "/en/?q=%ff"])
    def test_bytes_that_are_no_text_get_a_400(self, client: Client, db: None, address: str) -> None:
        assert client.get(address).status_code == 400

    def test_a_nul_in_a_field_gets_a_400(self, client: Client, db: None) -> None:
        assert client.post("/en/account/login/", {"login": "a\x00b", "password": "x"}).status_code == 400

    def test_a_body_too_large_gets_a_4xx(self, client: Client, db: None) -> None:
        answer = client.post("/en/account/login/", {"login": "a" * 1_200_000, "password": "x"})
        assert 400 <= answer.status_code < 500

    def test_too_many_fields_get_a_4xx(self, client: Client, db: None) -> None:
        assert client.post("/en/account/login/", {f"f{number}": "x" for number in range(1200)}).status_code == 400


@pytest.mark.django_db
def test_health_tells_what_answers(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}
    assert client.get("/health/ready").json() == {"database": "ok", "redis": "ok"}


@pytest.mark.django_db
def test_health_is_not_ready_without_redis(client: Client, settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["database"]) == (503, "ok")
    assert connection.is_usable()
