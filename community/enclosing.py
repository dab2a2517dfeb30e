"""Adds pictures and documents to a draft, hands them on to the next edition, and lets readers have them with its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from community import auditing, filing, prose, states
from community.models import Enclosure
from community.models.contact import Language
from community.refusals import NotItsPicture, Unnamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.core.files.uploadedfile import UploadedFile

    from community.models import Edition, File, User

Role = Enclosure.Role


def add_picture(
    edition: Edition, upload: UploadedFile[bytes], *, alt: Mapping[str, str], by: User, lead: bool = False
) -> Enclosure:
    """Add a picture with what it shows in both languages; a new one at the head takes the place of the old.

    Raises FileRefused, Unnamed.
    """
    _named(alt)
    picture = filing.redraw(upload)
    with transaction.atomic():
        edition = states.begin(edition, states.WRITE, by=by)
        if lead:
            for earlier in Enclosure.objects.of(edition).filter(role=Role.LEAD):
                _part(earlier)
        words = {f"alt_{_column(code)}": alt[code].strip() for code in Language.values}
        file = filing.store_picture(picture, body=edition.notice.body, by=by, **words)
        return _add(edition, file, Role.LEAD if lead else Role.PICTURE, {}, by=by)


def add_document(edition: Edition, upload: UploadedFile[bytes], *, title: Mapping[str, str], by: User) -> Enclosure:
    """Add a PDF, byte for byte as the office stamped it, under a title in both languages. Raises FileRefused, Unnamed."""
    _named(title)
    with transaction.atomic():
        edition = states.begin(edition, states.WRITE, by=by)
        file = filing.store_document(upload, body=edition.notice.body, by=by, title=title[Language.ENGLISH])
        return _add(edition, file, Role.DOCUMENT, title, by=by)


def reword(enclosure: Enclosure, *, words: Mapping[str, str], by: User) -> None:
    """Say anew what a picture shows, or what a document is called. What an earlier edition shows changes with it."""
    _named(words)
    with transaction.atomic():
        edition = states.begin(enclosure.edition, states.WRITE, by=by)
        target, name = (enclosure, "title") if enclosure.is_document else (enclosure.file, "alt")
        columns = {f"{name}_{_column(code)}": words[code].strip() for code in Language.values}
        for column, value in columns.items():
            setattr(target, column, value)
        target.save(update_fields=list(columns))
        _note(edition, verb="notice.enclosed", by=by)


def remove(enclosure: Enclosure, *, by: User) -> None:
    """Take a file out of a draft; the bytes go with it unless another edition has them too."""
    with transaction.atomic():
        edition = states.begin(enclosure.edition, states.WRITE, by=by)
        _part(enclosure)
        _note(edition, verb="notice.unenclosed", by=by)


def take_over(edition: Edition, *, of: Edition) -> None:
    """Let a new edition begin with what the one before it had."""
    rows = list(Enclosure.objects.filter(edition=of).order_by("pk"))
    for row in rows:
        row.pk, row.edition = None, edition
    Enclosure.objects.bulk_create(rows)


def release(edition: Edition, *, by: User) -> None:
    """Let everyone have the files of an edition that is being published."""
    for enclosure in Enclosure.objects.of(edition):
        filing.release(enclosure.file, by=by)


def withhold(edition: Edition, *, by: User) -> None:
    """Take back the files of what should never have been published."""
    for enclosure in Enclosure.objects.of(edition):
        filing.withhold(enclosure.file, by=by)


def check_pictures(edition: Edition | None, texts: Iterable[str]) -> None:
    """Need every picture of a text to be one of the edition's own. Raises NotItsPicture."""
    shown = {number for text in texts for number in prose.pictures(text)}
    own = set(Enclosure.objects.filter(edition=edition).values_list("file", flat=True)) if shown and edition else set()
    if shown - own:
        raise NotItsPicture


def pictures(enclosures: Iterable[Enclosure], language: str, *, under: str = "") -> dict[int, prose.Picture]:
    """Return the pictures of an edition as its text draws them; `under` is an address that serves them to who has it."""
    return {
        each.file_id: prose.Picture(address(each.file_id, under), getattr(each.file, f"alt_{_column(language)}") or "")
        for each in enclosures
        if not each.is_document
    }


def address(file_id: int, under: str = "") -> str:
    """Return where a file is fetched."""
    return f"{under}?file={file_id}" if under else reverse("file", args=[file_id])


def _add(edition: Edition, file: File, role: str, title: Mapping[str, str], *, by: User) -> Enclosure:
    words = {f"title_{_column(code)}": words.strip() for code, words in title.items()}
    made: Enclosure = Enclosure.objects.create(edition=edition, file=file, role=role, **words)
    _note(edition, verb="notice.enclosed", by=by)
    return made


def _note(edition: Edition, *, verb: str, by: User) -> None:
    edition.writers.add(by)  # who chose the picture is no second person
    auditing.record(verb, edition, by=by, body=edition.notice.body)


def _part(enclosure: Enclosure) -> None:
    file = enclosure.file
    Enclosure.objects.filter(pk=enclosure.pk).delete()
    if not Enclosure.objects.filter(file=file).exists():
        stored = file.stored
        file.delete()
        transaction.on_commit(lambda: stored.storage.delete(str(stored.name)))


def _named(words: Mapping[str, str]) -> None:
    if not all(words.get(code, "").strip() for code in Language.values):
        raise Unnamed


def _column(language: str) -> str:
    return language.replace("-", "_")
