"""The clock of offers: it runs while people are awake, 08:00 to 21:30 in Shanghai, and is shorter the nearer the date."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

OPENS, ENDS = time(8, 0), time(21, 30)

# While the date is at least so far away, a party has so much waking time to answer.
PATIENCE: tuple[tuple[timedelta, timedelta], ...] = (
    (timedelta(days=3), timedelta(hours=12)),
    (timedelta(days=1), timedelta(hours=4)),
    (timedelta(hours=6), timedelta(hours=1)),
    (timedelta(0), timedelta(minutes=20)),
)


def deadline(now: datetime, *, starts_at: datetime, closes_at: datetime) -> datetime:
    """Return until when an offer made now is held: its patience counted in waking time, never past the close."""
    away = starts_at - now
    patience = next((span for distance, span in PATIENCE if away >= distance), PATIENCE[-1][1])
    return min(after(now, patience), closes_at)


def after(moment: datetime, span: timedelta) -> datetime:
    """Return the moment at which so much waking time has passed."""
    at = timezone.localtime(moment)
    while True:
        opens, ends = _hours(at)
        at = max(at, opens)
        if at < ends and at + span <= ends:
            return at + span
        span -= max(ends - at, timedelta(0))
        at = _midnight(at + timedelta(days=1))


def is_awake(moment: datetime) -> bool:
    """Tell whether the clock runs at a moment."""
    return OPENS <= timezone.localtime(moment).time() < ENDS


def _hours(at: datetime) -> tuple[datetime, datetime]:
    day = at.date()
    return timezone.make_aware(datetime.combine(day, OPENS)), timezone.make_aware(datetime.combine(day, ENDS))


def _midnight(at: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(at.date(), time()))
