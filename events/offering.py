"""The waiting list at work: offering freed seats in its order, and the one answer to each offer.

An offer is a held registration. It is made under the lock of the date's row, so two workers never see the same free
seat; while anybody waits, `EventDate.queued_since` keeps everyone else away from free seats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from community import linking, notifying
from events import absences, counting, letters, queueing, registering, waking
from events.admitting import PersonBusy
from events.models import EventDate, Offer, OfferAnswer, Person, Registration, Skip, WaitlistEntry
from events.models.event import LARGEST_PARTY
from events.refusals import LimitReached, NotForYou, OfferAnswered, OfferEnded, RegistrationRefused, SeriesLimit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    Words = Callable[[WaitlistEntry, str], notifying.Mail]

State = WaitlistEntry.State
Kind = OfferAnswer.Kind
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code
MISSES = 2  # offers a party may leave unanswered before it is taken off the list


def accept(offer: Offer, *, keep_waiting: bool = False) -> Registration:
    """Take the seats of an offer; of a partial one, `keep_waiting` leaves the party in line for the rest.

    Accepting again returns the same seats. Raises OfferEnded when the time was up, OfferAnswered when it was declined.
    """
    now = timezone.now()
    if offer.outcome == Kind.ACCEPTED:
        return offer.registration
    with transaction.atomic():
        # The answer first: whoever comes second waits here for the first and then finds that it has been given.
        if not _answer(offer, Kind.ACCEPTED, now):
            return _answered_before(offer)
        try:
            registering.confirm(offer.registration)
        except RegistrationRefused as refusal:
            raise OfferEnded from refusal
        entry = WaitlistEntry.objects.filter(pk=offer.entry_id)
        if keep_waiting and offer.is_partial:
            locked = counting.lock_date(offer.entry.date_id)
            rest = offer.entry.ages_without(offer.seats)
            entry.update(state=State.WAITING, seats=offer.rest, least=1, ages=rest, tops_up=offer.registration)
            mark(locked, now)
        else:
            entry.update(state=State.SEATED, ended_at=now)
    return offer.registration


def decline(offer: Offer) -> None:
    """Give the seats of an offer to the next in line and leave it. Raises OfferAnswered when they were accepted before."""
    now = timezone.now()
    with transaction.atomic():
        if not _answer(offer, Kind.DECLINED, now):
            if offer.outcome == Kind.ACCEPTED:
                raise OfferAnswered
            return
        registering.give_up(offer.registration, now=now)
        WaitlistEntry.objects.filter(pk=offer.entry_id, state=State.OFFERED).update(state=State.LEFT, ended_at=now)
    queueing.kick()


def offer_due() -> int:
    """Look at every date where something may be offered or settled; return how many offers were made.

    Runs each half minute and after each freed seat; each date in a transaction of its own.
    """
    now = timezone.now()
    unsettled = Offer.objects.filter(entry__date=OuterRef("pk"), answer__isnull=True)
    ended = Exists(unsettled.exclude(registration__state=Registration.State.HELD))
    free = Q(queued_since__isnull=False, seats_taken__lt=F("capacity"))
    dates = list(EventDate.objects.filter(free | ended).select_related("event"))
    return sum(len(offer_seats(date, now=now)) for date in dates)


def offer_seats(date: EventDate, *, now: datetime) -> list[Offer]:
    """Offer the free seats of one date to its line until nobody fits or seats are saved up; return the offers made."""
    made: list[Offer] = []
    blocked: dict[int, str] = {}
    with transaction.atomic():
        locked = counting.lock(date)
        _settle(locked, now)
        rule = queueing.rule_of(locked.event)
        while locked.is_open(now) and _serve_next(locked, queueing.terms_of(rule, locked, now), now, made, blocked):
            pass
        mark(locked, now)
    return made


def _serve_next(
    date: EventDate, terms: queueing.Terms, now: datetime, made: list[Offer], blocked: dict[int, str]
) -> WaitlistEntry | None:
    """Serve the party whose turn it is, None when it is nobody's: an offer, or the rest of the seats it waited for.

    A party that a limit or a rule keeps out at this moment is `blocked` for the round and holds up nobody.
    """
    line, free = queueing.line_of(date), date.seats_left
    choice = queueing.choose([entry for entry in line if entry.pk not in blocked], free=free, terms=terms)
    if choice.index is None:
        return None
    able = [entry for entry in line if entry.pk not in blocked]
    entry = able[choice.index]
    has_seats = Registration.objects.live().filter(date=date, contact_id=entry.contact_id).exists()
    offer = None
    try:
        with transaction.atomic():
            if entry.tops_up_id or has_seats:
                if not _top_up(date, entry, choice.seats, now):
                    return None
            else:
                offer = _make(date, entry, choice.seats, now)
                made.append(offer)
    except PersonBusy:  # they register elsewhere at this moment; the next round is half a minute away
        return None
    except (NotForYou, SeriesLimit, LimitReached) as refusal:
        blocked[entry.pk] = Skip.Reason.LIMIT if isinstance(refusal, LimitReached) else Skip.Reason.RULE
        return entry
    if date.seats_left < free:
        reasons = {able[index].pk: reason for index, reason in choice.passed} | blocked
        before = line[: line.index(entry)]
        skips = [Skip(entry=one, offer=offer, reason=reasons[one.pk], free=free, at=now) for one in before if one.pk in reasons]
        Skip.objects.bulk_create(skips)
    return entry


def _make(date: EventDate, entry: WaitlistEntry, seats: int, now: datetime) -> Offer:
    until = waking.deadline(now, starts_at=date.starts_at, closes_at=date.last_moment)
    registration = Registration(
        date=date,
        contact_id=entry.contact_id,
        language=entry.language,
        seats=seats,
        key=uuid4(),
        source=Registration.Source.WAITLIST,
        state=Registration.State.HELD,
        created_at=now,
        expires_at=until,
    )
    _insert(registration)
    people = _people_of(entry, registration, seats)
    Person.objects.bulk_create(people)
    counting.admit(registration, people=people if entry.ages else (), asked={}, now=now, in_line=True)
    _take(date, seats)
    offer = Offer.objects.create(entry=entry, registration=registration, seats=seats, made_at=now, expires_at=until)
    WaitlistEntry.objects.filter(pk=entry.pk).update(state=State.OFFERED)
    token = linking.make("offer", offer, expires_at=date.ends_at)
    notifying.queue(
        letters.offered(offer, token), to=entry.contact, key=f"offer-{offer.pk}", not_after=until, language=entry.language
    )
    return offer


def _insert(registration: Registration) -> None:
    """Insert the held seats of an offer. Raises PersonBusy instead of waiting while the person registers on their own.

    One person has one registration of a date, so two inserts of it wait for each other; theirs comes before the date's lock
    and ours after it, which would be a deadlock. The wait ends well before the server looks for one (after a second).
    """
    bounded = connection.vendor == "postgresql"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if bounded:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
            registration.save(force_insert=True)
            if bounded:
                cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as failure:
        if getattr(failure.__cause__, "sqlstate", "") == LOCK_NOT_AVAILABLE:
            raise PersonBusy from None
        raise


def _top_up(date: EventDate, entry: WaitlistEntry, seats: int, now: datetime) -> bool:
    """Add seats to what the party has: it said that it comes and waits for the rest, so there is nothing to ask.

    A party that got its seats on another way, or gave the first ones back, leaves the line. False when somebody is
    changing the registration at this moment: they lock it before the date, we after it, so we do not wait for them.
    """
    grown = 0
    if entry.tops_up_id:
        registration = Registration.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=entry.tops_up_id).first()
        if registration is None:
            return False
        grown = min(seats, LARGEST_PARTY - registration.seats) if registration.is_confirmed else 0
        _grow(date, registration, _people_of(entry, registration, grown), now)
    rest = entry.seats - grown
    if grown and rest:
        WaitlistEntry.objects.filter(pk=entry.pk).update(seats=rest, ages=entry.ages_without(grown))
    else:
        WaitlistEntry.objects.filter(pk=entry.pk).update(state=State.SEATED, ended_at=now)
    if grown:
        entry.refresh_from_db()
        write_to(entry, lambda place, token: letters.topped_up(place, token, grown), key=f"waitlist-{entry.pk}-rest-{rest}")
    return True


def _people_of(entry: WaitlistEntry, registration: Registration, seats: int) -> list[Person]:
    """Return so many of a waiting party, the first of them, with what was said of their ages."""
    ages = [*entry.age_bands, *[""] * seats][:seats]
    return [Person(registration=registration, age_band=age) for age in ages]


def _grow(date: EventDate, registration: Registration, people: Sequence[Person], now: datetime) -> None:
    if not people:
        return
    seats = len(people)
    # Another version, another ticket: forms left open elsewhere and pictures of the old code count no more.
    Registration.objects.filter(pk=registration.pk).update(
        seats=F("seats") + seats, version=F("version") + 1, ticket_version=F("ticket_version") + 1
    )
    registration.refresh_from_db()
    registration.date = date
    Person.objects.bulk_create(people)
    counting.recount(registration, list(registration.people.all()), now=now)
    _take(date, seats)


def _take(date: EventDate, seats: int) -> None:
    """Take seats for the line; the row is locked and was looked at, so anything else is a fault."""
    if not EventDate.objects.take_seats(date.pk, seats, in_line=True):
        raise RegistrationRefused
    date.refresh_from_db(fields=["seats_taken"])


def _settle(date: EventDate, now: datetime) -> None:
    """Write down what became of offers whose registration ended elsewhere: by its time, or given back on another page."""
    open_offers = Offer.objects.filter(entry__date=date, answer__isnull=True).select_related("entry__contact", "registration")
    for offer in open_offers.exclude(registration__state=Registration.State.HELD):
        entry, state = offer.entry, offer.registration.state
        if state == Registration.State.CONFIRMED:
            kind, next_state = Kind.ACCEPTED, State.SEATED
        elif state == Registration.State.EXPIRED:
            kind, next_state = Kind.EXPIRED, State.WAITING
        elif date.is_cancelled:
            kind, next_state = Kind.WITHDRAWN, State.CLOSED
        else:
            kind, next_state = Kind.DECLINED, State.LEFT
        if _answer(offer, kind, now):
            _move_on(entry, next_state, now)


def _move_on(entry: WaitlistEntry, state: str, now: datetime) -> None:
    """Send a party on after an offer. Who did not answer goes to the end once, and is told; the second time it leaves."""
    offered = WaitlistEntry.objects.filter(pk=entry.pk, state=State.OFFERED)
    if state != State.WAITING:
        offered.update(state=state, ended_at=now)
        return
    missed = OfferAnswer.objects.filter(offer__entry=entry, kind=Kind.EXPIRED).count()
    if missed >= MISSES:
        moved = offered.update(state=State.LAPSED, ended_at=now)
    else:
        moved = offered.update(state=State.WAITING, placed_at=now, queued_at=now + absences.setback(entry.contact, now))
    if moved:
        entry.refresh_from_db()
        write_to(entry, letters.missed, key=f"waitlist-{entry.pk}-missed-{missed}")


def _answer(offer: Offer, kind: str, now: datetime) -> bool:
    """Use an offer up for good; False when it was before. The key of the row decides, not what anyone read."""
    try:
        with transaction.atomic():
            OfferAnswer.objects.create(offer=offer, kind=kind, at=now)
    except IntegrityError:
        return False
    return True


def _answered_before(offer: Offer) -> Registration:
    if offer.outcome == Kind.ACCEPTED:
        return offer.registration
    raise OfferEnded if offer.outcome == Kind.EXPIRED else OfferAnswered


def mark(date: EventDate, now: datetime) -> None:
    """Keep free seats for the line exactly while somebody stands in it."""
    waits = WaitlistEntry.objects.filter(date=date, state=State.WAITING).exists()
    if waits and date.queued_since is None:
        EventDate.objects.filter(pk=date.pk).update(queued_since=now)
    elif not waits and date.queued_since is not None:
        EventDate.objects.filter(pk=date.pk).update(queued_since=None)


def write_to(entry: WaitlistEntry, words: Words, *, key: str, not_after: datetime | None = None) -> None:
    """Queue a mail about a place, with the link to its page."""
    token = linking.make("waitlist", entry, expires_at=entry.date.ends_at)
    notifying.queue(words(entry, token), to=entry.contact, key=key, not_after=not_after, language=entry.language)
