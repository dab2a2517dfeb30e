"""Registering, confirming, cancelling: the seat rule. Seats that come free go through `freeing`.

The rule: insert the registration first, then take its seats with one conditional UPDATE on the date's row, last and
briefly, because everybody who wants this date waits for that row. No row changed means no seats: roll back, refuse.
Should the condition ever be lost, the CHECK on the row refuses, and that is the same refusal to the person.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from community import linking, notifying
from events import asking, bringing, counting, emails, freeing, holding
from events.models import EventDate, Registration
from events.refusals import (
    Closed,
    Full,
    HoldEnded,
    KeyUsed,
    NotPublished,
    NotYet,
    RegistrationRefused,
    Reserved,
    TooLate,
    TooManyPeople,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from community.models import Contact
    from events.models import Answer, Person

__all__ = [
    "Closed",
    "Full",
    "HoldEnded",
    "KeyUsed",
    "NotPublished",
    "NotYet",
    "RegistrationRefused",
    "Reserved",
    "TooLate",
    "TooManyPeople",
    "cancel",
    "cancel_for_call_off",
    "confirm",
    "expire_due",
    "give_up",
    "register",
    "remind_of",
    "tell",
    "tell_change",
    "violated",
    "write_to",
]

HOLD = timedelta(minutes=30)
# SQLite names a CHECK that failed, but of a unique constraint only its columns.
UNIQUE_ON_SQLITE = {
    "events_registration.key": "registration_key_once",
    "events_eventdate.event_id, events_eventdate.starts_at": "event_date_once",
    "events_registration.reference": "registration_reference_once",
    "events_registration.date_id, events_registration.contact_id": "registration_one_live",
}
TRIES = 5  # a drawn reference is taken once in millions; five in a row is a fault


def register(
    date: EventDate,
    *,
    contact: Contact,
    seats: int,
    key: UUID,
    source: str,
    people: Sequence[Person] = (),
    answers: Sequence[Answer] = (),
    language: str | None = None,
    asked: Mapping[int, int] | None = None,
    hold: UUID | None = None,
    course: UUID | None = None,
) -> Registration:
    """Take seats for a party and return its registration: confirmed for a signed-in person, held for a guest.

    `people` are those of whom something is said, children on a lap included; `answers` are what the event asked.

    `asked` says how many places of which limit the party asks for, `hold` which seats are held for it already. As part of a
    `course` nobody is told: who takes all dates is told once.

    The same form sent twice, and a second attempt of the same person for the same date, return what is there already.
    Raises RegistrationRefused (Full, Closed, NotPublished, NotForYou, LimitReached, TooManyPeople, ChildAlone, OptionFull,
    KeyUsed …); then nothing is stored.
    """
    now = timezone.now()
    bringing.check(date.event, seats, people)
    try:
        held = holding.check_open(date, seats, now, key=hold)
    except RegistrationRefused:
        # A retry of the same form finds what it made. Anything more would tell strangers whose address is registered.
        found = Registration.objects.live().filter(key=key, date=date, contact=contact).first()
        if found is None:
            raise
        return found
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                counting.lock_person(date.event, contact, is_known=source != Registration.Source.GUEST)
                made = _insert(
                    date, contact=contact, seats=seats, key=key, source=source, language=language, course=course, now=now
                )
                bringing.bring(made, people)
                asking.store(made, answers)
                if course is None:
                    tell(made, is_first=True)
                counting.admit(made, people=people, asked=asked or {}, now=now)
                holding.take(date, seats, key=hold, held=held, now=now)
        except IntegrityError as error:
            found = _explain(error, date=date, contact=contact, key=key)
            if found is not None:
                if found.key != key and source == Registration.Source.GUEST:
                    remind_of(found)  # the page must not tell who is registered, the mailbox may
                return found
        else:
            return made
    raise RegistrationRefused


def confirm(registration: Registration) -> Registration:
    """Turn a guest's hold into a confirmed registration: the address has proved to be theirs. Safe to repeat.

    Raises HoldEnded when the time was up first, RegistrationRefused when it was cancelled.
    """
    now = timezone.now()
    with transaction.atomic():
        held = Registration.objects.filter(pk=registration.pk, state=Registration.State.HELD, expires_at__gt=now)
        if held.update(state=Registration.State.CONFIRMED, confirmed_at=now, expires_at=None):
            registration.refresh_from_db()
            if registration.course:  # taken as one act, confirmed as one
                rest = Registration.objects.filter(course=registration.course, state=Registration.State.HELD, expires_at__gt=now)
                rest.update(state=Registration.State.CONFIRMED, confirmed_at=now, expires_at=None)
            if registration.contact.confirmed_at is None:
                registration.contact.confirmed_at = now
                registration.contact.save(update_fields=["confirmed_at"])
            tell(registration)
            return registration
    registration.refresh_from_db()
    if registration.is_confirmed:
        return registration
    if registration.state == Registration.State.CANCELLED:
        raise RegistrationRefused
    raise HoldEnded


def cancel(registration: Registration) -> Registration:
    """End a registration for the person who made it and give its seats back. Safe to repeat. Raises TooLate."""
    now = timezone.now()
    if registration.date.has_started(now):
        raise TooLate
    with transaction.atomic():
        if _end(registration, Registration.State.CANCELLED, now):
            notifying.queue(
                emails.cancelled(registration),
                to=registration.contact,
                key=f"registration-{registration.pk}-cancelled",
                language=registration.language,
            )
    registration.refresh_from_db()
    return registration


def cancel_for_call_off(registration: Registration) -> None:
    """End a registration because its date was called off, and tell the person once, in their language."""
    with transaction.atomic():
        if _end(registration, Registration.State.CANCELLED, timezone.now()):
            notifying.queue(
                emails.called_off(registration),
                to=registration.contact,
                key=f"registration-{registration.pk}-called-off",
                language=registration.language,
            )


def expire_due() -> int:
    """End the holds whose time is up and give their seats back; return how many ended.

    Each in a transaction of its own: a guest who confirms at the last second meets one row, not a batch.
    """
    now = timezone.now()
    ended = 0
    for registration in Registration.objects.lapsed(now).iterator(chunk_size=200):
        ended += _expire(registration)
    return ended


def remind_of(registration: Registration) -> None:
    """Send a guest, who asked again for what they have, the link to it. Once a day at most: anyone may type an address."""
    today = timezone.localdate()
    with transaction.atomic():
        _mail(registration, emails.again, key=f"registration-{registration.pk}-again-{today:%Y%m%d}")


def give_up(registration: Registration, *, now: datetime, down_to: int | None = None) -> bool:
    """End a registration without a word, where the person is told otherwise; False when it had ended before."""
    return _end(registration, Registration.State.CANCELLED, now, down_to=down_to)


def _expire(registration: Registration) -> bool:
    with transaction.atomic():
        return _end(registration, Registration.State.EXPIRED, timezone.now())


def _end(registration: Registration, state: str, now: datetime, *, down_to: int | None = None) -> bool:
    """Move a live registration to its end and free its seats; False when someone else ended it first."""
    expired = state == Registration.State.EXPIRED
    endable = Registration.objects.lapsed(now) if expired else Registration.objects.live()
    ended = endable.filter(pk=registration.pk).update(state=state, cancelled_at=None if expired else now)
    if ended:
        registration.refresh_from_db(fields=["seats"])  # the party may have grown or shrunk since it was read
        asking.forget(registration)
        freeing.give_back(registration, now=now, down_to=down_to)
    return bool(ended)


def _existing(date: EventDate, *, contact: Contact, key: UUID) -> Registration | None:
    """Return this person's live registration for the date, which may have come from this very form."""
    found = Registration.objects.filter(key=key).first()
    if found is not None and (found.contact_id != contact.pk or found.date_id != date.pk or not found.is_live):
        raise KeyUsed
    return found or Registration.objects.live().filter(date=date, contact=contact).first()


def _insert(
    date: EventDate,
    *,
    contact: Contact,
    seats: int,
    key: UUID,
    source: str,
    language: str | None,
    course: UUID | None,
    now: datetime,
) -> Registration:
    proven = source != Registration.Source.GUEST and contact.is_confirmed
    return Registration.objects.create(
        date=date,
        contact=contact,
        language=language or contact.language,
        seats=seats,
        key=key,
        course=course,
        source=source,
        state=Registration.State.CONFIRMED if proven else Registration.State.HELD,
        created_at=now,
        confirmed_at=now if proven else None,
        expires_at=None if proven else now + HOLD,
    )


def _explain(error: IntegrityError, *, date: EventDate, contact: Contact, key: UUID) -> Registration | None:
    """Say what a violated constraint means: return what is there already, None to try again, or raise the refusal."""
    match violated(error):
        case "registration_key_once":
            return _existing(date, contact=contact, key=key)
        case "registration_one_live":
            found = _existing(date, contact=contact, key=key)
            lapsed = found is not None and found.is_lapsed(timezone.now())
            if found is not None and lapsed:  # the job has not come by yet
                _expire(found)
            return None if lapsed else found
        case "event_date_never_oversold":
            raise Full(EventDate.objects.get(pk=date.pk).seats_left) from error
        case "registration_one_to_five":
            raise TooManyPeople from error
        case "registration_reference_once":
            return None
    raise error


def violated(error: IntegrityError) -> str:
    """Return the name of the constraint that a write broke, "" where the database does not tell."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name or "")
    words = str(error).rpartition("failed: ")[2]
    return UNIQUE_ON_SQLITE.get(words, words)


def tell(registration: Registration, *, key: str = "", is_first: bool = False) -> None:
    """Queue the mail that fits the state: the link that confirms, or the confirmation with the link that shows it.

    `is_first` is for who has inserted the registration in this transaction.
    """
    if registration.is_held:
        _mail(registration, emails.confirm, key=f"registration-{registration.pk}-hold", is_first=is_first)
    else:
        _mail(registration, emails.confirmed, key=key or f"registration-{registration.pk}-confirmed", is_first=is_first)


def tell_change(registration: Registration) -> None:
    """Queue the mail that says how the party stands now."""
    _mail(registration, emails.changed, key=f"registration-{registration.pk}-changed-{registration.version}")


def write_to(registration: Registration, words: Callable[[Registration, str], notifying.Mail], *, key: str) -> bool:
    """Queue a mail to a party with the link that opens its registration; tell whether it was the first with this key."""
    with transaction.atomic():
        return _mail(registration, words, key=key)


def _mail(
    registration: Registration, words: Callable[[Registration, str], notifying.Mail], *, key: str, is_first: bool = False
) -> bool:
    """Queue a mail with the link that opens this registration, until its date is over."""
    purpose = "registration-confirm" if registration.is_held else "registration"
    token = linking.make(purpose, registration, expires_at=registration.date.ends_at)
    queued = notifying.queue(
        words(registration, token),
        to=registration.contact,
        key=key,
        not_after=registration.expires_at,
        language=registration.language,
        is_first=is_first,
    )
    return queued is not None
