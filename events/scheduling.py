"""Preparing events, publishing them, calling them off. What the team does, each act on the trail."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pypinyin import lazy_pinyin

from community import auditing, filing
from events import indexing, registering
from events.models import Event, EventDate, EventLanguage, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from community.models import Body, File, User

GATED = ("title", "summary", "description")  # without these in both languages an event is not published


class SchedulingRefused(Exception):
    """An event can't be changed like this. `message` says why."""

    message: _StrOrPromise = _("This is not possible.")


class Incomplete(SchedulingRefused):
    """Words are missing in one of the languages; a named person may decide to publish all the same."""

    message = _("Words are missing in one of the languages. Complete them, or decide to publish in one language.")

    def __init__(self, missing: Iterable[str] = ()) -> None:
        super().__init__(missing)
        self.missing = tuple(missing)


class WithoutDate(SchedulingRefused):
    """There is no coming date to publish."""

    message = _("An event needs at least one coming date before it is published.")


class Settled(SchedulingRefused):
    """It was published, called off, or has begun already."""

    message = _("This has been done already, or it is too late for it.")


class SeatsTaken(SchedulingRefused):
    """A date keeps at least the seats that are taken, and its time once someone holds a seat."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken

    @property
    def message(self) -> str:  # type: ignore[override]  # it says how many
        """Say how many seats stand in the way."""
        words = ngettext(
            "%(count)d seat of this date is taken. Keep its time and at least that many seats, or call the date off.",
            "%(count)d seats of this date are taken. Keep its time and at least that many seats, or call the date off.",
            self.taken,
        )
        return words % {"count": self.taken}


@transaction.atomic
def draft(body: Body, *, by: User | None, words: Mapping[str, Any], languages: Iterable[str] = ()) -> Event:
    """Begin an event of a body, seen by its team only. `words` are the event's fields by name."""
    fields = {"slug": new_slug(words.get("title_en") or "", words.get("title_zh_hans") or ""), **words}
    event: Event = Event.objects.create(body=body, created_by=by, **fields)
    _set_languages(event, languages)
    auditing.record("event.drafted", event, by=by, body=body)
    return event


@transaction.atomic
def edit(event: Event, *, by: User | None, words: Mapping[str, Any], languages: Iterable[str] = ()) -> Event:
    """Change an event's words, place or picture."""
    changed = [name for name, value in words.items() if getattr(event, name) != value]
    for name in changed:
        setattr(event, name, words[name])
    event.save()
    _set_languages(event, languages)
    if event.is_published:
        _show(event, by=by)
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
) -> EventDate:
    """Add a date, or change one. Once seats are taken only the capacity may change, and not below them: SeatsTaken."""
    changes = {"starts_at": starts_at, "ends_at": ends_at, "capacity": capacity, "closes_at": closes_at}
    try:
        with transaction.atomic():
            if date is None:
                date = EventDate.objects.create(event=event, **changes)
            else:
                _change(date, changes)
            auditing.record("event.date_set", event, by=by, body=event.body, values={"date": date.key, "capacity": capacity})
    except IntegrityError as error:
        if registering.violated(error) == "event_date_never_oversold" and date is not None:
            raise SeatsTaken(EventDate.objects.get(pk=date.pk).seats_taken) from error
        raise
    return date


def remove_date(date: EventDate, *, by: User | None) -> None:
    """Take away a date for which nobody ever registered. Raises SeatsTaken, or Settled when there are old registrations."""
    with transaction.atomic():
        taken = EventDate.objects.select_for_update().get(pk=date.pk).seats_taken
        if taken:
            raise SeatsTaken(taken)
        if date.registrations.exists():
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
    return event


def call_off(event: Event, *, by: User | None, reason: Mapping[str, str], date: EventDate | None = None) -> int:
    """Call off one date, or all dates that have not begun, and tell everyone who holds seats, once, in their language.

    `reason` maps language codes to words. Returns how many were told. Raises Settled when nothing is left to call off.
    """
    now = timezone.now()
    if not event.is_published:
        raise Settled
    with transaction.atomic():
        dates = event.dates.filter(starts_at__gt=now, cancelled_at__isnull=True)
        if date is not None:
            dates = dates.filter(pk=date.pk)
        words = {f"cancellation_reason_{code.replace('-', '_')}": text for code, text in reason.items()}
        # From here on nobody gets a seat: who registers at this moment waits for the row and is then refused.
        stopped = dates.update(cancelled_at=now, cancelled_by=by, **words)
        if not stopped:
            raise Settled
        if date is None or not event.dates.filter(cancelled_at__isnull=True).exists():
            Event.objects.filter(pk=event.pk).update(cancelled_at=now, cancelled_by=by, **words)
        auditing.record("event.called_off", event, by=by, body=event.body, values={"date": date.key if date else "all"})
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


def new_slug(english: str, chinese: str) -> str:
    """Return a free address for a title: of its English words, else of its Chinese ones in pinyin."""
    base = slugify(english)[:60].strip("-") or slugify(" ".join(lazy_pinyin(chinese)))[:60].strip("-") or "event"
    taken = set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{number}" for number in count(2))) if slug not in taken)


def _show(event: Event, *, by: User | None) -> None:
    """Make findable and visible what belongs to a published event."""
    if event.poster is not None:
        filing.release(event.poster, by=by)
    indexing.put(event)


def _complete_in_one(event: Event) -> bool:
    return any(all(event.words_in(code)[name] for name in GATED) for code in ("en", "zh-hans"))


def _set_languages(event: Event, codes: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(codes))
    event.languages.exclude(code__in=wanted).delete()
    EventLanguage.objects.bulk_create([EventLanguage(event=event, code=code) for code in wanted], ignore_conflicts=True)


def _change(date: EventDate, changes: Mapping[str, Any]) -> None:
    """Write a date's changes under its lock: the time stays once someone holds a seat."""
    locked = EventDate.objects.select_for_update().get(pk=date.pk)
    moved = (locked.starts_at, locked.ends_at) != (changes["starts_at"], changes["ends_at"])
    if locked.seats_taken > changes["capacity"] or (moved and locked.seats_taken):
        raise SeatsTaken(locked.seats_taken)
    for name, value in changes.items():
        setattr(date, name, value)
    date.save(update_fields=list(changes))
