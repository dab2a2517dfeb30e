"""Rules in time, computed from partial dates alone: what changes when, and how that is drawn."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from community.models.standing import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from community.fields import PartialDate
    from community.models import Edition, Notice, Supersession

WIDTH = 1000  # of the drawing
BEFORE, MONTHS = 9, 27  # what is drawn: nine months back to the beginning of that quarter, then nine quarters
A_YEAR = 12
A_QUARTER = 3


class Turn(Enum):
    """What happens to a rule on a day."""

    STARTS = "starts"
    TRANSITION_ENDS = "transition-ends"
    ENDS = "ends"
    REPLACED = "replaced"
    PARTLY_REPLACED = "partly-replaced"


LAST_DAYS = {Turn.TRANSITION_ENDS, Turn.ENDS}  # they still count today


@dataclass(frozen=True)
class Change:
    """That a notice starts or ceases to apply. `day` is the last day on which it still did, or the first on which it does."""

    day: date
    known: PartialDate
    turn: Turn
    notice: Notice
    by: Notice | None = None  # what takes its place


@dataclass(frozen=True)
class Bar:
    """A piece of a row: where it begins and how wide it is, in the drawing's own measure."""

    left: int
    width: int


@dataclass(frozen=True)
class Window:
    """The months that are drawn; every month is as wide as the others."""

    first: date
    months: int = MONTHS

    @classmethod
    def around(cls, today: date) -> Window:
        """Return the months around a day, from the beginning of a quarter."""
        month = today.year * A_YEAR + today.month - 1 - BEFORE
        month -= month % A_QUARTER
        return cls(_month(month))

    @property
    def last(self) -> date:
        """Return the last day that is drawn."""
        return _month(_number(self.first) + self.months) - timedelta(days=1)

    @property
    def quarters(self) -> list[date]:
        """Return the first day of each quarter."""
        return [_month(_number(self.first) + each) for each in range(0, self.months, A_QUARTER)]

    def across(self, day: date) -> int:
        """Return where a day stands, held within the drawing."""
        length = calendar.monthrange(day.year, day.month)[1]
        months = _number(day) - _number(self.first) + (day.day - 1) / length
        return max(0, min(WIDTH, round(WIDTH * months / self.months)))

    def bar(self, begins: date | None, ends: date | None) -> Bar | None:
        """Return what is drawn of a span whose last day is `ends`, None where none of it is in sight."""
        if (begins and begins > self.last) or (ends and ends < self.first):
            return None
        left = self.across(begins) if begins else 0
        right = self.across(ends + timedelta(days=1)) if ends and ends < self.last else WIDTH
        return Bar(left, max(right - left, 2))


def changes(
    notices: Iterable[Notice], *, since: date, until: date, replaced: Mapping[int, Sequence[Supersession]] | None = None
) -> list[Change]:
    """Return what starts, ends and is replaced between two days, both counted, in the order of days.

    `replaced` says by the notice's id what takes its place; from then on its own dates mean nothing any more.
    """
    said = replaced or {}
    found = (each for notice in notices for each in _changes(notice, said.get(notice.pk, ())) if since <= each.day <= until)
    return sorted(found, key=lambda change: (change.day, change.notice.pk, change.turn.value))


def split(found: Iterable[Change], today: date) -> tuple[list[Change], list[Change]]:
    """Return what is to come (today's ends are), soonest first, and what has happened, latest first."""
    listed = list(found)
    coming = [each for each in listed if each.day > today or (each.day == today and each.turn in LAST_DAYS)]
    return coming, [each for each in reversed(listed) if each not in coming]


@dataclass(frozen=True)
class Step:
    """A date in the life of one notice, and whether it is past."""

    name: str
    known: PartialDate
    past: bool


def replaced_on(said: Iterable[Supersession]) -> date | None:
    """Return the first day on which another notice stands wholly in the place of one, None where no such day is known."""
    return min((each.begins.value for each in said if not each.partly and each.begins.value), default=None)


def steps(edition: Edition, today: date, replaced: Iterable[Supersession] = ()) -> list[Step]:
    """Return the known dates of an edition in the order in which they come, with the day on which another one takes its place."""
    named = {
        "issued": edition.issued,
        "starts": edition.effective_from,
        "transition-starts": edition.transition_from,
        "transition-ends": edition.transition_until,
        "ends": edition.effective_until,
    }
    named |= {"partly-replaced" if each.partly else "replaced": each.begins for each in replaced}
    ends = {"transition-ends", "ends"}
    known = [
        Step(name, each, past=each.value < today if name in ends else (last_day(each) or today) <= today)
        for name, each in named.items()
        if each.value is not None
    ]
    return sorted(known, key=lambda step: last_day(step.known) or today)


def _changes(notice: Notice, replaced: Sequence[Supersession]) -> Iterator[Change]:
    edition, over = notice.current, replaced_on(replaced)
    if edition is None:
        return
    turns = {
        Turn.STARTS: edition.effective_from,
        Turn.TRANSITION_ENDS: edition.transition_until,
        Turn.ENDS: edition.effective_until,
    }
    for turn, known in turns.items():
        if known.value is not None and (over is None or known.value < over):
            yield Change(known.value, known, turn, notice)
    for said in replaced:
        if said.begins.value is not None:
            turn = Turn.PARTLY_REPLACED if said.partly else Turn.REPLACED
            yield Change(said.begins.value, said.begins, turn, notice, by=said.later)


def _number(day: date) -> int:
    return day.year * A_YEAR + day.month - 1


def _month(number: int) -> date:
    return date(number // A_YEAR, number % A_YEAR + 1, 1)
