"""Missed events: noted with grace, fading by themselves, explained in one tap. They touch one's place in line, nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from community import auditing, linking, notifying
from events import letters
from events.models import Absence, Attendance, EventDate, Registration
from events.refusals import TooLate

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Contact, User

FADES_AFTER = timedelta(days=180)
FORGIVEN_EVERY = timedelta(days=365)  # the first one in so long is on the house
SETBACK = timedelta(days=1)  # for each one that counts, one stands in line as if one had joined so much later
MOST_COUNTED = 3
SETTLED_AFTER = timedelta(hours=12)  # door phones without a network have sent what they know by then
LOOKED_BACK = timedelta(days=7)


def setback(contact: Contact, now: datetime) -> timedelta:
    """Return how much later than others a person is ranked in a line: a day for each missed event that counts, three at most.

    Bounded, so that nobody waits behind newcomers for ever.
    """
    return SETBACK * min(Absence.objects.of(contact).counting(now).count(), MOST_COUNTED)


def record_due() -> int:
    """Note who missed a date, half a day after its end and only where a door kept book; return how many were noted.

    A party of which anyone came, or that gave its seats back before the start, missed nothing. Who turns out to have
    been there, because a phone sent its book late, is excused.
    """
    now = timezone.now()
    came = Attendance.objects.filter(registration=OuterRef("pk"), here__gt=0)
    late = Absence.objects.filter(excused_at__isnull=True, registration__attendance__here__gt=0)
    late.update(excused_at=now, kept_at=None)
    over = EventDate.objects.going_ahead().filter(ends_at__lte=now - SETTLED_AFTER, ends_at__gt=now - LOOKED_BACK)
    booked = over.filter(Exists(Attendance.objects.filter(registration__date=OuterRef("pk"), here__gt=0)))
    parties = Registration.objects.filter(date__in=booked, state=Registration.State.CONFIRMED, absence__isnull=True)
    missing = parties.exclude(Exists(came)).select_related("contact", "date__event__place", "date__place").order_by("pk")
    return sum(_record(registration, now) for registration in missing.iterator(chunk_size=200))


def appeal(absence: Absence) -> None:
    """Say that there was a reason: from now on it does not weigh, unless the organiser upholds it. Safe to repeat.

    Raises TooLate for one that weighs nothing any more.
    """
    now = timezone.now()
    if absence.has_faded:
        raise TooLate
    Absence.objects.filter(pk=absence.pk, appealed_at__isnull=True, excused_at__isnull=True).update(appealed_at=now)


@transaction.atomic
def excuse(absence: Absence, *, by: User) -> None:
    """Accept the reason: the absence weighs nothing any more."""
    if Absence.objects.appealed().filter(pk=absence.pk).update(excused_at=timezone.now(), excused_by=by):
        event = absence.registration.date.event
        auditing.record("event.absence_excused", event, by=by, body=event.body, values={"code": absence.registration.code})


@transaction.atomic
def keep(absence: Absence, *, by: User) -> None:
    """Uphold an absence in spite of what was said; it fades all the same."""
    if Absence.objects.appealed().filter(pk=absence.pk).update(kept_at=timezone.now(), kept_by=by):
        event = absence.registration.date.event
        auditing.record("event.absence_kept", event, by=by, body=event.body, values={"code": absence.registration.code})


def _record(registration: Registration, now: datetime) -> bool:
    recent = Absence.objects.of(registration.contact).filter(recorded_at__gt=now - FORGIVEN_EVERY)
    forgiven = not recent.exists()
    try:
        with transaction.atomic():
            absence = Absence.objects.create(
                registration=registration,
                contact=registration.contact,
                recorded_at=now,
                fades_at=now + FADES_AFTER,
                forgiven_at=now if forgiven else None,
            )
            token = linking.make("absence", absence, expires_at=absence.fades_at)
            notifying.queue(
                letters.missed_you(absence, token),
                to=registration.contact,
                key=f"absence-{absence.pk}",
                language=registration.language,
            )
    except IntegrityError:  # another worker was first
        return False
    return True
