"""Working days as the State Council arranges them each year, make-up Saturdays and Sundays included.

Three layers, the upper wins: days entered by alliance admins, the published calendar (`chinesecalendar`, which knows
announced years only), and plain weeks. What reaches into a year nobody has announced is provisional and says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

import chinese_calendar
from chinese_calendar.constants import holidays
from django.db import transaction
from django.utils import timezone

from community import auditing
from community.models import CalendarDay, CalendarYear
from community.signals import working_days_changed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from community.models import User

    Span = tuple[datetime, datetime | None]

CLOSE_OF_BUSINESS = time(18)
OPENING = time(9)
FRIDAY = 4
DAY = timedelta(days=1)
PUBLISHED = range(min(holidays).year, max(holidays).year + 1)


class Due(NamedTuple):
    """A moment at which a working day closes, and whether it may still move because a year is not announced."""

    at: datetime
    provisional: bool


@dataclass(frozen=True)
class Calendar:
    """The working calendar as it is known at one moment."""

    days: Mapping[date, bool] = field(default_factory=dict)  # entered by hand
    years: frozenset[int] = frozenset()  # declared complete by hand

    def knows(self, year: int) -> bool:
        """Tell whether the holidays of a year are announced."""
        return year in PUBLISHED or year in self.years

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on a day; in a year that is not announced, whether it is no weekend."""
        if day in self.days:
            return self.days[day]
        return bool(chinese_calendar.is_workday(day)) if day.year in PUBLISHED else day.weekday() <= FRIDAY

    def holiday_on(self, day: date) -> str:
        """Return the English name of the holiday a day belongs to; empty on workdays and plain weekends."""
        if self.is_workday(day):
            return ""
        named = chinese_calendar.get_holiday_detail(day)[1] if day.year in PUBLISHED else None
        return named or ("Holiday" if day in self.days else "")

    def is_made_up(self, day: date) -> bool:
        """Tell whether offices work on a day although it is a Saturday or Sunday."""
        return day.weekday() > FRIDAY and self.is_workday(day)

    def due(self, start: datetime, days: int, pauses: Sequence[Span] = ()) -> Due:
        """Return the close of the n-th working day after the day of `start`, which itself never counts.

        A working day counts when its close of business lies in no pause. An open pause has no end: ask `pauses` for it
        first, because nothing is due while it lasts.
        """
        day, left, provisional = timezone.localdate(start), days, False
        while left:
            day += DAY
            provisional = provisional or not self.knows(day.year)
            if self.is_workday(day) and not any(begun <= closing(day) < ended for begun, ended in pauses if ended):
                left -= 1
        return Due(closing(day), provisional)

    def after(self, moment: datetime, days: int) -> datetime:
        """Return the close of the n-th working day after a moment."""
        return self.due(moment, days).at

    def morning_of(self, moment: datetime) -> datetime:
        """Return when offices open on the day of a moment."""
        return timezone.make_aware(datetime.combine(timezone.localdate(moment), OPENING))

    def between(self, start: datetime, end: datetime) -> int:
        """Return how many working days closed between two moments."""
        day, count = timezone.localdate(start), 0
        while closing(day) < end:
            count += closing(day) >= start and self.is_workday(day)
            day += DAY
        return count


def closing(day: date) -> datetime:
    """Return when offices close on a day."""
    return timezone.make_aware(datetime.combine(day, CLOSE_OF_BUSINESS))


def calendar() -> Calendar:
    """Return the calendar as the tables have it now."""
    return Calendar(
        days=dict(CalendarDay.objects.values_list("day", "works")),
        years=frozenset(CalendarYear.objects.values_list("year", flat=True)),
    )


def set_day(day: date, *, works: bool, note: str, by: User) -> CalendarDay:
    """Enter a day that differs from the published calendar."""
    with transaction.atomic():
        made = CalendarDay.objects.create(day=day, works=works, note=note, by=by)
        auditing.record("calendar.day_set", made, by=by, values={"day": str(day), "works": works})
        transaction.on_commit(_tell)
    return made


def take_out(day: CalendarDay, *, by: User) -> None:
    """Let the published calendar decide about a day again."""
    with transaction.atomic():
        auditing.record("calendar.day_taken_out", day, by=by, values={"day": str(day.day), "works": day.works})
        day.delete()
        transaction.on_commit(_tell)


def declare(year: int, *, source: str, by: User) -> CalendarYear:
    """Declare that every day of a year that differs is in the table: what was provisional is computed anew."""
    with transaction.atomic():
        made, _new = CalendarYear.objects.get_or_create(year=year, defaults={"source": source, "by": by})
        auditing.record("calendar.year_declared", made, by=by, values={"year": year, "source": source})
        transaction.on_commit(_tell)
    return made


def _tell() -> None:
    working_days_changed.send(sender=Calendar)
