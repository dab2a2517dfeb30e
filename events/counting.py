"""Counts a party against the limits of its date. The order of locks is everywhere: limits by their id, then the date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from events import admitting
from events.models import Limit, LimitUse, Registration, Rule
from events.models.registration import CHILDREN
from events.refusals import LimitReached

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from events.admitting import Applicant
    from events.models import EventDate, Person


def admit(
    made: Registration, *, people: Sequence[Person], asked: Mapping[int, int], now: datetime, says_ages: bool = True
) -> None:
    """Ask the event's rules about a party, then count it, in the transaction that inserts it.

    Who comes from the waiting list says ages only afterwards (`recount` asks then). Raises NotForYou, SeriesLimit,
    LimitReached.
    """
    event = made.date.event
    rules = [rule for rule in event.rules.prefetch_related("townships") if says_ages or rule.kind != Rule.Kind.AGE]
    limits = list(made.date.limits.select_related("rule").prefetch_related("rule__townships").order_by("pk"))
    if not rules and not limits:
        return
    party = _applicant(made, rules, limits, people)
    refused = admitting.refusal(rules, party, now)
    if refused is not None:
        raise refused
    take(made, limits, applicant=party, now=now, asked=asked)


def ask_anew(registration: Registration, *, now: datetime) -> None:
    """Ask the event's rules about whoever has taken a party over, in the transaction that handed it to them."""
    rules = list(registration.date.event.rules.filter(seats=0).prefetch_related("townships"))
    refused = admitting.refusal(rules, _applicant(registration, rules, [], []), now) if rules else None
    if refused is not None:
        raise refused


def recount(registration: Registration, people: Sequence[Person], *, now: datetime) -> None:
    """Count a party anew that has changed; of the rules only those of age are asked again. Raises as `admit` does."""
    date = registration.date
    rules = list(date.event.rules.filter(kind=Rule.Kind.AGE, seats=0).prefetch_related("townships"))
    limits = list(date.limits.select_related("rule").prefetch_related("rule__townships").order_by("pk"))
    if not rules and not limits:
        return
    party = _applicant(registration, rules, limits, people)
    refused = admitting.refusal(rules, party, now)
    if refused is not None:
        raise refused
    asked = dict(registration.uses.values_list("limit_id", "places"))
    release(registration)
    take(registration, limits, applicant=party, now=now, asked=asked)


def _applicant(registration: Registration, rules: Sequence[Rule], limits: Sequence[Limit], people: Sequence[Person]) -> Applicant:
    seated = [person for person in people if not person.on_lap]
    asking = [*rules, *(limit.rule for limit in limits if limit.rule)]
    known = registration.source != Registration.Source.GUEST
    party = admitting.applicant(
        registration.contact, registration.date.event, asking, is_known=known, language=registration.language, people=seated
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
            limit.refresh_from_db(fields=["taken", "places"])
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


def lock(date: EventDate) -> None:
    """Lock a date's limits before the date itself, so that nobody who registers meanwhile waits in a circle."""
    list(Limit.objects.select_for_update().filter(date=date).order_by("pk"))


def keep(date: EventDate, rule: Rule, *, now: datetime) -> None:
    """Keep a reserve's seats of a date: everyone else gets the rest. Those who are registered already count as they are."""
    limit, made = Limit.objects.get_or_create(
        date=date, rule=rule, defaults={"counts": Limit.Counts.OTHERS, "places": date.capacity, "melts_at": date.starts_at}
    )
    if made:
        _count_those_there(limit, now)
    limit.refresh_from_db()
    limit.places = max(date.offered - rule.seats, limit.taken, 0)
    limit.melts_at = date.melts_at(rule.melts_hours or 0)
    limit.save(update_fields=["places", "melts_at"])


def _count_those_there(limit: Limit, now: datetime) -> None:
    rule, date = limit.rule, limit.date
    assert rule is not None  # noqa: S101  # a reserve has one
    uses = []
    for party in Registration.objects.live().filter(date=date).select_related("contact__profile").prefetch_related("people"):
        known = party.source != Registration.Source.GUEST
        found = admitting.applicant(
            party.contact, date.event, [rule], is_known=known, language=party.language, people=list(party.people.all())
        )
        if places := needed(limit, party.seats, applicant=found, now=now, asked={}):
            uses.append(LimitUse(registration=party, limit=limit, places=places))
    LimitUse.objects.bulk_create(uses)
    Limit.objects.filter(pk=limit.pk).update(taken=sum(use.places for use in uses))
