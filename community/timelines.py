"""Rules in time, computed from partial dates alone: what changes when, and how that is drawn."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from community.models.standing import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from community.fields import PartialDate
    from community.models import Edition, Notice

WIDTH = 1000  # of the drawing
BEFORE, MONTHS = 9, 27  # what is drawn: nine months back to the beginning of that quarter, then nine quarters
A_YEAR = 12
A_QUARTER = 3


class Turn(Enum):
    """What happens to a rule on a day."""

    STARTS = "starts"
    TRANSITION_ENDS = "transition-ends"
    ENDS = "ends"


@dataclass(frozen=True)
class Change:
    """That a notice starts or ceases to apply. `day` is the last day on which it still did, or the first on which it does."""

    day: date
    known: PartialDate
    turn: Turn
    notice: Notice


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


def changes(notices: Iterable[Notice], *, since: date, until: date) -> list[Change]:
    """Return what starts and ends between two days, both counted, in the order of days."""
    found = (change for notice in notices for change in _changes(notice) if since <= change.day <= until)
    return sorted(found, key=lambda change: (change.day, change.notice.pk, change.turn.value))


def split(found: Iterable[Change], today: date) -> tuple[list[Change], list[Change]]:
    """Return what is to come (today's ends are), soonest first, and what has happened, latest first."""
    listed = list(found)
    coming = [each for each in listed if each.day > today or (each.day == today and each.turn is not Turn.STARTS)]
    return coming, [each for each in reversed(listed) if each not in coming]


@dataclass(frozen=True)
class Step:
    """A date in the life of one notice, and whether it is past."""

    name: str
    known: PartialDate
    past: bool


def steps(edition: Edition, today: date) -> list[Step]:
    """Return the known dates of an edition in the order in which they come."""
    named = {
        "issued": edition.issued,
        "starts": edition.effective_from,
        "transition-starts": edition.transition_from,
        "transition-ends": edition.transition_until,
        "ends": edition.effective_until,
    }
    ends = {"transition-ends", "ends"}
    known = [
        Step(name, each, past=each.value < today if name in ends else (last_day(each) or today) <= today)
        for name, each in named.items()
        if each.value is not None
    ]
    return sorted(known, key=lambda step: last_day(step.known) or today)


def _changes(notice: Notice) -> Iterator[Change]:
    edition = notice.current
    if edition is None:
        return
    turns = {
        Turn.STARTS: edition.effective_from,
        Turn.TRANSITION_ENDS: edition.transition_until,
        Turn.ENDS: edition.effective_until,
    }
    for turn, known in turns.items():
        if known.value is not None:
            yield Change(known.value, known, turn, notice)


def _number(day: date) -> int:
    return day.year * A_YEAR + day.month - 1


def _month(number: int) -> date:
    return date(number // A_YEAR, number % A_YEAR + 1, 1)
