"""Translating as an act: take an item, give it back, write, check. Checked words go on the item; nobody checks their own."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing, policies
from community.models import Translation
from community.models.contact import Language
from community.refusals import NotAllowed, PublishingError
from community.translatables import needed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from community.models import User
    from community.translatables import Field, Shelf, Words

CLAIM_LASTS = timedelta(hours=4)


class TakenByAnother(PublishingError):
    """Somebody else works on it now."""

    message = _("Someone else is translating this.")


class ChangedMeanwhile(PublishingError):
    """The words are not those of the page that was sent."""

    message = _("Someone changed the original or the translation since you opened this page. Look at it again.")


class OwnTranslation(PublishingError):
    """The one who wrote it wants to check it."""

    message = _("Nobody checks their own translation: ask a second person.")


class NothingWritten(PublishingError):
    """There is nothing to check."""

    message = _("There is no translation yet.")


class SourceMovedOn(PublishingError):
    """The original was changed after the translation was made."""

    message = _("The original was changed after this translation was made. Bring it up to date first, then it can be checked.")


class LacksWords(PublishingError):
    """The translation leaves something out."""

    def __init__(self, fields: list[Field]) -> None:
        super().__init__([each.name for each in fields])
        self.message = _("Still missing: %(list)s.") % {"list": " · ".join(str(each.label) for each in fields)}


class SaidByItsEdition(PublishingError):
    """A notice's editions say themselves how much they change."""

    message = _("How much a notice changes is said where it is written.")


class NothingBehind(PublishingError):
    """The original is as it was when the translation was checked."""

    message = _("The original has not changed since this translation was checked.")


def claim(shelf: Shelf, pk: int, language: str, *, by: User) -> Translation:
    """Take an item's translation for some hours, so that two people do not do the same. Raises TakenByAnother."""
    with transaction.atomic():
        now = timezone.now()
        item, work = _begin(shelf, pk, language, by=by, now=now)
        work.claimed_by, work.claimed_until = by, now + CLAIM_LASTS
        work.save()
        auditing.record("translation.claimed", item, by=by, body=shelf.body_of(item), fields=[language])
    return work


def give_back(shelf: Shelf, pk: int, language: str, *, by: User) -> Translation:
    """Let another translate it; what was written so far stays. One's own claim only."""
    with transaction.atomic():
        item, work = _begin(shelf, pk, language, by=by, now=timezone.now())
        if work.claimed_by_id != by.pk:
            raise TakenByAnother
        work.claimed_by = work.claimed_until = None
        work.save()
        auditing.record("translation.given_back", item, by=by, body=shelf.body_of(item), fields=[language])
    return work


def save(
    shelf: Shelf,
    pk: int,
    language: str,
    *,
    words: Mapping[str, str],
    by: User,
    since: str = "",
    kind: str = Translation.Kind.HUMAN,
    source: Mapping[str, str] | None = None,
) -> Translation:
    """Keep a translation of the present words; a second person checks it. Unchanged words say that they still fit.

    `since` is the stamp of the page it was written on. `source` holds the words it was made from, where they are not the
    present ones (a file that was away for a while): then it has to be brought up to date before it is checked.
    """
    with transaction.atomic():
        now = timezone.now()
        item, work = _begin(shelf, pk, language, by=by, now=now)
        present = _source(shelf, item, language)
        if since and since != stamp(shelf, item, language, work):
            raise ChangedMeanwhile
        work.words = {name: shelf.tidy(name, words.get(name, "")) if present[name].strip() else "" for name in shelf.names}
        shelf.check_words(item, work.words)
        work.source = {name: (source or present).get(name, present[name]) for name in shelf.names}
        work.kind, work.written_by, work.written_at = kind, by, now
        work.checked_by = work.checked_at = None
        work.claimed_by, work.claimed_until = by, now + CLAIM_LASTS
        work.save()
        auditing.record("translation.saved", item, by=by, body=shelf.body_of(item), fields=[language])
    return work


def check(shelf: Shelf, pk: int, language: str, *, by: User, since: str) -> Translation:
    """Vouch for a translation as a second person: it is put on its item. What was read is what is vouched for.

    Words that are there without a translator (they came with the facts) can be vouched for as they are.
    Raises OwnTranslation, NothingWritten, SourceMovedOn, LacksWords, ChangedMeanwhile.
    """
    with transaction.atomic():
        now = timezone.now()
        item, work = _begin(shelf, pk, language, by=by, now=now, checking=True)
        if since != stamp(shelf, item, language, work):
            raise ChangedMeanwhile
        if not work.is_pending:
            _take_as_it_is(shelf, item, work)
        _refuse(shelf, item, work, by=by)
        work.checked_by, work.checked_at = by, now
        work.claimed_by = work.claimed_until = None
        work.save()
        shelf.put(item, work, by=by, now=now)
        auditing.record("translation.checked", item, by=by, body=shelf.body_of(item), fields=[language])
    return work


def call_typographic(shelf: Shelf, pk: int, language: str, *, by: User, since: str) -> list[str]:
    """Say as an editor that the original was only corrected: the translation that was checked before still stands.

    What was read is what is vouched for; the trail keeps the words before and after. Raises SaidByItsEdition, NothingBehind.
    """
    with transaction.atomic():
        item, work = _begin(shelf, pk, language, by=by, now=timezone.now())
        if not policies.can_weigh_change(by, shelf.body_of(item)):
            raise NotAllowed
        if shelf.has_editions:
            raise SaidByItsEdition
        if since != stamp(shelf, item, language, work):
            raise ChangedMeanwhile
        before, present = work.source, _source(shelf, item, language)
        corrected = [name for name, text in present.items() if not shelf.alike(before.get(name, ""), text)]
        if work.checked_at is None or not corrected:
            raise NothingBehind
        work.source = present
        work.save(update_fields=["source"])
        values = {name: [before.get(name, ""), present[name]] for name in corrected}
        auditing.record(
            "translation.still_fits", item, by=by, body=shelf.body_of(item), fields=[language, *corrected], values=values
        )
    return corrected


def _take_as_it_is(shelf: Shelf, item: Any, work: Translation) -> None:
    """Read the words that the item has already as the translation to check."""
    work.source = shelf.followed(item, work.language, work)
    work.words = shelf.words(item, work.language)
    work.written_by = work.written_at = None
    if not any(work.words.values()):
        raise NothingWritten


def _refuse(shelf: Shelf, item: Any, work: Translation, *, by: User) -> None:
    if by.pk == work.written_by_id or (work.written_by_id is None and by.pk in shelf.hands(item)):
        raise OwnTranslation
    present = _source(shelf, item, work.language)
    if any(not shelf.alike(work.source.get(name, ""), text) for name, text in present.items()):
        raise SourceMovedOn
    lacking = needed(present, work.words)
    if lacking:
        raise LacksWords([each for each in shelf.fields if each.name in lacking])


def stamp(shelf: Shelf, item: Any, language: str, work: Translation | None) -> str:
    """Return what a translator's page is drawn with: the original, the item's own translation, and the one in the making."""
    drawn = [
        _source(shelf, item, language),
        shelf.words(item, language),
        work.words if work else {},
        work.written_at.timestamp() if work and work.written_at else 0,
        bool(work and work.checked_at),
    ]
    return hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()[:32]


def source_language(shelf: Shelf, item: Any, language: str) -> str:
    """Return the language that is translated into this one, empty where the item is written in it."""
    works = Translation.objects.filter(item_type=shelf.item_type, item_id=item.pk)
    source = shelf.source_of(item, works)
    return "" if source == language else source


def work_on(shelf: Shelf, item: Any, language: str) -> Translation | None:
    """Return what was made so far of an item in a language."""
    return (
        Translation.objects.filter(item_type=shelf.item_type, item_id=item.pk, language=language)
        .select_related("written_by", "checked_by", "claimed_by")
        .first()
    )


def _source(shelf: Shelf, item: Any, language: str) -> Words:
    return shelf.words(item, source_language(shelf, item, language))


def _begin(shelf: Shelf, pk: int, language: str, *, by: User, now: datetime, checking: bool = False) -> tuple[Any, Translation]:
    """Lock the item, decide whether this person may, and return what was made so far. Raises NotAllowed, TakenByAnother.

    A writer's own claim does not keep the second person from checking what was written.
    """
    item = shelf.lock(pk)
    allowed = policies.can_translate(by, shelf.body_of(item)) and shelf.within_reach(by).filter(pk=pk).exists()
    if not allowed or language not in Language.values or not source_language(shelf, item, language):
        raise NotAllowed
    work = work_on(shelf, item, language) or Translation(item_type=shelf.item_type, item_id=pk, language=language)
    if work.is_claimed(now) and work.claimed_by_id not in {by.pk, work.written_by_id if checking else None}:
        raise TakenByAnother
    return item, work
