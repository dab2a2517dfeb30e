"""Works out the dates of a series from its rule. Pure: nothing is written; `scheduling.add_series` does that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateutil import rrule
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.working_days import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

LONGEST = 60  # dates that one rule may make
HOLIDAYS = {
    "New Year's Day": _("New Year's Day"),
    "Spring Festival": _("Spring Festival"),
    "Tomb-sweeping Day": _("Tomb-sweeping Day"),
    "Labour Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "National Day": _("National Day"),
    "Mid-autumn Festival": _("Mid-autumn Festival"),
    "Holiday": _("Holiday"),
}


class Every(models.TextChoices):
    """How often it repeats."""

    DAY = "day", _("every day")
    WEEK = "week", _("every week")
    FORTNIGHT = "fortnight", _("every two weeks")
    MONTH = "month", _("every month, on the same weekday")


@dataclass(frozen=True)
class Rule:
    """The first date, how often it repeats, on which weekdays (0 is Monday; empty: as the first), and how many dates."""

    starts_at: datetime
    ends_at: datetime
    every: str
    count: int
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True)
class Planned:
    """One date of a series before it is made, with what an organiser should know about that day."""

    starts_at: datetime
    ends_at: datetime
    holiday: str = ""
    is_workday_made_up: bool = False  # a Saturday or Sunday on which the country works
    is_unannounced: bool = False  # the State Council has not yet published that year
    is_there: bool = False  # the event has a date that starts then

    @property
    def key(self) -> str:
        """Return what names it in the preview, as it will in addresses."""
        return f"{timezone.localtime(self.starts_at):%Y%m%d-%H%M}"

    @property
    def is_proposed(self) -> bool:
        """Tell whether it is ticked to begin with: not on holidays, and not twice."""
        return not self.holiday and not self.is_there


def plan(rule: Rule, *, there: Iterable[datetime] = (), calendar: Calendar | None = None) -> list[Planned]:
    """Return the dates that a rule gives, earliest first; `there` are the starts that the event has already.

    `calendar` says what is a holiday: the published one, unless the caller knows better.
    """
    had = set(there)
    length = rule.ends_at - rule.starts_at
    first = timezone.localtime(rule.starts_at).replace(tzinfo=None)
    starts = [timezone.make_aware(moment) for moment in _repeat(rule, first)]
    return [_planned(moment, length, had, calendar or Calendar()) for moment in starts]


def _repeat(rule: Rule, first: datetime) -> Iterable[datetime]:
    count = min(rule.count, LONGEST)
    match rule.every:
        case Every.DAY:
            return rrule.rrule(rrule.DAILY, dtstart=first, count=count)
        case Every.MONTH:
            nth = (first.day - 1) // 7 + 1
            day = rrule.weekday(first.weekday(), nth if nth <= 4 else -1)  # noqa: PLR2004  # a fifth one is the month's last
            return rrule.rrule(rrule.MONTHLY, dtstart=first, count=count, byweekday=day)
        case _:
            interval = 2 if rule.every == Every.FORTNIGHT else 1
            days = rule.weekdays or (first.weekday(),)
            return rrule.rrule(rrule.WEEKLY, dtstart=first, count=count, interval=interval, byweekday=days)


def _planned(starts_at: datetime, length: timedelta, had: set[datetime], calendar: Calendar) -> Planned:
    day = timezone.localdate(starts_at)
    holiday = calendar.holiday_on(day)
    return Planned(
        starts_at=starts_at,
        ends_at=starts_at + length,
        holiday=str(HOLIDAYS.get(holiday, holiday)),
        is_workday_made_up=calendar.is_made_up(day),
        is_unannounced=not calendar.knows(day.year) and day not in calendar.days,
        is_there=starts_at in had,
    )
