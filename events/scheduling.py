"""Preparing events, publishing them, calling them off. What the team does, each act on the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from community import auditing, filing
from events import checking_in, counting, drafting, freeing, indexing, making_up, registering
from events.models import Event, EventDate, Registration
from events.refusals import (
    AlreadyThere,
    Incomplete,
    MoveInstead,
    NothingMoves,
    SchedulingRefused,
    SeatsTaken,
    Settled,
    WithoutDate,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from community.models import File, User

__all__ = [
    "AlreadyThere",
    "Incomplete",
    "MoveInstead",
    "NothingMoves",
    "SchedulingRefused",
    "SeatsTaken",
    "Settled",
    "WithoutDate",
    "add_series",
    "call_off",
    "decide",
    "edit",
    "finish_call_offs",
    "keep_reserves",
    "missing_words",
    "publish",
    "remove_date",
    "set_date",
    "set_poster",
]

IN_CALENDARS = ("title", "place", "meeting_point", "summary")  # a change of these is one for calendars, too
GATED = ("title", "summary", "description")  # without these in both languages an event is not published


@transaction.atomic
def edit(event: Event, *, by: User | None, words: Mapping[str, Any], languages: Iterable[str] = ()) -> Event:
    """Change an event's words, place or picture."""
    changed = [name for name, value in words.items() if getattr(event, name) != value]
    for name in changed:
        setattr(event, name, words[name])
    event.save()
    drafting.set_languages(event, languages)
    if event.is_published:
        _show(event, by=by)
        if any(name.startswith(IN_CALENDARS) for name in changed):
            counting.lock_all(event.dates.all())
            event.dates.update(sequence=F("sequence") + 1)
    auditing.record("event.edited", event, by=by, body=event.body, fields=changed)
    return event


def set_date(
    event: Event,
    *,
    by: User | None,
    starts_at: datetime,
    ends_at: datetime,
    capacity: int,
    closes_at: datetime | None = None,
    date: EventDate | None = None,
    **own: Any,
) -> EventDate:
    """Add a date, or change one; `own` are what it has of its own (place, note, minimum …), by field.

    Raises SeatsTaken for a capacity below what is taken, MoveInstead for another time or place once someone holds a seat.
    """
    changes = {"starts_at": starts_at, "ends_at": ends_at, "capacity": capacity, "closes_at": closes_at, **own}
    try:
        with transaction.atomic():
            if date is None:
                date = EventDate.objects.create(event=event, **changes)
                keep_reserves(date)
            else:
                _change(date, changes)
            auditing.record("event.date_set", event, by=by, body=event.body, values={"date": date.key, "capacity": capacity})
    except IntegrityError as error:
        match registering.violated(error):
            case "event_date_never_oversold" if date is not None:
                raise SeatsTaken(EventDate.objects.get(pk=date.pk).seats_taken) from error
            case "event_date_once":
                raise AlreadyThere from error
        raise
    making_up.tell(date)
    return date


@transaction.atomic
def add_series(event: Event, *, by: User | None, moments: Iterable[tuple[datetime, datetime]], capacity: int) -> list[EventDate]:
    """Add a date for each of the moments as one act: all of them or, when one is there already (AlreadyThere), none."""
    return [set_date(event, by=by, starts_at=starts, ends_at=ends, capacity=capacity) for starts, ends in moments]


def decide(date: EventDate, *, by: User | None) -> None:
    """Decide that a date takes place although fewer people than needed have registered. Raises Settled."""
    now = timezone.now()
    with transaction.atomic():
        undecided = EventDate.objects.filter(pk=date.pk, takes_place_at=None, cancelled_at=None, starts_at__gt=now)
        if not undecided.update(takes_place_at=now, takes_place_by=by):
            raise Settled
        values = {"date": date.key, "minimum": date.minimum, "taken": date.seats_taken}
        auditing.record("event.date_decided", date.event, by=by, body=date.event.body, values=values)


def remove_date(date: EventDate, *, by: User | None) -> None:
    """Take away a date for which nobody ever registered. Raises SeatsTaken, or Settled when there are old registrations."""
    with transaction.atomic():
        taken = EventDate.objects.select_for_update().get(pk=date.pk).seats_taken
        if taken:
            raise SeatsTaken(taken)
        if date.registrations.exists() or date.check_ins.exists():
            raise Settled
        auditing.record("event.date_removed", date.event, by=by, body=date.event.body, values={"date": date.key})
        date.delete()


def missing_words(event: Event) -> list[str]:
    """Return the fields that block publication in both languages: empty in one of them, though filled in the other or due."""
    english, chinese = event.words_in("en"), event.words_in("zh-hans")
    return [
        name
        for name in Event.TRANSLATED
        if (name in GATED and not (english[name] and chinese[name])) or bool(english[name]) != bool(chinese[name])
    ]


@transaction.atomic
def publish(event: Event, *, by: User | None, in_one_language: bool = False) -> Event:
    """Show an event to everyone and open registration for its dates.

    Raises Incomplete unless both languages are there or `by` decides for one, WithoutDate, Settled.
    """
    now = timezone.now()
    if event.is_published:
        raise Settled
    missing = missing_words(event)
    if missing and not (in_one_language and _complete_in_one(event)):
        raise Incomplete(missing)
    if not event.dates.filter(starts_at__gt=now, cancelled_at__isnull=True).exists():
        raise WithoutDate
    event.published_at, event.published_by = now, by
    if missing:
        event.one_language_at, event.one_language_by = now, by
    event.save(update_fields=["published_at", "published_by", "one_language_at", "one_language_by"])
    _show(event, by=by)
    auditing.record("event.published", event, by=by, body=event.body, values={"in_one_language": bool(missing)})
    for date in event.dates.filter(makes_up_for__isnull=False, starts_at__gt=now).select_related("event__place", "place"):
        making_up.tell(date)  # whoever lost a date could not see this one before
    return event


def call_off(
    event: Event, *, by: User | None, reason: Mapping[str, str], date: EventDate | None = None, cause: str = EventDate.Cause.OTHER
) -> int:
    """Call off one date, or all dates that have not begun, and tell everyone who holds seats, once, in their language.

    Calendars follow by the date's sequence. `reason` maps language codes to words. Returns how many were told. Raises
    Settled when nothing is left to call off.
    """
    now = timezone.now()
    if not event.is_published:
        raise Settled
    with transaction.atomic():
        dates = event.dates.filter(starts_at__gt=now, cancelled_at__isnull=True)
        if date is not None:
            dates = dates.filter(pk=date.pk)
        counting.lock_all(dates)
        words = {f"cancellation_reason_{code.replace('-', '_')}": text for code, text in reason.items()}
        # From here on nobody gets a seat: who registers at this moment waits for the row and is then refused.
        stopped = dates.update(cancelled_at=now, cancelled_by=by, cancellation_cause=cause, sequence=F("sequence") + 1, **words)
        if not stopped:
            raise Settled
        if date is None or not event.dates.filter(cancelled_at__isnull=True).exists():
            Event.objects.filter(pk=event.pk).update(cancelled_at=now, cancelled_by=by, **words)
        values = {"date": date.key if date else "all", "cause": cause}
        auditing.record("event.called_off", event, by=by, body=event.body, values=values)
    event.refresh_from_db()
    return finish_call_offs(event)


def finish_call_offs(event: Event | None = None) -> int:
    """End the registrations of dates that were called off and tell each person; return how many were told.

    A step of its own, one short transaction a registration: whoever cancels at the same moment locks the registration
    before the date, so doing all under the date's lock could deadlock. What a killed process leaves, the next run finds.
    """
    told = 0
    left = Registration.objects.live().filter(date__cancelled_at__isnull=False).order_by("pk")
    if event is not None:
        left = left.filter(date__event=event)
    for registration in left.select_related("contact", "date__event__place").iterator(chunk_size=200):
        registering.cancel_for_call_off(registration)
        told += 1
    return told


def set_poster(event: Event, poster: File, *, by: User | None) -> None:
    """Hang a picture on an event; it is released together with the event."""
    event.poster = poster
    event.save(update_fields=["poster"])
    if event.is_published:
        filing.release(poster, by=by)


def _show(event: Event, *, by: User | None) -> None:
    """Make findable and visible what belongs to a published event."""
    if event.poster is not None:
        filing.release(event.poster, by=by)
    indexing.put(event)


def _complete_in_one(event: Event) -> bool:
    return any(all(event.words_in(code)[name] for name in GATED) for code in ("en", "zh-hans"))


def _change(date: EventDate, changes: Mapping[str, Any]) -> None:
    """Write a date's changes under its lock: time and place stay once someone holds a seat."""
    locked = counting.lock(date)
    moved = any(name in changes and getattr(locked, name) != changes[name] for name in ("starts_at", "ends_at", "place"))
    if locked.seats_taken > changes["capacity"]:
        raise SeatsTaken(locked.seats_taken)
    if moved and locked.seats_taken:
        raise MoveInstead
    checking_in.move_doors(date, later=changes["starts_at"] - locked.starts_at)
    for name, value in changes.items():
        setattr(date, name, value)
    date.sequence = locked.sequence + 1
    date.save(update_fields=[*changes, "sequence"])
    keep_reserves(date)
    if date.offered > locked.offered:
        freeing.freed(date, now=timezone.now())


def keep_reserves(date: EventDate) -> None:
    """Bring what reserves leave to everyone else in line with the seats on offer; the caller has locked both."""
    for rule in date.event.rules.filter(seats__gt=0):
        counting.keep(date, rule, now=timezone.now())
