"""Handing seats to somebody else: offered to an address, taken over by its link, or taken back before that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from community import linking, notifying
from community.models import Contact
from events import asking, bringing, counting, emails, registering, ticketing
from events.models import Change, Handover, Person, Registration
from events.refusals import HandedOnBefore, HandoverEnded, HasSeats, NotYours, TooLate, ToOneself

if TYPE_CHECKING:
    from uuid import UUID

MOST = 5  # offers of one registration: it sends mail to whatever address is typed


def offer(registration: Registration, *, email: str, language: str, key: UUID) -> Handover:
    """Offer a party's seats to an address. Until it says yes they stay where they are.

    Raises RegistrationRefused (NotYours, TooLate, ToOneself, HandedOnBefore).
    """
    email = email.strip().lower()
    made = Handover.objects.filter(registration=registration, key=key).first()
    if made is not None:
        return made
    if registration.date.has_started(timezone.now()):
        raise TooLate
    if not registration.is_confirmed:
        raise NotYours
    if email == registration.contact.email:
        raise ToOneself
    if registration.handovers.count() >= MOST:
        raise HandedOnBefore
    try:
        with transaction.atomic():
            made = Handover.objects.create(
                registration=registration, email=email, language=language, given_by=registration.contact, key=key
            )
            token = linking.make("registration-handover", made, expires_at=registration.date.starts_at)
            notifying.queue(
                emails.handover(registration, token),
                to=Contact(email=email, language=language),
                key=f"handover-{made.pk}",
                not_after=registration.date.starts_at,
                language=language,
            )
    except IntegrityError:
        again = Handover.objects.filter(registration=registration, key=key).first()
        if again is None:
            raise HandedOnBefore from None
        return again
    return made


def take_back(registration: Registration) -> None:
    """Take an offer back before it is taken up. Safe to repeat."""
    with transaction.atomic():
        for handover in Handover.objects.open().filter(registration=registration):
            Handover.objects.open().filter(pk=handover.pk).update(withdrawn_at=timezone.now())
            linking.revoke("registration-handover", handover)


def accept(handover: Handover) -> Registration:
    """Make the seats theirs who were offered them: the link has proved the address. Safe to repeat.

    What the one before said of people, needs and wishes goes; the seats and the options with places stay. Their links end.
    Raises RegistrationRefused (HandoverEnded, HasSeats, and what the event's rules say to them).
    """
    now = timezone.now()
    registration = handover.registration
    if handover.accepted_at is not None and registration.contact.email == handover.email:
        return registration
    if not handover.is_open(now):
        raise HandoverEnded
    try:
        with transaction.atomic():
            _move(handover)
    except IntegrityError as error:
        if registering.violated(error) == "registration_one_live":
            raise HasSeats from error
        raise
    return registration


def _move(handover: Handover) -> None:
    """Change hands, in one transaction: the offer decides first, so that it is taken up once."""
    now, registration, former = timezone.now(), handover.registration, handover.given_by
    if not Handover.objects.open().filter(pk=handover.pk).update(accepted_at=now):
        raise HandoverEnded
    contact = Contact.objects.of(handover.email, language=handover.language)
    if contact.confirmed_at is None:
        contact.confirmed_at = now
        contact.save(update_fields=["confirmed_at"])
    counting.lock_person(registration.date.event, contact, is_known=True)
    mine = Registration.objects.filter(pk=registration.pk, state=Registration.State.CONFIRMED, contact=former)
    if not mine.update(contact=contact, language=handover.language, version=F("version") + 1):
        raise HandoverEnded
    registration.refresh_from_db()
    ticketing.reissue(registration)
    handover.accepted_at = now
    Change.objects.create(
        registration=registration,
        kind=Change.Kind.HOLDER,
        key=handover.key,
        seats_before=registration.seats,
        seats_after=registration.seats,
    )
    asking.replace(registration, [answer for answer in asking.answers_of(registration) if _has_places(answer)])
    Person.objects.filter(registration=registration).delete()
    bringing.bring(registration, [])
    counting.ask_anew(registration, now=now)
    linking.revoke_all(registration)
    registering.tell(registration, key=f"handover-{handover.pk}-taken")
    notifying.queue(emails.handed_over(registration), to=former, key=f"handover-{handover.pk}-gone", language=former.language)


def _has_places(answer: object) -> bool:
    option = getattr(answer, "option", None)
    return option is not None and option.places is not None
