"""What has words in both languages: a shelf for each kind of thing, so that one desk can show and translate them all.

A package above brings its own shelf: a subclass of Shelf with its model and fields, put here by `register` when its app is
ready. The desk, the rights and the files for translators then come by themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from community import paragraphs, policies, prose
from community.models import Translation
from community.models.contact import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from community.models import Body, Enclosure, User

LETTER = re.compile(r"[^\W\d_]")
LINE, A_ROW = 300, 60  # letters of a line to type in, and of a row on the desk's page
LONGEST = 40_000  # of a text whose column sets no limit

Words = dict[str, str]


@dataclass(frozen=True)
class Field:
    """One text of an item."""

    name: str
    label: _StrOrPromise
    longest: int

    def rows_for(self, text: str) -> int:
        """Return how high its box is beside a text; one row is a line to type in."""
        if self.longest <= LINE and len(text) <= A_ROW * 2:
            return 1
        return min(14, 2 + text.count("\n") + len(text) // A_ROW)


@dataclass(frozen=True)
class Known:
    """What is known of the words that an item has in a language now."""

    checked: bool = False
    behind: frozenset[str] = frozenset()  # fields whose source has changed since
    because: _StrOrPromise = ""
    for_readers: bool = False  # readers are told, too


class Shelf:
    """Rows of one model with words in both languages. The defaults fit a row whose words stand in its own columns."""

    key: str
    label: _StrOrPromise
    model: type[models.Model]
    names: tuple[str, ...]
    labels: ClassVar[Mapping[str, _StrOrPromise]] = {}  # where the column does not say it for people
    formatted: tuple[str, ...] = ()  # texts of community.prose; the others are plain
    has_editions = False  # whose writers say how much a change means

    @property
    def fields(self) -> list[Field]:
        """Return the texts that are translated."""
        found = []
        for name in self.names:
            column = self.model._meta.get_field(name)
            longest = getattr(column, "max_length", None) or LONGEST
            label: _StrOrPromise = self.labels.get(name) or str(getattr(column, "verbose_name", name))
            found.append(Field(name, label, longest))
        return found

    @property
    def item_type(self) -> ContentType:
        """Return the type that a translation of this shelf points to."""
        return ContentType.objects.get_for_model(self.model)

    # --- whose it is ---
    def within_reach(self, person: User) -> models.QuerySet[Any]:
        """Return the items that a person may translate (policies.can_translate agrees)."""
        found: models.QuerySet[Any] = self.model._base_manager.select_related("body__parent")
        if policies.is_alliance_admin(person):
            return found
        theirs = models.Q(body__in=policies.translates_for(person))
        if policies.translates_for_alliance(person):
            theirs |= models.Q(body__isnull=True)
        return found.filter(theirs)

    def body_of(self, item: Any) -> Body | None:
        """Return whose item it is; None stands for the alliance."""
        body: Body | None = item.body
        return body

    def lock(self, pk: int) -> Any:
        """Return the item, locked for a change. Raises DoesNotExist."""
        return self.model._base_manager.select_for_update(of=("self",)).select_related("body__parent").get(pk=pk)

    def hands(self, item: Any) -> set[int]:  # noqa: ARG002  # others know more
        """Return who wrote the words that the item has, as far as that is known."""
        return set()

    # --- what it says ---
    def words(self, item: Any, language: str) -> Words:
        """Return all texts of an item in exactly this language."""
        column = language.replace("-", "_")
        return {name: getattr(item, f"{name}_{column}") or "" for name in self.names}

    def source_of(self, item: Any, works: Iterable[Translation]) -> str:
        """Return the language an item is written in: the one that was not translated, else the one that says more."""
        made = {work.language for work in works}
        if len(made) == 1:
            return next(code for code in Language.values if code not in made)
        spoken = {code: sum(bool(text) for text in self.words(item, code).values()) for code in Language.values}
        return max(Language.values, key=lambda code: spoken[code])

    def title(self, item: Any, language: str) -> str:
        """Return what it is called in a language."""
        return self.words(item, language).get(self.names[0], "")

    def kind(self, item: Any) -> _StrOrPromise:  # noqa: ARG002  # others know more
        """Return what kind of thing it is, for people."""
        return self.label

    def note(self, item: Any) -> _StrOrPromise:  # noqa: ARG002  # others know more
        """Return what else tells it apart."""
        return ""

    def since(self, item: Any) -> datetime | None:  # noqa: ARG002  # others know more
        """Return since when its words are as they are."""
        return None

    def is_wanted(self, item: Any) -> bool:  # noqa: ARG002  # others know more
        """Tell whether readers see it, or somebody waits to publish it."""
        return True

    def reference(self, item: Any) -> str:
        """Return what a file for translators names it by; another item or edition has another one."""
        return f"{self.key}/{item.slug}"

    def pictures(self, item: Any) -> list[Enclosure]:  # noqa: ARG002  # others know more
        """Return the pictures that its formatted texts may show."""
        return []

    def check_words(self, item: Any, words: Words) -> None:  # others know more
        """Refuse words that may not stand at this item. Raises PublishingError."""

    def named(self, name: str, items: models.QuerySet[Any]) -> Any:
        """Return the one of some items that a file names, without the shelf's own name before it, or None."""
        return items.filter(slug=name).first()

    def address(self, item: Any) -> str:  # noqa: ARG002  # others know more
        """Return where the item itself is looked at."""
        return ""

    def tidy(self, name: str, text: str) -> str:
        """Return a text as it is stored."""
        return prose.clean(text) if name in self.formatted else paragraphs.tidy(text)

    # --- how its translation stands ---
    def alike(self, one: str, other: str) -> bool:
        """Tell whether a text of the source that was changed still says the same, so that its translation does, too."""
        return paragraphs.alike(one, other)

    def known(self, items: list[Any], works: dict[int, dict[str, Translation]]) -> dict[tuple[int, str], Known]:
        """Return what is known of the words that items have now, by item and language."""
        found = {}
        for item in items:
            for language, work in works.get(item.pk, {}).items():
                if work.checked_at is None:
                    continue
                source = self.words(item, self.source_of(item, [work]))
                behind = {name for name, text in work.source.items() if not self.alike(text, source.get(name, ""))}
                because = _("the original was changed since") if behind else ""
                found[item.pk, language] = Known(checked=True, behind=frozenset(behind), because=because)
        return found

    def followed(self, item: Any, language: str, work: Translation | None) -> Words:
        """Return the source words that the present translation follows, field by field."""
        if work is not None and (work.written_at or work.checked_at):
            return {name: work.source.get(name, "") for name in self.names}
        return self.words(item, self.source_of(item, [Translation(language=language)]))

    def put(self, item: Any, work: Translation, *, by: User, now: datetime) -> None:  # noqa: ARG002  # others note more
        """Put checked words on a locked item."""
        column = work.language.replace("-", "_")
        for name in self.names:
            setattr(item, f"{name}_{column}", work.words.get(name, ""))
        item.save(update_fields=[f"{name}_{column}" for name in self.names])
        self.index(item)

    def index(self, item: Any) -> None:
        """Tell the search that the item's words changed."""


_shelves: dict[str, Shelf] = {}


def register(shelf: Shelf) -> None:
    """Bring a kind of thing to the translation desk."""
    _shelves[shelf.key] = shelf


def shelves() -> list[Shelf]:
    """Return every shelf."""
    return list(_shelves.values())


def shelf(key: str) -> Shelf | None:
    """Return the shelf of this key."""
    return _shelves.get(key)


def needed(source: Words, target: Words) -> list[str]:
    """Return the fields that the source has and the translation lacks; a bare date or number reads alike in both."""
    return [name for name, text in source.items() if LETTER.search(text) and not target.get(name, "").strip()]
