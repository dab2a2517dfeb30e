"""Counts a party against the limits of its date, and holds the order of locks.

The order is everywhere: the person (where dates are counted), the registration, options by their id, limits by their id,
then the date, and of several dates the lower id first. Rows are locked FOR NO KEY UPDATE: whoever has just inserted a
registration holds its date's key, and a stronger lock would wait for them while they wait for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from django.db.models import BigAutoField, Exists, OuterRef, prefetch_related_objects

from community.laying_out import Given, LaidOut
from community.models import Contact
from events import admitting
from events.models import EventDate, Limit, LimitUse, Question, Registration, Rule
from events.models.registration import CHILDREN
from events.refusals import LimitReached

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from events.admitting import Applicant
    from events.models import Event, Person
    from events.models.event import EventQuerySet


_LIMITS = LaidOut(
    lambda: (
        Limit.objects.filter(date=Given("date", BigAutoField()))
        .select_related("rule")
        .prefetch_related("rule__townships")
        .order_by("pk")
    )
)


def known(events: EventQuerySet) -> EventQuerySet:
    """Return events that know whether they have questions, rules and limits: most have none, and need not look for them.

    What a party is counted against is read anew all the same, in the transaction that counts (`admit`).
    """
    of_event = {"event": OuterRef("pk")}
    limits = Limit.objects.filter(date__event=OuterRef("pk"))
    found: Any = events.annotate(
        found_questions=Exists(Question.objects.filter(**of_event)),
        found_rules=Exists(Rule.objects.filter(**of_event)),
        found_limits=Exists(limits),
    )
    return cast("EventQuerySet", found)


def lock_person(event: Event, contact: Contact, *, is_known: bool) -> None:
    """Lock whoever registers before anything of theirs is written, where the event counts dates a person."""
    if is_known and any(rule.kind == Rule.Kind.SERIES for rule in rules_of(event)):
        admitting.lock_person(contact)


def rules_of(event: Event) -> list[Rule]:
    """Return an event's rules with their townships; read once for an event as it was loaded."""
    if not event.may_have("rules"):
        return []
    prefetch_related_objects([event], "rules__townships")
    return list(event.rules.all())


def admit(
    made: Registration, *, people: Sequence[Person], asked: Mapping[int, int], now: datetime, in_line: bool = False
) -> None:
    """Ask the event's rules about a party, then count it, in the transaction that inserts it.

    Raises NotForYou, SeriesLimit, LimitReached. Who stood `in_line` before ages were asked says them afterwards (`recount`
    asks then); the date is locked already, so this raises PersonBusy instead of waiting for another window of the person.
    """
    unasked = in_line and not people
    rules = [rule for rule in rules_of(made.date.event) if not unasked or rule.kind != Rule.Kind.AGE]
    limits = _limits(made.date)
    if not rules and not limits:
        return
    party = _applicant(made, rules, limits, people, in_line=in_line)
    refused = admitting.refusal(rules, party, now)
    if refused is not None:
        raise refused
    take(made, limits, applicant=party, now=now, asked=asked)


def ask_early(date: EventDate, seats: int, *, contact: Contact | None, language: str, now: datetime) -> None:
    """Refuse before the form is filled in whom the rules would refuse afterwards; None is a guest.

    Ages are said in the form and so are asked there. Nothing is locked and nothing counted: the final word is `admit`.
    Raises NotForYou, SeriesLimit, LimitReached.
    """
    rules = [rule for rule in rules_of(date.event) if rule.kind != Rule.Kind.AGE]
    if not rules:
        return
    reserves = [limit for limit in _limits(date) if limit.rule and limit.rule.kind != Rule.Kind.AGE]
    asked_by = contact or Contact(language=language)
    party = admitting.applicant(
        asked_by, date.event, rules, is_known=contact is not None, language=language, people=(), locking="only_ask"
    )
    refused = admitting.refusal(rules, party, now)
    if refused is not None:
        raise refused
    for limit in reserves:
        if needed(limit, seats, applicant=party, now=now, asked={}) > limit.left:
            raise LimitReached(limit.label, limit.left, kept=limit.kept, until=limit.melts_at)


def asks_ages(event: Event, dates: Iterable[EventDate]) -> tuple[bool, bool]:
    """Tell whether ages matter to a party, and whether nobody gets in without saying them."""
    kinds = [(rule.kind, rule.is_reserve) for rule in rules_of(event)]
    children = Limit.objects.filter(date__in=list(dates), counts=Limit.Counts.CHILDREN)
    needed_ = (Rule.Kind.AGE, False) in kinds
    return needed_ or (Rule.Kind.AGE, True) in kinds or children.exists(), needed_


def ask_anew(registration: Registration, *, now: datetime) -> None:
    """Ask the event's rules about whoever has taken a party over, in the transaction that handed it to them."""
    rules = [rule for rule in rules_of(registration.date.event) if not rule.is_reserve]
    refused = admitting.refusal(rules, _applicant(registration, rules, [], []), now) if rules else None
    if refused is not None:
        raise refused


def recount(registration: Registration, people: Sequence[Person], *, now: datetime) -> None:
    """Count a party anew that has changed; of the rules only those of age are asked again. Raises as `admit` does."""
    date = registration.date
    rules = [rule for rule in rules_of(date.event) if rule.kind == Rule.Kind.AGE and not rule.is_reserve]
    lock_limits(date)  # all at once: giving one back before taking another would be another order
    limits = _limits(date)
    if not rules and not limits:
        return
    party = _applicant(registration, rules, limits, people)
    refused = admitting.refusal(rules, party, now)
    if refused is not None:
        raise refused
    asked = dict(registration.uses.values_list("limit_id", "places"))
    release(registration)
    take(registration, limits, applicant=party, now=now, asked=asked)


def _limits(date: EventDate) -> list[Limit]:
    limits = _LIMITS(date=date.pk)
    for limit in limits:
        limit.date = date
    return limits


def _applicant(
    registration: Registration,
    rules: Sequence[Rule],
    limits: Sequence[Limit],
    people: Sequence[Person],
    *,
    in_line: bool = False,
) -> Applicant:
    seated = [person for person in people if not person.on_lap]
    asking = [*rules, *(limit.rule for limit in limits if limit.rule)]
    known = registration.source != Registration.Source.GUEST
    party = admitting.applicant(
        registration.contact,
        registration.date.event,
        asking,
        is_known=known,
        language=registration.language,
        people=seated,
        locking="hurry" if in_line else "wait",
    )
    unsaid = ("",) * (registration.seats - len(seated))
    return replace(party, ages=party.ages + unsaid, dates_held=max(party.dates_held - 1, 0))  # it counted itself


def take(
    registration: Registration,
    limits: Sequence[Limit],
    *,
    applicant: Applicant,
    now: datetime,
    asked: Mapping[int, int],
) -> None:
    """Take a party's part of each limit, in the transaction that inserts it. Raises LimitReached."""
    uses = []
    for limit in limits:
        places = needed(limit, registration.seats, applicant=applicant, now=now, asked=asked)
        if not places:
            continue
        if not Limit.objects.take(limit.pk, places):
            limit = Limit.objects.select_related("rule").filter(pk=limit.pk).first()  # noqa: PLW2901  # as it stands now
            if limit is None:  # taken away at this moment
                continue
            raise LimitReached(limit.label, limit.left, kept=limit.kept, until=limit.melts_at)
        uses.append(LimitUse(registration=registration, limit=limit, places=places))
    LimitUse.objects.bulk_create(uses)


def needed(limit: Limit, seats: int, *, applicant: Applicant, now: datetime, asked: Mapping[int, int]) -> int:
    """Return how much of a limit a party takes."""
    match limit.counts:
        case Limit.Counts.CHILDREN:
            return sum(age in CHILDREN for age in applicant.ages)
        case Limit.Counts.ASKED:
            return min(asked.get(limit.pk, 0), seats)
    if limit.rule is None or (limit.melts_at and now >= limit.melts_at) or admitting.fits(limit.rule, applicant):
        return 0
    return seats


def release(registration: Registration) -> None:
    """Give back what a registration has of any limit."""
    for use in registration.uses.order_by("limit_id"):
        Limit.objects.put_back(use.limit_id, use.places)
        use.delete()


def lock(date: EventDate) -> EventDate:
    """Lock a date's limits and then the date itself, so that nobody who registers meanwhile waits in a circle; return it."""
    lock_limits(date)
    return lock_date(date.pk)


def lock_parties(date: EventDate) -> None:
    """Lock who is registered for a date, before its limits: nobody leaves or changes while they are counted."""
    live = Registration.objects.live().filter(date=date)
    list(live.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def lock_limits(date: EventDate) -> None:
    """Lock a date's limits."""
    list(Limit.objects.select_for_update(no_key=True).filter(date=date).order_by("pk").values_list("pk"))


def lock_date(pk: int) -> EventDate:
    """Lock a date's row: every decision about its seats and its line is made behind this lock."""
    locked: EventDate = EventDate.objects.select_for_update(of=("self",), no_key=True).select_related("event").get(pk=pk)
    return locked


def lock_all(dates: Iterable[EventDate]) -> None:
    """Lock several dates with their limits, in the order in which a course takes them."""
    for date in sorted(dates, key=lambda date: date.pk):
        lock(date)


def keep(date: EventDate, rule: Rule, *, now: datetime) -> None:
    """Keep a reserve's seats of a date: everyone else gets the rest. Those who are registered already count as they are."""
    limit, made = Limit.objects.get_or_create(
        date=date, rule=rule, defaults={"counts": Limit.Counts.OTHERS, "places": date.capacity, "melts_at": date.starts_at}
    )
    if made:
        count_those_there(limit, now=now)
    limit.places = max(date.offered - rule.seats, limit.taken, 0)
    limit.melts_at = date.melts_at(rule.melts_hours or 0)
    limit.save(update_fields=["places", "melts_at"])


def count_those_there(limit: Limit, *, now: datetime) -> int:
    """Count who is registered already against a limit, as if each party came now; return how many places that is.

    Under the locks of its parties and of the date. Nothing is written when they are more than there are: a person has to
    decide. What people asked for is known of those only who were asked.
    """
    uses, had = [], dict(limit.uses.values_list("registration_id", "places"))
    parties = Registration.objects.live().filter(date=limit.date).select_related("contact__profile").prefetch_related("people")
    for party in parties.order_by("pk"):
        party.date = limit.date
        found = _applicant(party, [], [limit], list(party.people.all()))
        if places := needed(limit, party.seats, applicant=found, now=now, asked={limit.pk: had.get(party.pk, 0)}):
            uses.append(LimitUse(registration=party, limit=limit, places=places))
    total = sum(use.places for use in uses)
    if total <= limit.places:
        limit.uses.all().delete()
        LimitUse.objects.bulk_create(uses)
        limit.taken = total
        limit.save(update_fields=["taken"])
    return total
