"""Exchanges files with translators who work in a program of their own: what goes out, and what may come back as a draft."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community import prose, translatables, translating, xliff
from community.models.contact import Language
from community.refusals import PublishingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

    from community.models import Translation, User
    from community.surveying import Row
    from community.translatables import Field, Shelf, Words

LARGEST = xliff.LARGEST
MOST = 500  # files in an archive, out and in
UNPACKED = 20_000_000  # bytes of all of them
FILE = re.compile(r"(?!__MACOSX/).+\.(xlf|xliff)", re.IGNORECASE | re.DOTALL)


class NotReadable(PublishingError):
    """What came is no file for translators, or not one that can be taken in."""

    message = _("This is not an XLIFF 2 file that can be read. Nothing was changed.")


class FileTooLarge(PublishingError):
    """More bytes than any of our texts has."""

    message = _("This file is too large. Nothing was changed.")


class AnotherItem(PublishingError):
    """The file was made of something else, or of another edition."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(found)
        words = _("This file belongs to %(found)s, not to %(wanted)s. Nothing was changed.")
        self.message = words % {"found": found[:100] or "?", "wanted": wanted}


class AnotherLanguage(PublishingError):
    """The file leads from or into another language."""

    message = _("This file is for other languages. Nothing was changed.")


class NothingInside(PublishingError):
    """The file holds no translated words."""

    message = _("This file holds no translation yet. Nothing was changed.")


class Unfit(PublishingError):
    """A text of the file is too long, or holds what may not be in a text."""

    def __init__(self, field: Field) -> None:
        super().__init__(field.name)
        words = _("%(field)s: the text is too long, or holds what may not be in it. Nothing was changed.")
        self.message = words % {"field": capfirst(str(field.label))}


class TooMany(PublishingError):
    """An archive with more files than anyone translates at once."""

    message = _("This archive holds too much. Nothing was changed.")


class NobodysFile(PublishingError):
    """The file names nothing that this person translates."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.message = _("This file belongs to nothing that you translate: %(found)s") % {"found": found[:100] or "?"}


class WrittenSince(PublishingError):
    """The translation was changed after the file was given out."""

    message = _("The translation was changed after this file was given out. Download it again and bring your words into it.")


class Result(models.TextChoices):
    """What became of a file of an archive."""

    TAKEN = "taken", _("taken in as a draft")
    SAME = "same", _("unchanged")
    EMPTY = "empty", _("not translated yet")
    REFUSED = "refused", _("refused")


@dataclass(frozen=True)
class Outcome:
    """What became of one file, for the person who sent it."""

    name: str
    result: Result
    why: _StrOrPromise = ""


# --- Out ------------------------------------------------------------------------------------------------------------------
def hand_out(shelf: Shelf, item: Any, language: str) -> bytes:
    """Return the item as a file for translators, with what was made of it so far."""
    source = translating.source_language(shelf, item, language)
    return _file(shelf, item, source=source, language=language, work=translating.work_on(shelf, item, language))


def hand_out_all(rows: Iterable[Row]) -> bytes:
    """Return the items of rows as an archive, a file an item and language in a folder a pair of languages.

    A file of XLIFF has one pair of languages, and translators' programs make a project of a folder of files.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in itertools.islice(rows, MOST):
            pair = f"{xliff.name_of(row.title_language)}-to-{xliff.name_of(row.language)}"
            file = _file(row.shelf, row.item, source=row.title_language, language=row.language, work=row.work)
            archive.writestr(f"{pair}/{file_name(row.shelf, row.item, row.language)}", file)
    return made.getvalue()


def file_name(shelf: Shelf, item: Any, language: str) -> str:
    """Return what the file of an item is called."""
    return f"{shelf.reference(item).replace('/', '-')}.{xliff.name_of(language)}.xlf"


def _file(shelf: Shelf, item: Any, *, source: str, language: str, work: Translation | None) -> bytes:
    said, made = shelf.words(item, source), _stand(shelf, item, language, work)
    state = "translated" if work and work.is_pending else "final"
    units = [
        xliff.Unit(
            each.name,
            capfirst(str(each.label)),
            said[each.name],
            made.get(each.name, ""),
            formatted=each.name in shelf.formatted,
        )
        for each in shelf.fields
        if said[each.name].strip()
    ]
    mark = _mark(shelf, item, language, work)
    return xliff.write(xliff.Document(shelf.reference(item), source, language, units, mark), state=state)


def _stand(shelf: Shelf, item: Any, language: str, work: Translation | None) -> Words:
    """Return the words to go on from: those that wait for a second person, else the item's own."""
    return work.words if work and work.is_pending else shelf.words(item, language)


def _mark(shelf: Shelf, item: Any, language: str, work: Translation | None) -> str:
    """Return what a translation is recognised by when its file comes back; the original may have changed meanwhile."""
    when = work.written_at.timestamp() if work and work.written_at else 0
    stand = json.dumps([_stand(shelf, item, language, work), when], sort_keys=True)
    return f"of-{hashlib.sha256(stand.encode()).hexdigest()[:24]}"


# --- In -------------------------------------------------------------------------------------------------------------------
def take_in(shelf: Shelf, item: Any, language: str, *, data: bytes, kind: str, by: User, since: str = "") -> Translation:
    """Keep what a translator's file says as a draft; like every draft it waits for a second person. Raises PublishingError."""
    file = _read(data)
    if file.original != shelf.reference(item):
        raise AnotherItem(file.original, shelf.reference(item))
    if not any(unit.target.strip() for unit in file.units):
        raise NothingInside
    words, source = _said_in(file, shelf, item, language, translating.work_on(shelf, item, language))
    return translating.save(shelf, item.pk, language, words=words, by=by, since=since, kind=kind, source=source)


def take_in_all(files: Iterable[tuple[str, bytes]], *, kind: str, by: User) -> list[Outcome]:
    """Keep what translators' files say as drafts, each by itself: one that can't be taken in keeps no other one out."""
    outcomes = []
    for name, data in files:
        try:
            outcomes.append(Outcome(name, _take_in_one(data, kind=kind, by=by)))
        except PublishingError as refusal:
            outcomes.append(Outcome(name, Result.REFUSED, refusal.message))
    return outcomes


def unpack(name: str, data: bytes) -> list[tuple[str, bytes]]:
    """Return the files of an archive, or the one file that it is. Raises NotReadable, TooMany."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [(name, data)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [each for each in archive.infolist() if FILE.fullmatch(each.filename)]
            if len(inside) > MOST or sum(each.file_size for each in inside) > UNPACKED:
                raise TooMany
            files = [(each.filename, archive.read(each)) for each in inside]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError):  # broken, locked, packed otherwise
        raise NotReadable from None
    if not files:
        raise NotReadable
    return files


def _take_in_one(data: bytes, *, kind: str, by: User) -> Result:
    file = _read(data)
    key, _slash, name = file.original.partition("/")
    shelf, language = translatables.shelf(key), file.target_language.lower()
    item = shelf.named(name, shelf.within_reach(by)) if shelf else None
    if shelf is None or item is None:
        raise NobodysFile(file.original)
    if language not in Language.values:
        raise AnotherLanguage
    work = translating.work_on(shelf, item, language)
    words, source = _said_in(file, shelf, item, language, work)
    if not any(unit.target.strip() for unit in file.units):
        return Result.EMPTY
    stand = _stand(shelf, item, language, work)
    if all(shelf.tidy(each, stand.get(each, "")) == words.get(each, "") for each in source):
        return Result.SAME
    if file.mark != _mark(shelf, item, language, work):
        raise WrittenSince
    since = translating.stamp(shelf, item, language, work)
    translating.save(shelf, item.pk, language, words=words, by=by, since=since, kind=kind, source=source)
    return Result.TAKEN


def _read(data: bytes) -> xliff.Document:
    try:
        return xliff.read(data)
    except xliff.TooLarge:
        raise FileTooLarge from None
    except xliff.Unreadable:
        raise NotReadable from None


def _said_in(file: xliff.Document, shelf: Shelf, item: Any, language: str, work: Translation | None) -> tuple[Words, Words]:
    """Return all words with those of a file in place of the present ones, and the words that these were made from."""
    expected = (translating.source_language(shelf, item, language), language)
    if (file.source_language.lower(), file.target_language.lower()) != expected:
        raise AnotherLanguage
    words, source = dict(_stand(shelf, item, language, work)), {}
    fields = {each.name: each for each in shelf.fields}
    for unit in file.units:
        if unit.name not in fields:
            raise NotReadable
        words[unit.name] = _fit(shelf, fields[unit.name], unit.target)
        source[unit.name] = shelf.tidy(unit.name, unit.source)
    return words, source


def _fit(shelf: Shelf, field: Field, text: str) -> str:
    """Return a text from outside as it is stored. Raises Unfit."""
    if field.name in shelf.formatted and prose.faults(text):
        raise Unfit(field)
    tidy = shelf.tidy(field.name, text)
    if len(tidy) > field.longest:
        raise Unfit(field)
    return tidy
