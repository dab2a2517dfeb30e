"""Keeps what is known of a translation: from which edition it was made and who checked it, or who did without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.models import Edition, TranslationState
from community.models.contact import Language
from community.models.reading import TRANSLATED

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import User

COMPARED = [field for field in TRANSLATED if field != "change_note"]  # a note speaks of an edition, it is not its text


def settle(edition: Edition, *, previous: Edition | None, by: User, decided_as: str, now: datetime) -> None:
    """Note the state of every translation of an edition that is being published.

    A language without all the words is noted as absent, in the name of who decided to do without it.
    """
    source = edition.notice.source_language
    for language in Language.values:
        if language == source:
            continue
        if edition.has_words_in(language):
            TranslationState.objects.create(
                edition=edition,
                language=language,
                kind=TranslationState.Kind.HUMAN,
                based_on=_made_from(edition, language, previous=previous),
                checked_by=by,
                checked_at=now,
            )
        else:
            TranslationState.objects.create(
                edition=edition,
                language=language,
                kind=TranslationState.Kind.ABSENT,
                decided_by=by,
                decided_at=now,
                decided_as=decided_as,
            )


def _made_from(edition: Edition, language: str, *, previous: Edition | None) -> Edition:
    """Return the edition whose source the words in `language` follow: an earlier one where a change was not taken over."""
    if previous is None:
        return edition
    before = TranslationState.objects.filter(edition=previous, language=language, based_on__isnull=False).first()
    if before is None:
        return edition
    source = _changed(previous, edition, edition.notice.source_language)
    translated = _changed(previous, edition, language)
    left_behind = source - translated and edition.significance != Edition.Significance.TYPOGRAPHIC
    if left_behind or (before.is_behind and not translated):
        return before.based_on or previous
    return edition


def _changed(earlier: Edition, later: Edition, language: str) -> set[str]:
    return {field for field in COMPARED if earlier.words(field, language) != later.words(field, language)}


def readers_should_know(state: TranslationState) -> bool:
    """Tell whether the source had a major change that this translation does not follow."""
    if not state.is_behind or state.based_on is None:
        return False
    since = Edition.objects.filter(
        notice_id=state.edition.notice_id, number__gt=state.based_on.number, number__lte=state.edition.number
    )
    return bool(since.filter(significance=Edition.Significance.MAJOR).exists())
