"""Reminders: each party is written to once for each start, in its own language, and may answer with one tap."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from community import auditing, linking, notifying
from events import letters, registering
from events.models import Attendance, Event, EventDate, Reconfirmation, Registration, Reminded, Reminder
from events.models.reminder import LONGEST
from events.refusals import TooLate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from community.models import User

Kind = Reminder.Kind
LATE = timedelta(hours=12)  # a reminder that a stopped worker left lying longer than this is not sent any more
SPAN = timedelta(hours=LONGEST)
PURPOSES = {Kind.RECONFIRM: "coming", Kind.RELEASE: "cannot-come"}


def reminders_of(event: Event) -> list[Reminder]:
    """Return an event's reminders, the usual ones made on first use."""
    own = Reminder.objects.filter(event=event)
    there = set(own.values_list("kind", flat=True))
    missing = [Reminder(event=event, kind=kind, hours=hours) for kind, hours in Reminder.USUAL.items() if kind not in there]
    if missing:
        Reminder.objects.bulk_create(missing, ignore_conflicts=True)
    return list(own.order_by("pk"))


def planned(event: Event) -> list[Reminder]:
    """Return an event's reminders as they stand, the usual ones where nothing was stored yet; for pages, which store nothing."""
    stored = {one.kind: one for one in Reminder.objects.filter(event=event)}
    return [stored.get(kind) or Reminder(event=event, kind=kind, hours=hours) for kind, hours in Reminder.USUAL.items()]


def remind_due() -> int:
    """Send every reminder whose moment has come; return how many were queued."""
    now = timezone.now()
    dates = EventDate.objects.published().going_ahead().filter(starts_at__lte=now + SPAN, ends_at__gte=now - SPAN - LATE)
    sent = 0
    for date in dates.filter(seats_taken__gt=0).select_related("event__place", "place"):
        for reminder in reminders_of(date.event):
            if reminder.off_at is None and reminder.due_at(date) <= now < reminder.due_at(date) + LATE:
                sent += _remind(date, reminder, now)
    return sent


@transaction.atomic
def set_reminders(event: Event, hours: Mapping[str, int | None], *, by: User | None) -> None:
    """Set how many hours before the start (or after the end) each reminder goes; None turns one off."""
    now = timezone.now()
    for reminder in reminders_of(event):
        wanted = hours.get(reminder.kind)
        reminder.off_at = (reminder.off_at or now) if wanted is None else None
        reminder.hours = reminder.hours if wanted is None else wanted
        reminder.save(update_fields=["hours", "off_at"])
    auditing.record("event.reminders_set", event, by=by, body=event.body, values={kind: hours.get(kind) for kind in Kind.values})


def say_coming(registration: Registration) -> None:
    """Note that a party comes after all that was asked. Safe to repeat. Raises TooLate once seats are no longer theirs."""
    registration.refresh_from_db()
    if not registration.is_confirmed or registration.date.has_started(timezone.now()):
        raise TooLate
    Reconfirmation.objects.get_or_create(registration=registration)


def said_they_come(dates: Sequence[EventDate]) -> list[tuple[EventDate, int, list[Registration]]]:
    """Return for each of the dates how many parties have seats, and those that have said again that they come."""
    seated = Registration.objects.filter(date__in=dates, state=Registration.State.CONFIRMED)
    number = dict(seated.order_by().values_list("date").annotate(Count("pk")))
    said: dict[int, list[Registration]] = {}
    for party in seated.filter(reconfirmation__isnull=False).order_by("reconfirmation__at", "pk"):
        said.setdefault(party.date_id, []).append(party)
    return [(date, number.get(date.pk, 0), said.get(date.pk, [])) for date in dates]


def say_cannot_come(registration: Registration) -> None:
    """Give all seats of a party back, until it begins; who waits is offered them within a minute. Safe to repeat."""
    registering.cancel(registration)


def _remind(date: EventDate, reminder: Reminder, now: datetime) -> int:
    sent = 0
    for registration in _parties(date, reminder).iterator(chunk_size=200):
        registration.date = date
        try:
            with transaction.atomic():
                Reminded.objects.create(registration=registration, kind=reminder.kind, starts_at=date.starts_at, at=now)
                _write(registration, reminder)
        except IntegrityError:  # another worker was first
            continue
        sent += 1
    return sent


def _parties(date: EventDate, reminder: Reminder) -> QuerySet[Registration]:
    """Return who is to be written to: confirmed before the reminder was due, not yet reminded for this start."""
    done = Reminded.objects.filter(registration=OuterRef("pk"), kind=reminder.kind, starts_at=date.starts_at)
    parties = Registration.objects.filter(date=date, state=Registration.State.CONFIRMED).exclude(Exists(done))
    if reminder.kind != Kind.THANKS:
        parties = parties.filter(confirmed_at__lt=reminder.due_at(date))  # whoever registered since knows it all
    elif Attendance.objects.filter(registration__date=date, here__gt=0).exists():
        parties = parties.filter(attendance__here__gt=0)
    return parties.select_related("contact").order_by("pk")


def _write(registration: Registration, reminder: Reminder) -> None:
    date = registration.date
    words: dict[str, Any] = {
        Kind.RECONFIRM: letters.are_you_coming,
        Kind.RELEASE: letters.see_you_soon,
        Kind.THANKS: letters.thank_you,
    }
    purpose = PURPOSES.get(Kind(reminder.kind))
    token = linking.make(purpose, registration, expires_at=date.ends_at) if purpose else ""
    notifying.queue(
        words[Kind(reminder.kind)](registration, token),
        to=registration.contact,
        key=f"reminder-{reminder.kind}-{registration.pk}-{date.starts_at:%Y%m%d%H%M}",
        not_after=None if reminder.kind == Kind.THANKS else date.starts_at,
        language=registration.language,
    )
