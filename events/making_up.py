"""Dates that make up for one that was called off: who is told of them, and what they keep.

Seats do not move along, because another day suits other people. But everybody who had or awaited seats is told at the same
moment, and in the new date's waiting list their time counts from when they first signed up: a typhoon costs nobody a turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from community import notifying
from events import absences, letters
from events.models import EventDate, Registration, WaitlistEntry

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Contact
    from events.models.registration import RegistrationQuerySet
    from events.models.waiting import WaitlistEntryQuerySet

State = WaitlistEntry.State


def tell(date: EventDate) -> int:
    """Tell those who had or awaited seats of the date that this one makes up for, each once; return how many."""
    called_off = date.makes_up_for
    if called_off is None or called_off.cancelled_at is None or not date.event.is_published:
        return 0
    seated = _seated(called_off).select_related("contact").order_by("pk")
    waited = _waited(called_off).select_related("contact").order_by("pk")
    told = 0
    for party in [*seated, *waited]:  # who had seats first: if they waited for more as well, the key is used then
        words = letters.make_up(date, had_seats=isinstance(party, Registration))
        key = f"make-up-{date.pk}-contact-{party.contact_id}"
        told += notifying.queue(words, to=party.contact, key=key, language=party.language) is not None
    return told


def finish() -> int:
    """Tell those whom a killed process left untold; return how many."""
    coming = EventDate.objects.published().filter(makes_up_for__isnull=False, starts_at__gt=timezone.now(), cancelled_at=None)
    return sum(tell(date) for date in coming.select_related("event__place", "place", "makes_up_for"))


def rank(date: EventDate, contact: Contact, now: datetime) -> datetime:
    """Return where somebody stands who joins the line of a date now: further back for missed events, ahead for the past."""
    usual = now + absences.setback(contact, now)
    return min(usual, _since(date).get(contact.pk, usual))


def may_come_before(entry: WaitlistEntry) -> int:
    """Return how many people may still join the line ahead of a party, because they were there before the call-off."""
    earlier = {contact for contact, since in _since(entry.date).items() if since < entry.queued_at}
    if not earlier:
        return 0
    here = {"date": entry.date_id, "contact__in": earlier}
    lines = (WaitlistEntry.objects.live().filter(**here), Registration.objects.live().filter(**here))
    return len(earlier.difference(*(there.values_list("contact_id", flat=True) for there in lines)))


def _since(date: EventDate) -> dict[int, datetime]:
    """Return since when each person had or awaited seats of the date that this one makes up for, by contact."""
    called_off = date.makes_up_for
    if called_off is None or called_off.cancelled_at is None:
        return {}
    moments = [
        *_seated(called_off).values_list("contact_id", "created_at"),
        *_waited(called_off).values_list("contact_id", "queued_at"),
    ]
    since: dict[int, datetime] = {}
    for contact, moment in moments:
        since[contact] = min(moment, since.get(contact, moment))
    return since


def _seated(called_off: EventDate) -> RegistrationQuerySet:
    """Return the registrations that a call-off ended, also those it has not come to yet."""
    ended = Q(state=Registration.State.CANCELLED, cancelled_at__gte=called_off.cancelled_at)
    return Registration.objects.filter(ended | Q(state__in=Registration.LIVE), date=called_off)


def _waited(called_off: EventDate) -> WaitlistEntryQuerySet:
    """Return the places in line that a call-off ended, also those it has not come to yet; not those never confirmed."""
    ended = Q(state=State.CLOSED, ended_at__gte=called_off.cancelled_at)
    there = Q(state__in=[State.WAITING, State.OFFERED])
    return WaitlistEntry.objects.filter(ended | there, date=called_off, expires_at__isnull=True)
