"""Knows whether a translation keeps up with its source: which fields changed since, in which edition, and who checked it.

The rule: a later edition of minor or major significance that changes a field of the source leaves the translation of that
field behind, until its words change too or a translation made from the newer words is taken in. Corrected typos, drafts,
moves and topics change nothing, in neither direction. No clocks: only editions count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from community import paragraphs
from community.models import Edition, Translation, TranslationState
from community.models.contact import Language
from community.models.reading import TRANSLATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from community.models import User

COMPARED = [field for field in TRANSLATED if field != "change_note"]  # a note speaks of an edition, it is not its text
TYPOGRAPHIC = Edition.Significance.TYPOGRAPHIC

# field: the numbers of the editions whose change the translation does not follow
Behind = dict[str, list[int]]


def follow(
    before: Mapping[str, list[int]], *, number: int, significance: str, source: Iterable[str], translated: Iterable[str]
) -> Behind:
    """Return which fields are behind after an edition that changed `source` and `translated` fields."""
    known = {field: list(numbers) for field, numbers in before.items()}
    if significance == TYPOGRAPHIC:
        return known
    for field in source:
        known[field] = [*known.get(field, []), number]
    followed = set(translated)
    return {field: numbers for field, numbers in known.items() if field not in followed}


def behind(
    edition: Edition,
    language: str,
    *,
    previous: Edition | None,
    state: TranslationState | None,
    taken_in: Translation | None,
) -> Behind:
    """Return which fields of an edition are behind in a language, as they would be if it were published now.

    `state` is what is known of the previous edition, `taken_in` the checked translation that was put on this one.
    """
    known: Behind = {}
    if previous is not None and (state is None or state.kind != TranslationState.Kind.ABSENT):
        known = follow(
            state.behind if state else {},
            number=edition.number,
            significance=edition.significance,
            source=changed(previous, edition, edition.notice.source_language),
            translated=changed(previous, edition, language),
        )
    return _as_taken_in(known, edition, language, taken_in) if taken_in else known


def _as_taken_in(known: Behind, edition: Edition, language: str, work: Translation) -> Behind:
    """Correct what is known by a translation made for this very edition: it says from which words it was made."""
    for field in COMPARED:
        moved_on = not paragraphs.same(work.source.get(field, ""), edition.words(field, edition.notice.source_language))
        untouched = paragraphs.same(work.words.get(field, ""), edition.words(field, language))
        if moved_on and untouched and edition.significance != TYPOGRAPHIC:
            known[field] = [edition.number]
        elif untouched:
            known.pop(field, None)
    return known


def settle(edition: Edition, *, previous: Edition | None, by: User, decided_as: str, now: datetime) -> None:
    """Note the state of every translation of an edition that is being published.

    A language without all the words is noted as absent, in the name of who decided to do without it.
    """
    for language in Language.values:
        if language == edition.notice.source_language:
            continue
        if edition.has_words_in(language):
            _note(edition, language, previous=previous, by=by, now=now)
        else:
            TranslationState.objects.create(
                edition=edition,
                language=language,
                kind=TranslationState.Kind.ABSENT,
                decided_by=by,
                decided_at=now,
                decided_as=decided_as,
            )


def _note(edition: Edition, language: str, *, previous: Edition | None, by: User, now: datetime) -> None:
    before = TranslationState.objects.filter(edition=previous, language=language).first() if previous else None
    work = taken_in(edition, language)
    left = behind(edition, language, previous=previous, state=before, taken_in=work)
    by_another = by.pk not in edition.hands  # breaking news may go out by who wrote it: then nobody has checked
    TranslationState.objects.create(
        edition=edition,
        language=language,
        kind=_kind(edition, language, previous=previous, before=before, work=work),
        behind=left,
        based_on=((before.based_on if before else None) or previous or edition) if left else edition,
        checked_by=by if by_another else None,
        checked_at=now if by_another else None,
    )


def _kind(
    edition: Edition, language: str, *, previous: Edition | None, before: TranslationState | None, work: Translation | None
) -> str:
    if work is not None:
        return work.kind
    spoken = before is not None and before.kind != TranslationState.Kind.ABSENT
    if previous is not None and before is not None and spoken and not changed(previous, edition, language):
        return before.kind
    return TranslationState.Kind.HUMAN


def taken_in(edition: Edition, language: str) -> Translation | None:
    """Return the checked translation that was put on this edition."""
    kind = ContentType.objects.get_for_model(Edition)
    done = Translation.objects.filter(item_type=kind, item_id=edition.pk, language=language, checked_at__isnull=False)
    return done.first()


def sign(edition: Edition, *, by: User, now: datetime) -> None:
    """Note that the second person of breaking news has read its translations, too."""
    unread = TranslationState.objects.filter(edition=edition, checked_by=None).exclude(kind=TranslationState.Kind.ABSENT)
    unread.update(checked_by=by, checked_at=now)


def changed(earlier: Edition, later: Edition, language: str) -> set[str]:
    """Return the fields whose words differ between two editions; line ends and spaces at them are no difference."""
    return {field for field in COMPARED if not paragraphs.same(earlier.words(field, language), later.words(field, language))}


def readers_should_know(state: TranslationState) -> bool:
    """Tell whether the source had a major change that this translation does not follow."""
    numbers = {number for unfollowed in state.behind.values() for number in unfollowed}
    if not numbers:
        return False
    told = Edition.objects.filter(notice_id=state.edition.notice_id, number__in=numbers)
    return bool(told.filter(significance=Edition.Significance.MAJOR).exists())
