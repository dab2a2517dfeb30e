"""Taking a notice back: withdrawn with an explanation, archived as history, or gone because it was published in error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from community import announcing, enclosing, indexing, states
from community.models import Change
from community.models.contact import Language
from community.refusals import Unexplained

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import Edition, User


def withdraw(edition: Edition, *, because: Mapping[str, str], by: User) -> Edition:
    """Tell readers that a notice no longer counts. It stays at its address, with the reason in both languages."""
    return _take_back(edition, states.WITHDRAW, because=because, by=by)


def archive(edition: Edition, *, by: User) -> Edition:
    """Take a notice out of lists and search; at its address it stays to be read, marked as history."""
    return _take_back(edition, states.ARCHIVE, because=None, by=by)


def erase(edition: Edition, *, because: Mapping[str, str], by: User) -> Edition:
    """Take away words that should never have been public. Their address says so, with the reason in both languages."""
    return _take_back(edition, states.ERASE, because=because, by=by)


def _take_back(edition: Edition, move: states.Move, *, because: Mapping[str, str] | None, by: User) -> Edition:
    with transaction.atomic():
        edition = states.begin(edition, move, by=by)
        if because is not None and not all(because.get(code, "").strip() for code in Language.values):
            raise Unexplained
        for code in Language.values:
            setattr(edition, f"ended_because_{code.replace('-', '_')}", (because or {}).get(code, "").strip())
        edition.ended_by, edition.ended_at = by, timezone.now()
        states.end(edition, move, "ended_by", "ended_at", "ended_because_en", "ended_because_zh_hans", by=by)
        edition.notice.current = edition
        if move is states.ERASE:
            enclosing.withhold(edition, by=by)
        indexing.put_notice(edition.notice)
        if because is not None:
            announcing.note(edition, Change.Kind.TAKEN_BACK)
            announcing.stop(edition.notice)
    return edition
