from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community import working_days
from community.models import AuditEntry, CalendarDay
from community.signals import working_days_changed
from community.working_days import Calendar, Due, closing

if TYPE_CHECKING:
    from typing import Any

    from community.models import User

# Made by hand from the State Council's notice for 2026. Spring Festival: off 15 to 23 February, worked on Saturdays 14 and
# 28 February. Mid-Autumn: off 25 to 27 September. National Day: off 1 to 7 October, worked on Sunday 20 September and
# Saturday 10 October. Sent on, working days promised, due at 18:00 on; then the days that count.
BY_HAND = """
2026-02-09  1  2026-02-10
2026-02-12  1  2026-02-13
2026-02-13  1  2026-02-14  the Saturday is worked
2026-02-14  1  2026-02-24  nine days off in between
2026-02-20  1  2026-02-24  sent in the middle of them
2026-02-11  5  2026-02-25  Feb 12 13 14 24 25
2026-02-13  5  2026-02-27  Feb 14 24 25 26 27
2026-02-14  5  2026-02-28  Feb 24 25 26 27 and Saturday 28
2026-02-24  5  2026-03-02  Feb 25 26 27 28, Mar 2
2026-02-06 15  2026-03-05  Feb 9 10 11 12 13 14 24 25 26 27 28, Mar 2 3 4 5
2026-09-18  1  2026-09-20  the Sunday is worked
2026-09-24  1  2026-09-28  Mid-Autumn in between
2026-09-30  1  2026-10-08  National Day in between
2026-09-28  5  2026-10-10  Sep 29 30, Oct 8 9 and Saturday 10
2026-09-29  5  2026-10-12  Sep 30, Oct 8 9 10 12
2026-10-01  5  2026-10-13  Oct 8 9 10 12 13
2026-09-18 15  2026-10-15  Sep 20 21 22 23 24 28 29 30, Oct 8 9 10 12 13 14 15
"""
TABLE = [tuple(line.split()[:3]) for line in BY_HAND.strip().splitlines()]
PLAIN = Calendar()


def at(day: str, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time(hour)))


@pytest.mark.parametrize(("sent", "days", "due"), TABLE)
@pytest.mark.parametrize("hour", [0, 10, 23])
def test_due_dates_over_spring_festival_and_national_day(sent: str, days: str, due: str, hour: int) -> None:
    assert PLAIN.due(at(sent, hour), int(days)) == Due(at(due, 18), provisional=False)


def test_a_year_nobody_has_announced_counts_weekends_only_and_says_so() -> None:
    assert PLAIN.due(at("2026-12-29"), 5) == Due(at("2027-01-05", 18), provisional=True)  # 30 31, Jan 1 4 5
    assert not PLAIN.due(at("2026-12-29"), 2).provisional
    announced = Calendar(days={date(2027, 1, 1): False, date(2027, 1, 2): True}, years=frozenset({2027}))
    assert announced.due(at("2026-12-29"), 5) == Due(at("2027-01-05", 18), provisional=False)  # 30 31, Jan 2 4 5


def test_the_table_of_the_admins_stands_above_the_published_calendar() -> None:
    storm = Calendar(days={date(2026, 9, 16): False, date(2026, 9, 19): True})
    assert PLAIN.due(at("2026-09-15"), 1).at == at("2026-09-16", 18)
    assert storm.due(at("2026-09-15"), 1).at == at("2026-09-17", 18)
    assert storm.due(at("2026-09-18"), 1).at == at("2026-09-19", 18)


def test_a_pause_takes_out_the_days_that_close_in_it() -> None:
    # Asked on Tuesday at 11, answered on Thursday at 9: Tuesday and Wednesday do not count.
    pause = (at("2026-03-10", 11), at("2026-03-12", 9))
    assert PLAIN.due(at("2026-03-09"), 5).at == at("2026-03-16", 18)
    assert PLAIN.due(at("2026-03-09"), 5, [pause]).at == at("2026-03-18", 18)
    within_a_day = (at("2026-03-10", 11), at("2026-03-10", 15))
    assert PLAIN.due(at("2026-03-09"), 5, [within_a_day]).at == at("2026-03-16", 18)


@given(
    start=st.builds(at, st.dates(date(2010, 1, 1), date(2026, 6, 1)).map(str), st.integers(0, 23)),
    days=st.integers(1, 20),
    away=st.timedeltas(timedelta(0), timedelta(days=30)),
)
def test_a_due_date_is_a_working_day_counts_right_and_never_comes_earlier_by_a_pause(
    start: datetime, days: int, away: timedelta
) -> None:
    due = PLAIN.due(start, days)
    day = timezone.localdate(due.at)
    assert PLAIN.is_workday(day)
    assert due.at == closing(day) > start
    assert PLAIN.between(closing(timezone.localdate(start)) + timedelta(seconds=1), due.at + timedelta(seconds=1)) == days
    assert PLAIN.due(start, days, [(start, start + away)]).at >= due.at
    assert PLAIN.due(start, days + 1).at > due.at


def test_an_admin_edits_the_table_and_whoever_promised_by_it_is_told(
    cast: dict[str, User], django_capture_on_commit_callbacks: Any
) -> None:
    told: list[object] = []

    def hear(**given: object) -> None:
        told.append(given["signal"])

    working_days_changed.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            day = working_days.set_day(date(2027, 2, 6), works=True, note="Make-up", by=cast["admin"])
            working_days.declare(2027, source="https://www.gov.cn/", by=cast["admin"])
        assert working_days.calendar() == Calendar(days={date(2027, 2, 6): True}, years=frozenset({2027}))
        with django_capture_on_commit_callbacks(execute=True):
            working_days.take_out(day, by=cast["admin"])
    finally:
        working_days_changed.disconnect(hear)
    assert len(told) == 3
    assert not CalendarDay.objects.exists()
    verbs = AuditEntry.objects.filter(verb__startswith="calendar").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["calendar.day_set", "calendar.year_declared", "calendar.day_taken_out"]
