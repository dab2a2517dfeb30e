"""Writing to a group of those who registered: each person once, in their own language, through the outbox."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing, notifying
from events import letters
from events.models import Attendance, GroupMessage, Recipient, Registration, WaitlistEntry
from events.refusals import SchedulingRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from uuid import UUID

    from community.models import User
    from events.models import Event, EventDate

Group = GroupMessage.Group
A_DAY = timedelta(days=1)
MOST_A_DAY = 5  # messages of one event: nobody wants more of a tea ceremony
AT_ONCE = 100  # recipients; the rest follows within a minute


class NobodyToTell(SchedulingRefused):
    """The group is empty."""

    message = _("Nobody is in this group now, so nothing was sent.")


class EnoughMessages(SchedulingRefused):
    """The event has written often enough for a day."""

    message = _("This event has sent five messages within a day. Please wait until tomorrow: people stop reading.")


def group_of(event: Event, *, group: str, date: EventDate | None = None) -> dict[int, str]:
    """Return who is in a group now: each person once, by the contact's id, with the language of the first registration."""
    rows: Any = WaitlistEntry.objects.filter(state__in=[WaitlistEntry.State.WAITING, WaitlistEntry.State.OFFERED])
    if group != Group.WAITING:
        rows = Registration.objects.filter(state=Registration.State.CONFIRMED)
    if group == Group.CAME:
        rows = rows.filter(attendance__here__gt=0)
    elif group == Group.MISSED:
        # As with missed events: only where the door kept book, and not who was excused.
        kept = Attendance.objects.filter(registration__date=OuterRef("date"), here__gt=0)
        rows = rows.filter(Exists(kept), date__ends_at__lte=timezone.now(), absence__excused_at__isnull=True)
        rows = rows.exclude(attendance__here__gt=0)
    rows = rows.filter(date__event=event) if date is None else rows.filter(date=date, date__event=event)
    people: dict[int, str] = {}
    for contact, language in rows.order_by("pk").values_list("contact_id", "language"):
        people.setdefault(contact, language)
    return people


def write(event: Event, *, group: str, date: EventDate | None, words: Mapping[str, str], key: UUID, by: User) -> GroupMessage:
    """Write to everyone who is in a group now; return the message. The same form sent twice writes once.

    `words` are subject and text in both languages, by field. Raises NobodyToTell, EnoughMessages.
    """
    try:
        with transaction.atomic():
            message = GroupMessage.objects.create(event=event, group=group, date=date, key=key, written_by=by, **words)
            people = group_of(event, group=group, date=date)
            if not people:
                raise NobodyToTell
            if GroupMessage.objects.filter(event=event, written_at__gt=timezone.now() - A_DAY).count() > MOST_A_DAY:
                raise EnoughMessages
            rows = [Recipient(message=message, contact_id=contact, language=language) for contact, language in people.items()]
            Recipient.objects.bulk_create(rows, batch_size=1000)
            values = {"group": group, "date": date.key if date else "all", "recipients": len(people)}
            auditing.record("event.group_written_to", event, by=by, body=event.body, values=values)
    except IntegrityError as error:  # this form was sent before
        found = GroupMessage.objects.filter(key=key, event=event).first()
        if found is None:
            raise SchedulingRefused from error
        return found
    _queue(message, most=AT_ONCE)
    return message


def finish() -> int:
    """Leave in the outbox what large groups still wait for, or a killed process left; return how many mails."""
    waiting = GroupMessage.objects.filter(Exists(Recipient.objects.filter(message=OuterRef("pk"), queued_at__isnull=True)))
    return sum(_queue(message) for message in waiting.select_related("event__body", "event__place", "date__place"))


def _queue(message: GroupMessage, *, most: int | None = None) -> int:
    """Queue the mails in short transactions; the outbox's key keeps it to one each, however many processes try."""
    left = message.recipients.filter(queued_at__isnull=True).select_related("contact").order_by("pk")[:most]
    for recipient in left:
        with transaction.atomic():
            notifying.queue(
                letters.from_the_team(message),
                to=recipient.contact,
                key=f"group-message-{message.pk}-{recipient.contact_id}",
                language=recipient.language,
            )
            Recipient.objects.filter(pk=recipient.pk).update(queued_at=timezone.now())
    return len(left)
