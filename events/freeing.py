"""Seats that come free. Every path on which a date gets room again ends in `freed`; nothing else tells the queue.

Those paths: a registration ends (cancelled, lapsed, called off), a party shrinks, a hold ends, the capacity or a limit
grows, a reserve melts. tests/events/test_freeing.py lists them and fails when one goes its own way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events import counting, queueing
from events.models import EventDate

if TYPE_CHECKING:
    from datetime import datetime

    from events.models import Registration


def give_back(registration: Registration, *, now: datetime, seats: int | None = None, down_to: int | None = None) -> None:
    """Give a party's seats back, all of them or some, in the transaction that ended or shrank it.

    With `down_to` the date shrinks by them, as far as that. What it had of the date's limits goes back with all of them;
    who shrinks a party counts it anew (`counting`).
    """
    if seats is None:
        counting.release(registration)
    let_go(registration.date, registration.seats if seats is None else seats, now=now, down_to=down_to)


def let_go(date: EventDate, seats: int, *, now: datetime, down_to: int | None = None) -> None:
    """Give seats of a date back that were held or more than are needed; with `down_to` it shrinks by them."""
    EventDate.objects.free_seats(date.pk, seats, down_to=down_to)
    freed(date, now=now)


def freed(date: EventDate, *, now: datetime) -> None:
    """Note, in the caller's transaction, that seats of a date may have come free: whoever waits is looked at next.

    The caller has written the date's row just before and so holds it.
    """
    EventDate.objects.filter(pk=date.pk, cancelled_at__isnull=True).update(freed_at=now)
    queueing.kick()
