"""Taking a place in the line for a date, leaving it, and the line's end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community import auditing
from events import admitting, bringing, counting, letters, making_up, offering, queueing
from events.models import Person, Registration, WaitlistEntry, WaitlistRule
from events.models.registration import GROWN_UP
from events.refusals import (
    AlreadyRegistered,
    Closed,
    KeyUsed,
    NeverFits,
    NoNeedToWait,
    NotPublished,
    PlaceEnded,
    TooManyPeople,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from community.models import Contact, User
    from events.models import Event, EventDate

State = WaitlistEntry.State
CONFIRM_WITHIN = timedelta(hours=24)


def join(
    date: EventDate,
    *,
    contact: Contact,
    seats: int,
    key: UUID,
    least: int | None = None,
    ages: Sequence[str] = (),
    language: str | None = None,
    proven: bool = True,
) -> WaitlistEntry:
    """Take a place in the line for a date; whoever is `proven` stands in it at once, a guest after opening the link.

    `ages` are the age bands of the party, where the event has a rule of ages or counts children. The same form twice, and a
    second wish of the same person, return the place that is there already. Raises RegistrationRefused: NoNeedToWait while
    seats are free for everyone, NeverFits, Closed, NotPublished, NotForYou, TooManyPeople, ChildAlone.
    """  # fmt: skip
    now = timezone.now()
    least = seats if least is None else least
    if not 1 <= least <= seats <= date.event.largest_party:
        raise TooManyPeople(date.event.largest_party)
    people = [Person(age_band=band) for band in sorted(ages, key=lambda band: band not in GROWN_UP)]
    bringing.check(date.event, seats, people)
    with transaction.atomic():
        locked = counting.lock_date(date.pk)
        found = _place_already(locked, contact=contact, key=key)
        if found is None:
            _check_may_wait(locked, seats, now)
            if proven:  # of a guest we say so only in their mailbox
                _check_has_none(locked, contact)
            _check_rules(locked, contact, people=people, proven=proven, language=language or contact.language, now=now)
            bands = ",".join(person.age_band for person in people) if any(ages) else ""
            found = _stand_in_line(
                locked, contact=contact, seats=seats, least=least, ages=bands, key=key, language=language, proven=proven, now=now
            )
        elif not proven:  # the page tells nobody who waits, the mailbox may
            _write_again(found, now)
    if found.is_waiting:
        offering.offer_seats(date, now=now)
        found.refresh_from_db()
    return found


def confirm(entry: WaitlistEntry) -> WaitlistEntry:
    """Put a guest into the line: the address has proved to be theirs, and the place counts from now. Safe to repeat."""
    now = timezone.now()
    with transaction.atomic():
        locked = counting.lock_date(entry.date_id)
        if not locked.is_open(now):
            raise Closed
        if entry.state == State.UNCONFIRMED:
            _check_has_none(locked, entry.contact)
        waits = WaitlistEntry.objects.filter(pk=entry.pk, state=State.UNCONFIRMED, expires_at__gt=now)
        rank = making_up.rank(locked, entry.contact, now)
        moved = waits.update(state=State.WAITING, expires_at=None, placed_at=now, queued_at=rank)
        if moved:
            _prove(entry.contact, now)
            entry.refresh_from_db()
            offering.mark(locked, now)
            offering.write_to(entry, letters.joined, key=f"waitlist-{entry.pk}-joined")
    entry.refresh_from_db()
    if not entry.is_live or entry.is_lapsed(now):
        raise PlaceEnded
    if moved:
        offering.offer_seats(locked, now=now)
        entry.refresh_from_db()
    return entry


def leave(entry: WaitlistEntry) -> WaitlistEntry:
    """Give up a place; an open offer is declined with it. Safe to repeat."""
    now = timezone.now()
    offer = entry.open_offer
    if offer is not None:
        offering.decline(offer)
    with transaction.atomic():
        locked = counting.lock_date(entry.date_id)
        WaitlistEntry.objects.live().filter(pk=entry.pk).update(state=State.LEFT, ended_at=now)
        offering.mark(locked, now)
    queueing.kick()
    entry.refresh_from_db()
    return entry


def close_due() -> int:
    """Close the lists of dates that take nobody any more, and tell whoever still waited; return how many were told."""
    now = timezone.now()
    over = Q(date__cancelled_at__isnull=False) | Q(date__closes_at__lte=now) | Q(date__starts_at__lte=now)
    left = WaitlistEntry.objects.filter(over, state__in=[State.WAITING, State.UNCONFIRMED]).for_listing()
    told = 0
    for entry in left.order_by("pk").iterator(chunk_size=200):
        with transaction.atomic():
            locked = counting.lock_date(entry.date_id)
            live = WaitlistEntry.objects.filter(pk=entry.pk, state=entry.state)
            if live.update(state=State.CLOSED, ended_at=now) and entry.is_waiting:
                offering.write_to(entry, letters.list_closed, key=f"waitlist-{entry.pk}-closed")
                told += 1
            offering.mark(locked, now)
    lapsed = WaitlistEntry.objects.filter(state=State.UNCONFIRMED, expires_at__lte=now)
    lapsed.update(state=State.LAPSED, ended_at=now)
    return told


@transaction.atomic
def set_waitlist_rule(event: Event, rule: WaitlistRule, *, by: User | None) -> None:
    """Set how freed seats are offered. It is printed on the page, so it counts for those who wait already, too."""
    WaitlistRule.objects.update_or_create(event=event, defaults={"policy": rule.policy, "skips": rule.skips})
    values = {"policy": rule.policy, "skips": rule.skips}
    auditing.record("event.waitlist_rule_set", event, by=by, body=event.body, values=values)


def _place_already(date: EventDate, *, contact: Contact, key: UUID) -> WaitlistEntry | None:
    found = WaitlistEntry.objects.filter(key=key).first()
    if found is not None and (found.contact_id != contact.pk or found.date_id != date.pk):
        raise KeyUsed
    return found or WaitlistEntry.objects.live().filter(date=date, contact=contact).first()


def _check_rules(
    date: EventDate, contact: Contact, *, people: Sequence[Person], proven: bool, language: str, now: datetime
) -> None:
    """Refuse whom the event's rules refuse now, with the reason and when it opens."""
    rules = counting.rules_of(date.event)
    if rules:
        party = admitting.applicant(
            contact, date.event, rules, is_known=proven, language=language, people=people, locking="only_ask"
        )
        refused = admitting.refusal(rules, party, now)
        if refused is not None:
            raise refused


def _write_again(entry: WaitlistEntry, now: datetime) -> None:
    """Send the link to a place that is there, once a day at most: anyone may type an address."""
    words = letters.confirm_place if entry.state == State.UNCONFIRMED else letters.joined
    offering.write_to(entry, words, key=f"waitlist-{entry.pk}-again-{timezone.localdate(now):%Y%m%d}")


def _check_has_none(date: EventDate, contact: Contact) -> None:
    if Registration.objects.live().filter(date=date, contact=contact).exists():
        raise AlreadyRegistered


def _check_may_wait(date: EventDate, seats: int, now: datetime) -> None:
    if not date.event.is_published:
        raise NotPublished
    if not date.is_open(now):
        raise Closed
    if seats > date.offered:
        raise NeverFits
    if not date.has_line and date.seats_left >= seats and not date.limits.exists():
        raise NoNeedToWait


def _stand_in_line(
    date: EventDate,
    *,
    contact: Contact,
    seats: int,
    least: int,
    ages: str,
    key: UUID,
    language: str | None,
    proven: bool,
    now: datetime,
) -> WaitlistEntry:
    entry = WaitlistEntry.objects.create(
        date=date,
        contact=contact,
        language=language or contact.language,
        state=State.WAITING if proven else State.UNCONFIRMED,
        seats=seats,
        least=least,
        ages=ages,
        key=key,
        joined_at=now,
        placed_at=now,
        queued_at=making_up.rank(date, contact, now),
        expires_at=None if proven else min(now + CONFIRM_WITHIN, date.last_moment),
    )
    offering.mark(date, now)
    if proven:
        offering.write_to(entry, letters.joined, key=f"waitlist-{entry.pk}-joined")
    else:
        offering.write_to(entry, letters.confirm_place, key=f"waitlist-{entry.pk}-confirm", not_after=entry.expires_at)
    return entry


def _prove(contact: Contact, now: datetime) -> None:
    if contact.confirmed_at is None:
        contact.confirmed_at = now
        contact.save(update_fields=["confirmed_at"])
