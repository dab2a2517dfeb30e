"""The clock of offers, checked against the plain definition: minute by minute, only waking ones count."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import waking

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "hours", "then"),
    [
        ("2026-12-01 09:00", 4, "2026-12-01 13:00"),
        ("2026-12-01 03:00", 1, "2026-12-01 09:00"),  # the clock waits for the morning
        ("2026-12-01 21:00", 1, "2026-12-02 08:30"),  # half an hour tonight, half tomorrow
        ("2026-12-01 22:00", 4, "2026-12-02 12:00"),
        ("2026-12-01 08:00", 13.5, "2026-12-01 21:30"),
        ("2026-12-01 08:01", 13.5, "2026-12-02 08:01"),
        ("2026-12-31 20:30", 27, "2027-01-02 20:30"),
    ],
)
def test_time_to_answer_runs_in_waking_hours(now: str, hours: float, then: str) -> None:
    assert waking.after(at(now), timedelta(hours=hours)) == at(then)


@pytest.mark.parametrize(
    ("days_away", "patience"),
    [(30, 12), (3, 12), (2, 4), (0.5, 1), (0.1, 1 / 3)],
)
def test_the_clock_is_shorter_near_the_date(days_away: float, patience: float) -> None:
    now = at("2026-12-01 08:00")
    starts_at = now + timedelta(days=days_away)
    assert waking.deadline(now, starts_at=starts_at, closes_at=starts_at) == now + timedelta(hours=patience)


def test_an_offer_never_outlives_registration() -> None:
    now = at("2026-12-01 22:00")
    closes_at = at("2026-12-02 07:30")
    assert waking.deadline(now, starts_at=at("2026-12-02 08:00"), closes_at=closes_at) == closes_at


MINUTE = timedelta(minutes=1)


@settings(max_examples=40, deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda moment: moment.replace(second=0, microsecond=0)),  # noqa: DTZ001  # made local below
    st.integers(1, 900),
)
def test_exactly_so_many_waking_minutes_pass(moment: datetime, minutes: int) -> None:
    start = moment.replace(tzinfo=SHANGHAI)
    end = waking.after(start, minutes * MINUTE)
    span = int((end - start) / MINUTE)
    assert sum(1 for passed in range(span) if waking.is_awake(start + passed * MINUTE)) == minutes
    assert waking.is_awake(end - MINUTE)  # the last minute to answer is a waking one
