"""Who helps at a date: told by mail what to do, when and where, with the link to the door; told again when it changes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing, notifying
from community.models import Contact
from events import checking_in, letters
from events.models import Move, Volunteer
from events.refusals import SchedulingRefused, Settled

if TYPE_CHECKING:
    from community.models import User
    from events.models import EventDate

EARLIER, LATER = timedelta(hours=24), timedelta(hours=2)  # a door link works from the day before until after the end
KEPT = timedelta(days=90)  # after the date: for thanks and questions, then nobody needs the names


class HelpsAlready(SchedulingRefused):
    """The address is on the list of this date."""

    message = _("This address is on the list of this date already.")


def enlist(date: EventDate, *, name: str, task: str, email: str, language: str, with_door: bool, by: User) -> Volunteer:
    """Put somebody on a date's list and tell them, with a link to the door of their own if they keep it.

    Raises HelpsAlready, or Settled for a date that is over or was called off.
    """
    if date.is_cancelled or date.ends_at <= timezone.now():
        raise Settled
    try:
        with transaction.atomic():
            contact = Contact.objects.of(email, language=language)
            made = Volunteer.objects.create(
                date=date, contact=contact, name=name, task=task, language=language, added_by=by, told_start=date.starts_at
            )
            token = ""
            if with_door:
                span = {"opens_at": date.starts_at - EARLIER, "closes_at": date.ends_at + LATER}
                made.door, token = checking_in.open_door(date, by=by, label=name[:60], **span)
                made.save(update_fields=["door"])
            notifying.queue(letters.you_help(made, token), to=contact, key=f"volunteer-{made.pk}", language=language)
            values = {"date": date.key, "volunteer": made.pk, "door": bool(token)}
            auditing.record("event.volunteer_enlisted", date.event, by=by, body=date.event.body, values=values)
    except IntegrityError as error:
        raise HelpsAlready from error
    return made


@transaction.atomic
def release(volunteer: Volunteer, *, by: User) -> None:
    """Take somebody off the list, end their link to the door and tell them. Safe to repeat."""
    now, date = timezone.now(), volunteer.date
    there = Volunteer.objects.filter(pk=volunteer.pk, released_at__isnull=True)
    if not there.update(released_at=now, released_by=by):
        return
    if volunteer.door is not None:
        checking_in.close_door(volunteer.door, by=by)
    if date.starts_at > now and not date.is_cancelled:
        _write(volunteer, letters.you_are_free(volunteer), key=f"volunteer-{volunteer.pk}-released")
    values = {"date": date.key, "volunteer": volunteer.pk}
    auditing.record("event.volunteer_released", date.event, by=by, body=date.event.body, values=values)


def tell_changes() -> int:
    """Tell those who help at dates that were moved or called off since they were told; return how many."""
    now = timezone.now()
    moved = Exists(Move.objects.filter(date=OuterRef("date"), moved_at__gt=OuterRef("told_at")))
    changed = Q(date__cancelled_at__isnull=False) | ~Q(told_start=F("date__starts_at")) | moved
    there = Volunteer.objects.filter(changed, released_at__isnull=True, told_off_at__isnull=True, date__starts_at__gt=now)
    rows = there.select_related("contact", "date__event__body", "date__event__place", "date__place", "door")
    return sum(_tell_change(volunteer) for volunteer in rows)


def forget_due() -> int:
    """Erase the lists of dates that are long over; return how many names went."""
    return Volunteer.objects.filter(date__ends_at__lt=timezone.now() - KEPT).delete()[0]


@transaction.atomic
def _tell_change(volunteer: Volunteer) -> bool:
    """Write to one of them, unless another process was first: the row says when they were told last."""
    now, date = timezone.now(), volunteer.date
    claimed = Volunteer.objects.filter(pk=volunteer.pk, told_at=volunteer.told_at)
    if not claimed.update(told_at=now, told_start=date.starts_at, told_off_at=now if date.is_cancelled else None):
        return False
    if date.is_cancelled:
        return _write(volunteer, letters.help_called_off(volunteer), key=f"volunteer-{volunteer.pk}-called-off")
    return _write(volunteer, letters.help_moved(volunteer), key=f"volunteer-{volunteer.pk}-moved-{date.sequence}")


def _write(volunteer: Volunteer, mail: notifying.Mail, *, key: str) -> bool:
    return notifying.queue(mail, to=volunteer.contact, key=key, language=volunteer.language) is not None
