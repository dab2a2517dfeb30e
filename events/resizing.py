"""Making a date smaller than what is taken: nobody is dropped silently, the organiser chooses what happens to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing, notifying
from events import counting, emails, offering, registering, scheduling
from events.models import EventDate, Registration, WaitlistEntry

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import User


class Way(models.TextChoices):
    """What happens to the parties that have no room any more."""

    KEEP = "keep", _("Everyone keeps their seats; no more are given out")
    WAIT = "wait", _("The latest parties go to the head of the waiting list")
    CALL_OFF = "call_off", _("The latest parties are called off")


def without_room(date: EventDate, capacity: int) -> list[Registration]:
    """Return the latest parties, so many as have to go for a capacity; seats offered to those who wait stay offered."""
    parties = Registration.objects.live().filter(date=date).exclude(
        source=Registration.Source.WAITLIST, state=Registration.State.HELD
    )  # fmt: skip
    going, taken = [], date.seats_taken
    for party in parties.select_related("contact", "date__event__place", "date__place").order_by("-created_at", "-pk"):
        if taken <= capacity:
            break
        going.append(party)
        taken -= party.seats
    return going


def shrink(date: EventDate, *, capacity: int, way: str, by: User | None) -> int:
    """Make a date smaller in the chosen way, each party told once; return how many lost their seats.

    The date closes to others first, then each party ends in a transaction of its own, as when a date is called off. Its
    seats go with it; what is left over of the last party's seats is free.
    """
    now = timezone.now()
    _resize(date, capacity)
    date.refresh_from_db()
    going = [] if way == Way.KEEP else without_room(date, capacity)
    for party in going:
        _end(party, capacity, waits=way == Way.WAIT, now=now)
    with transaction.atomic():
        _resize(date, capacity)
        values = {"date": date.key, "capacity": capacity, "way": way, "parties": len(going)}
        auditing.record("event.date_shrunk", date.event, by=by, body=date.event.body, values=values)
    return len(going)


@transaction.atomic
def _resize(date: EventDate, capacity: int) -> None:
    """Bring the capacity as far down as what is taken lets it."""
    locked = counting.lock(date)
    locked.capacity = max(capacity, locked.seats_taken)
    locked.minimum, locked.door_reserve = min(locked.minimum, capacity), min(locked.door_reserve, capacity)
    locked.save(update_fields=["capacity", "minimum", "door_reserve"])
    scheduling.keep_reserves(locked)


def _end(party: Registration, capacity: int, *, waits: bool, now: datetime) -> None:
    with transaction.atomic():
        waits = waits and party.is_confirmed and not WaitlistEntry.objects.live().filter(
            date=party.date_id, contact=party.contact_id
        ).exists()  # fmt: skip
        if not registering.give_up(party, now=now, down_to=capacity):
            return
        words = emails.waits_again(party) if waits else emails.no_room(party)
        notifying.queue(words, to=party.contact, key=f"registration-{party.pk}-no-room", language=party.language)
        if waits:
            WaitlistEntry.objects.create(
                date_id=party.date_id, contact_id=party.contact_id, language=party.language, state=WaitlistEntry.State.WAITING,
                seats=party.seats, least=party.seats, joined_at=now, placed_at=now, queued_at=party.created_at,
            )  # fmt: skip
            offering.mark(counting.lock_date(party.date_id), now)
