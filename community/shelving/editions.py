"""What the ground floor itself brings to the translation desk: editions of notices, places, programmes, townships."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community import auditing, enclosing, indexing, keeping_up, paragraphs, policies
from community.models import Body, Edition, Enclosure, Notice, Translation, TranslationState
from community.models.contact import Language
from community.models.reading import TRANSLATED
from community.refusals import MovedOn
from community.translatables import Known, Shelf, Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from community.models import User

State = Edition.State
SMALL = re.compile(r"[0-9]{1,4}")
# A draft is shown once its own language has title and summary; what the clock holds was read by its second person.
TRANSLATABLE = (State.DRAFT, State.SUBMITTED, State.PUBLISHED)


class Editions(Shelf):
    """Editions: the one that readers see, and the one that is being written beside it."""

    key = "notice"
    label = _("Notices")
    model = Edition
    names = TRANSLATED
    formatted = ("text",)
    has_editions = True

    def within_reach(self, person: User) -> QuerySet[Edition]:
        """Return the editions of a person's own offices whose own language is whole enough to begin."""
        found: QuerySet[Edition] = Edition.objects.filter(state__in=TRANSLATABLE)
        found = found.select_related("notice__body__parent", "notice__current")
        begun = Q()
        for code in Language.values:
            column = code.replace("-", "_")
            begun |= Q(notice__source_language=code, **{f"title_{column}__gt": "", f"summary_{column}__gt": ""})
        found = found.filter(begun)
        if policies.is_alliance_admin(person):
            return found
        return found.filter(notice__in=Notice.objects.kept_by(person), notice__body__in=policies.translates_for(person))

    def body_of(self, item: Edition) -> Body:
        """Return whose notice it is."""
        return item.notice.body

    def lock(self, pk: int) -> Edition:
        """Lock the notice, as every step of an edition does, and read the edition anew."""
        notice = Notice.objects.select_for_update(of=("self",)).filter(pk__in=Edition.objects.filter(pk=pk).values("notice"))
        found = notice.select_related("body__parent", "current").get()
        edition: Edition = Edition.objects.get(pk=pk)
        edition.notice = found
        if edition.state not in TRANSLATABLE:
            raise MovedOn(edition.state)
        return edition

    def hands(self, item: Edition) -> set[int]:
        """Return who wrote or submitted it."""
        return item.hands

    def source_of(self, item: Edition, works: Iterable[Translation]) -> str:  # noqa: ARG002  # a notice says so itself
        """Return the language it was written in first."""
        return item.notice.source_language

    def kind(self, item: Edition) -> _StrOrPromise:
        """Return the kind of the notice."""
        return item.notice.get_kind_display()

    def note(self, item: Edition) -> _StrOrPromise:
        """Return which edition, and how far it is."""
        return _("edition %(number)s, %(state)s") % {"number": item.number, "state": item.get_state_display()}

    def since(self, item: Edition) -> datetime:
        """Return since when the words stand, or wait."""
        return item.published_at or item.submitted_at or item.written_at

    def is_wanted(self, item: Edition) -> bool:
        """Tell whether readers see it or a second person waits to publish it."""
        return item.state != State.DRAFT

    def reference(self, item: Edition) -> str:
        """Return notice and edition."""
        return f"{self.key}/{item.notice.slug}/{item.number}"

    def named(self, name: str, items: QuerySet[Any]) -> Edition | None:
        """Return the edition by its notice and number."""
        slug, _slash, number = name.rpartition("/")
        found: Edition | None = items.filter(notice__slug=slug, number=number).first() if SMALL.fullmatch(number) else None
        return found

    def pictures(self, item: Edition) -> list[Enclosure]:
        """Return the pictures of the edition: whoever translates shows the same."""
        return [each for each in Enclosure.objects.of(item) if not each.is_document]

    def check_words(self, item: Edition, words: Words) -> None:
        """Need every picture to be the edition's own, as its writers do. Raises NotItsPicture."""
        enclosing.check_pictures(item, [words[name] for name in self.formatted])

    def address(self, item: Edition) -> str:
        """Return the notice's page at the desk."""
        return reverse("desk_notice", args=[item.notice.slug])

    # --- how its translation stands ---
    def alike(self, one: str, other: str) -> bool:
        """Compare to the letter: how much a change means is said with the edition."""
        return paragraphs.same(one, other)

    def known(self, items: list[Edition], works: dict[int, dict[str, Translation]]) -> dict[tuple[int, str], Known]:
        """Return what the states of published editions say, and for open ones what would be said of them."""
        standing = [item.notice.current_id for item in items if item.notice.current_id]
        states = {(each.edition_id, each.language): each for each in TranslationState.objects.filter(edition__in=standing)}
        left: dict[tuple[int, str], tuple[bool, keeping_up.Behind]] = {}
        for item in items:
            for language in Language.values:
                if language != item.notice.source_language:
                    work = works.get(item.pk, {}).get(language)
                    left[item.pk, language] = _standing(item, language, states, work)
        told = _editions_behind(items, left)
        return {
            (item.pk, language): _known(item, *left[item.pk, language], told)
            for item in items
            for language in Language.values
            if language != item.notice.source_language
        }

    def followed(self, item: Edition, language: str, work: Translation | None) -> Words:
        """Return the source words that the present translation follows: of an earlier edition, for a field that is behind."""
        if work is not None and (work.written_at or work.checked_at):
            return {name: work.source.get(name, "") for name in self.names}
        current = item.notice.current_id
        states = {(each.edition_id, each.language): each for each in TranslationState.objects.filter(edition=current)}
        _checked, left = _standing(item, language, states, None)
        source = item.notice.source_language
        words = self.words(item, source)
        earlier: dict[int, Edition] = {each.number: each for each in item.notice.editions} if left else {}
        for name, numbers in left.items():
            before = earlier.get(min(numbers) - 1)
            words[name] = before.words(name, source) if before else words[name]
        return words

    def put(self, item: Edition, work: Translation, *, by: User, now: datetime) -> None:
        """Put checked words on an edition. Readers of a published one see them at once: no new edition is opened."""
        columns = {name: f"{name}_{work.language.replace('-', '_')}" for name in self.names}
        before = {name: getattr(item, column) or "" for name, column in columns.items()}
        for name, column in columns.items():
            setattr(item, column, work.words.get(name, ""))
        item.save(update_fields=list(columns.values()))
        if item.state != State.PUBLISHED:
            if work.written_by_id:
                item.writers.add(work.written_by_id)  # their hand is in it: they do not publish it
            return
        TranslationState.objects.update_or_create(
            edition=item,
            language=work.language,
            defaults={
                "kind": work.kind,
                "based_on": item,
                "behind": {},
                "checked_by": by,
                "checked_at": now,
                "decided_by": None,
                "decided_at": None,
                "decided_as": "",
            },
        )
        _carry_over(item, work, before, by=by)
        item.notice.current = item
        indexing.put_notice(item.notice)


def _standing(
    item: Edition, language: str, states: dict[tuple[int, str], TranslationState], work: Translation | None
) -> tuple[bool, keeping_up.Behind]:
    """Return whether a person checked the words, and which fields are behind."""
    current = item.notice.current
    state = states.get((current.pk, language)) if current else None
    if item.state == State.PUBLISHED:
        return bool(state and state.checked_by_id), dict(state.behind) if state else {}
    taken_in = work if work is not None and work.checked_at else None
    left = keeping_up.behind(item, language, previous=current, state=state, taken_in=taken_in)
    return taken_in is not None and not left, left


def _editions_behind(items: list[Edition], left: dict[Any, tuple[bool, keeping_up.Behind]]) -> dict[tuple[int, int], Edition]:
    """Return the editions whose change is not followed, by notice and number: one query for all."""
    late = {pk for (pk, _language), (_checked, behind) in left.items() if behind}
    notices = {item.notice_id for item in items if item.pk in late}
    if not notices:
        return {}
    long = [column.name for column in Edition._meta.concrete_fields if column.name.startswith(("text_", "caution_"))]
    found = Edition.objects.filter(notice__in=notices).defer(*long)
    return {(each.notice_id, each.number): each for each in found}


def _known(item: Edition, checked: bool, behind: keeping_up.Behind, told: dict[tuple[int, int], Edition]) -> Known:  # noqa: FBT001  # one of a pair
    numbers = sorted({number for unfollowed in behind.values() for number in unfollowed})
    editions = [told[item.notice_id, number] for number in numbers if (item.notice_id, number) in told]
    if not editions:
        return Known(checked=checked, behind=frozenset(behind))
    major = [each for each in editions if each.significance == Edition.Significance.MAJOR]
    named = (major or editions)[-1]
    because = _("edition %(number)s: %(significance)s") % {
        "number": named.number,
        "significance": named.get_significance_display(),
    }
    note = named.reading.change_note if named.number > 1 else ""
    if note:
        because = f"{because} – {note}"
    return Known(checked=checked, behind=frozenset(behind), because=because, for_readers=bool(major))


def _carry_over(item: Edition, work: Translation, before: Words, *, by: User) -> None:
    """Take released words along into the edition that is being written, where it still has what readers had before."""
    following = item.notice.editions.open().first()
    if following is None:
        return
    taken = []
    for name, words in work.words.items():
        if name != "change_note" and paragraphs.same(following.words(name, work.language), before.get(name, "")):
            setattr(following, f"{name}_{work.language.replace('-', '_')}", words)
            taken.append(f"{name}_{work.language.replace('-', '_')}")
    if taken:
        following.save(update_fields=taken)
        auditing.record("notice.written", following, by=by, body=item.notice.body, fields=taken)
