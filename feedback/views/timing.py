"""How the clocks of a suggestion are told: the promise to its writer, and to staff each clock and where the time went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback import clocks
from feedback.models import Clock

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from feedback.models import Suggestion

HOUR, DAY = 3600, 86400


def promise(suggestion: Suggestion, now: datetime) -> dict[str, Any] | None:
    """Return by when an answer was promised, and how that stands; nothing once there is one. Reads what was prefetched."""
    running = [clock for clock in suggestion.clocks.all() if clock.is_running and clock.kind != Clock.Kind.CONTACT]
    if not running:
        return None
    clock = running[-1]
    return {
        "due_at": clock.due_at,
        "days": clock.days,
        "is_provisional": clock.provisional and not clock.is_paused,
        "is_paused": clock.is_paused,
        "is_overdue": clock.is_overdue(now),
        "is_review": clock.kind == Clock.Kind.REVIEW,
    }


def rows(suggestion: Suggestion, now: datetime) -> list[dict[str, Any]]:
    """Return each clock with how it stands, the running ones first."""
    found = sorted(suggestion.clocks.all(), key=lambda clock: (not clock.is_running, -clock.round, clock.kind))
    return [_row(clock, now) for clock in found]


def _row(clock: Clock, now: datetime) -> dict[str, Any]:
    if clock.is_paused:
        text, colour = _("paused"), "gold"
    elif clock.is_overdue(now):
        text, colour = _("overdue"), "brick"
    elif clock.is_running:
        text, colour = _("running"), "blue"
    else:
        text, colour = (_("kept"), "green") if clock.was_kept else (_("not kept"), "brick")
    return {"clock": clock, "text": text, "colour": colour}


def parts(suggestion: Suggestion, now: datetime) -> list[tuple[str, str]]:
    """Return where the time went: in all rounds, in each where there are several, with the writer, in translation."""
    spent = clocks.spent(suggestion, now)
    told = [(_("With the offices, in all"), lasted(spent.total))]
    if len(spent.rounds) > 1:
        told += [(_("Round %(number)s") % {"number": number}, lasted(one)) for number, one in enumerate(spent.rounds, start=1)]
    if spent.with_writer:
        told.append((_("of it, waiting for the writer"), lasted(spent.with_writer)))
    if spent.in_translation:
        told.append((_("of it, in translation"), lasted(spent.in_translation)))
    return told


def lasted(span: timedelta) -> str:
    """Return a length of time in days, or in hours where it is less than two days."""
    seconds = int(span.total_seconds())
    if seconds < HOUR:
        return _("less than an hour")
    if seconds < 2 * DAY:
        return ngettext("%(number)s hour", "%(number)s hours", seconds // HOUR) % {"number": seconds // HOUR}
    return ngettext("%(number)s day", "%(number)s days", seconds // DAY) % {"number": seconds // DAY}
