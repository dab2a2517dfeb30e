"""Exchanges files with translators who work in a program of their own: what goes out, and what may come back as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community import prose, translating, xliff
from community.refusals import PublishingError

if TYPE_CHECKING:
    from community.models import Translation, User
    from community.translatables import Field, Shelf


LARGEST = xliff.LARGEST


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


def hand_out(shelf: Shelf, item: Any, language: str) -> bytes:
    """Return the item as a file for translators, with what was made of it so far."""
    source = translating.source_language(shelf, item, language)
    work = translating.work_on(shelf, item, language)
    said, made = shelf.words(item, source), work.words if work and work.is_pending else shelf.words(item, language)
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
    return xliff.write(xliff.Document(shelf.reference(item), source, language, units), state=state)


def take_in(shelf: Shelf, item: Any, language: str, *, data: bytes, kind: str, by: User, since: str = "") -> Translation:
    """Keep what a translator's file says as a draft; like every draft it waits for a second person. Raises PublishingError."""
    try:
        file = xliff.read(data)
    except xliff.TooLarge:
        raise FileTooLarge from None
    except xliff.Unreadable:
        raise NotReadable from None
    if file.original != shelf.reference(item):
        raise AnotherItem(file.original, shelf.reference(item))
    expected = (translating.source_language(shelf, item, language), language)
    if (file.source_language.lower(), file.target_language.lower()) != expected:
        raise AnotherLanguage
    if not any(unit.target.strip() for unit in file.units):
        raise NothingInside
    work = translating.work_on(shelf, item, language)
    words = dict(work.words if work and work.is_pending else shelf.words(item, language))
    source = {}
    fields = {each.name: each for each in shelf.fields}
    for unit in file.units:
        if unit.name not in fields:
            raise NotReadable
        words[unit.name] = _fit(shelf, fields[unit.name], unit.target)
        source[unit.name] = shelf.tidy(unit.name, unit.source)
    return translating.save(shelf, item.pk, language, words=words, by=by, since=since, kind=kind, source=source)


def _fit(shelf: Shelf, field: Field, text: str) -> str:
    """Return a text from outside as it is stored. Raises Unfit."""
    if field.name in shelf.formatted and prose.faults(text):
        raise Unfit(field)
    tidy = shelf.tidy(field.name, text)
    if len(tidy) > field.longest:
        raise Unfit(field)
    return tidy
