"""Surveys everything that has words in both languages: a row for an item and a language, with how its translation stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models import Translation
from community.models.contact import Language
from community.translatables import Known, needed, shelves

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from community.models import Body, User
    from community.translatables import Shelf


class State(models.TextChoices):
    """How a translation stands, in the order in which somebody should look at it."""

    MISSING = "missing", pgettext_lazy("translation", "missing")
    OUTDATED = "outdated", _("outdated")
    DRAFT = "draft", _("draft, to be checked")
    MACHINE = "machine", _("by a machine, unchecked")
    UNCHECKED = "unchecked", _("not checked yet")
    CHECKED = "checked", _("checked")


@dataclass(frozen=True)
class Row:
    """One line of the desk: an item in a language."""

    shelf: Shelf
    item: Any
    work: Translation | None
    title: str
    title_language: str
    body: Body | None
    kind: _StrOrPromise
    note: _StrOrPromise
    language: str
    state: State
    because: _StrOrPromise
    since: datetime | None
    claimed_by: User | None
    claimed_until: datetime | None
    written_by_id: int | None
    is_wanted: bool  # readers see the item, or somebody waits to publish it
    labels: list[_StrOrPromise] = field(default_factory=list)  # of the fields that are missing or behind
    for_readers: bool = False

    @property
    def pk(self) -> int:
        """Return the item's number."""
        number: int = self.item.pk
        return number

    @property
    def language_name(self) -> _StrOrPromise:
        """Return the name of the language that it is translated into."""
        return Language(self.language).label

    @property
    def is_claimed(self) -> bool:
        """Tell whether somebody works on it now."""
        return self.claimed_until is not None and self.claimed_until > timezone.now()

    @property
    def urgency(self) -> tuple[Any, ...]:
        """Sort what readers miss most first: by state, what readers were told of first, then the oldest."""
        order = list(State.values).index(self.state)
        return (not self.is_wanted, order, not self.for_readers, self.since.timestamp() if self.since else 0, self.pk)


def rows(person: User) -> list[Row]:
    """Return everything a person may translate, most urgent first. The number of queries does not grow with the rows."""
    found = [row for each in shelves() for row in _rows_of(each, person)]
    return sorted(found, key=lambda row: row.urgency)


def row_of(shelf: Shelf, item: Any, *, source: str, language: str, work: Translation | None) -> Row:
    """Return the line of one item in one language."""
    known = shelf.known([item], {item.pk: {language: work}} if work else {})
    return _row(shelf, item, source=source, language=language, work=work, known=known.get((item.pk, language), Known()))


def _rows_of(shelf: Shelf, person: User) -> Iterator[Row]:
    items = list(shelf.within_reach(person))
    works: dict[int, dict[str, Translation]] = {}
    for work in Translation.objects.filter(item_type=shelf.item_type).select_related("claimed_by"):
        works.setdefault(work.item_id, {})[work.language] = work
    known = shelf.known(items, works)
    for item in items:
        of_item = works.get(item.pk, {})
        source = shelf.source_of(item, of_item.values())
        for language in Language.values:
            if language != source and shelf.title(item, source):
                made, told = of_item.get(language), known.get((item.pk, language), Known())
                yield _row(shelf, item, source=source, language=language, work=made, known=told)


def _row(shelf: Shelf, item: Any, *, source: str, language: str, work: Translation | None, known: Known) -> Row:
    missing = needed(shelf.words(item, source), shelf.words(item, language))
    state = _state(work, missing, known)
    concerned = set(missing) if state == State.MISSING else known.behind
    return Row(
        shelf=shelf,
        item=item,
        work=work,
        title=shelf.title(item, source),
        title_language=source,
        body=shelf.body_of(item),
        kind=shelf.kind(item),
        note=shelf.note(item),
        language=language,
        state=state,
        because=known.because if state == State.OUTDATED else "",
        since=work.written_at if work and work.is_pending else shelf.since(item),
        claimed_by=work.claimed_by if work else None,
        claimed_until=work.claimed_until if work else None,
        written_by_id=work.written_by_id if work and work.is_pending else None,
        is_wanted=shelf.is_wanted(item),
        labels=[each.label for each in shelf.fields if each.name in concerned] if concerned else [],
        for_readers=known.for_readers,
    )


def _state(work: Translation | None, missing: list[str], known: Known) -> State:
    if work is not None and work.is_pending:
        return State.MACHINE if work.kind == Translation.Kind.MACHINE else State.DRAFT
    if missing:
        return State.MISSING
    if known.behind:
        return State.OUTDATED
    return State.CHECKED if known.checked else State.UNCHECKED
