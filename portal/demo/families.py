"""A family event on which much has happened: a reserve melted, a date lost to a typhoon and made up for, families in line.

Small, and all by the verbs: what the desk and the pages show of it is what they would show of a real one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from events import lining_up, offering, registering, restricting, scheduling
from events.models import AgeBand, EventDate, Registration

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Contact, User
    from events.models import Event

EVENT = "winter-biscuits-for-families"
CHILDREN = 6
ADULT, CHILD = AgeBand.ADULT, AgeBand.CHILD
WAITING = ((ADULT, ADULT, CHILD, CHILD, CHILD), (ADULT, CHILD, CHILD))
STORM = {"en": "The storm warning is orange for that day.", "zh-hans": "当日有大风橙色预警。"}


def gather(event: Event, guests: list[Contact], *, by: User | None, now: datetime) -> None:
    """Let it happen, right after the event was made."""
    first, second = event.dates.select_related("event").order_by("starts_at")[:2]
    restricting.add_limit(first, by=by, counts="children", places=CHILDREN, names={})
    restricting.melt_due()
    for contact, ages in zip(guests[20:], WAITING, strict=False):
        lining_up.join(first, contact=contact, seats=len(ages), ages=ages, key=uuid4())
    leaving = Registration.objects.live().filter(date=first, seats=3).select_related("date", "contact").first()
    if leaving is not None:  # too few seats for the first family, enough for the second
        registering.give_up(leaving, now=now)
        offering.offer_seats(first, now=now)
    _make_up(second, by=by)


def _make_up(date: EventDate, *, by: User | None) -> None:
    later = timedelta(weeks=1)
    scheduling.call_off(date.event, by=by, reason=STORM, date=date, cause=EventDate.Cause.TYPHOON)
    scheduling.set_date(
        date.event,
        by=by,
        starts_at=date.starts_at + later,
        ends_at=date.ends_at + later,
        capacity=date.capacity,
        makes_up_for=EventDate.objects.get(pk=date.pk),
    )
