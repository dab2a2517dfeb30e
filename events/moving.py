"""Moving a date to another time or place: one act that tells everyone who holds or awaits seats, once, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from community import auditing, linking, notifying
from events import checking_in, counting, emails, letters, registering
from events.models import EventDate, Move, Registration, WaitlistEntry
from events.refusals import AlreadyThere, NothingMoves, Settled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from community.models import Place, User


def move(
    date: EventDate,
    *,
    by: User | None,
    starts_at: datetime,
    ends_at: datetime,
    place: Place | None,
    cause: str,
    reason: Mapping[str, str],
) -> int:
    """Move a coming date; everyone keeps their seats and is told, and calendars follow. Return how many were told.

    `place` None is the event's own. Raises Settled (it has begun or was called off), NothingMoves, AlreadyThere.
    """
    now = timezone.now()
    try:
        with transaction.atomic():
            # A write, not only a lock: whoever registers at this moment reads the new time in the confirmation.
            locked = counting.lock(date)
            if locked.is_cancelled or locked.has_started(now) or starts_at <= now:
                raise Settled
            moved = _write(locked, starts_at=starts_at, ends_at=ends_at, place=place)
            date.limits.filter(melts_at__isnull=False).update(melts_at=F("melts_at") + (starts_at - date.starts_at))
            checking_in.move_doors(date, later=starts_at - date.starts_at)
            words = {f"reason_{code.replace('-', '_')}": text for code, text in reason.items()}
            row = Move.objects.create(date=date, cause=cause, moved_at=now, moved_by=by, **moved, **words)
            values = {"date": date.key, "cause": cause}
            auditing.record("event.date_moved", date.event, by=by, body=date.event.body, values=values)
    except IntegrityError as error:
        if registering.violated(error) == "event_date_once":
            raise AlreadyThere from error
        raise
    return _tell(row)


def finish_moves() -> int:
    """Tell those whom a killed process left untold; return how many."""
    return sum(_tell(row) for row in Move.objects.filter(told_at__isnull=True).select_related("date__event"))


def _write(date: EventDate, *, starts_at: datetime, ends_at: datetime, place: Place | None) -> dict[str, object]:
    """Write the new time and place, registration closing as long before the start as it did; return what was."""
    was: dict[str, object] = {
        "from_starts_at": date.starts_at, "from_ends_at": date.ends_at, "from_place_id": date.place_id,
    }  # fmt: skip
    if (date.starts_at, date.ends_at, date.place_id) == (starts_at, ends_at, place.pk if place else None):
        raise NothingMoves
    later = starts_at - date.starts_at
    changes = {name: value + later for name in ("closes_at", "decide_at") if (value := getattr(date, name))}
    opens_at = min(date.opens_at, starts_at) if date.opens_at else None
    EventDate.objects.filter(pk=date.pk).update(
        starts_at=starts_at, ends_at=ends_at, place=place, opens_at=opens_at, sequence=F("sequence") + 1, **changes
    )
    return was


def _tell(row: Move) -> int:
    """Queue a mail to each party that held seats when it was moved; the keys keep it to one each."""
    told = 0
    parties = Registration.objects.live().filter(date=row.date_id, created_at__lte=row.moved_at).order_by("pk")
    for registration in parties.select_related("contact", "date__event__place", "date__place").iterator(chunk_size=200):
        told += registering.write_to(
            registration,
            lambda party, token: emails.moved(party, token, row),
            key=f"move-{row.pk}-registration-{registration.pk}",
        )
    line = WaitlistEntry.objects.filter(date=row.date_id, state=WaitlistEntry.State.WAITING, joined_at__lte=row.moved_at)
    for entry in line.for_listing().order_by("pk").iterator(chunk_size=200):
        told += _tell_waiting(entry, row)
    Move.objects.filter(pk=row.pk).update(told_at=timezone.now())
    return told


@transaction.atomic
def _tell_waiting(entry: WaitlistEntry, row: Move) -> bool:
    """Tell a party in line; who holds an offer is told with those who hold seats."""
    token = linking.make("waitlist", entry, expires_at=entry.date.ends_at)
    words, key = letters.place_moved(entry, token, row), f"move-{row.pk}-waitlist-{entry.pk}"
    return notifying.queue(words, to=entry.contact, key=key, language=entry.language) is not None
