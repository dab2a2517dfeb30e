"""A waiting list that has something to show: one party passed over with its reason, the resident with an offer, one behind."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from community.models import Contact
from events import lining_up, offering, registering
from events.models import EventDate, Registration, WaitlistEntry
from portal.demo.cast import CAST

if TYPE_CHECKING:
    from datetime import datetime

FULL = "biyun-cooking-kung-pao"


def line_up(guests: list[Contact], now: datetime) -> None:
    """Let three parties wait for the full cooking class, and one of its parties of two give its seats back."""
    date = EventDate.objects.select_related("event").filter(event__slug=FULL).first()
    resident = Contact.objects.filter(email=CAST[0].email).first()
    if date is None or resident is None or WaitlistEntry.objects.filter(date=date).exists():
        return
    for contact, seats in ((guests[-1], 3), (resident, 2), (guests[-2], 1)):
        lining_up.join(date, contact=contact, seats=seats, key=uuid4())
    leaving = Registration.objects.live().filter(date=date, seats=2).select_related("date", "contact").first()
    if leaving is not None:
        registering.give_up(leaving, now=now)
        offering.offer_seats(date, now=now)
