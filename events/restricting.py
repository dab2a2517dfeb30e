"""Setting the rules, reserves and limits of an event, and letting reserves melt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from community import auditing
from events import counting, freeing, registering
from events.models import EventDate, Limit, Rule
from events.refusals import LimitTaken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community.models import Body, User
    from events.models import Event


@transaction.atomic
def add_rule(event: Event, *, by: User | None, townships: Iterable[Body] = (), **fields: Any) -> Rule:
    """Add a rule; a reserve is kept on each coming date at once."""
    now = timezone.now()
    rule = Rule.objects.create(event=event, **fields)
    rule.townships.set(townships)
    if rule.is_reserve:
        for date in event.dates.filter(starts_at__gt=now).order_by("pk"):
            counting.lock_parties(date)
            counting.keep(counting.lock(date), rule, now=now)
    auditing.record("event.rule_added", event, by=by, body=event.body, values={"rule": rule.pk, "kind": rule.kind})
    return rule


@transaction.atomic
def remove_rule(rule: Rule, *, by: User | None) -> None:
    """Take a rule away. The seats of a reserve are there for everyone at once."""
    now, event = timezone.now(), rule.event
    dates = [limit.date for limit in rule.limits.select_related("date__event").order_by("pk")]
    counting.lock_all(dates)
    auditing.record("event.rule_removed", event, by=by, body=event.body, values={"rule": rule.pk, "kind": rule.kind})
    rule.delete()
    for date in dates:
        freeing.freed(date, now=now)


@transaction.atomic
def add_limit(date: EventDate, *, by: User | None, counts: str, places: int, names: Mapping[str, str]) -> Limit:
    """Add a limit beside the seats of a date; children who are registered already count.

    Raises LimitTaken when they are more than the limit allows. Of what nobody was asked yet, nothing is taken.
    """
    counting.lock_parties(date)
    locked = counting.lock(date)
    limit: Limit = Limit.objects.create(date=locked, counts=counts, places=places, **names)
    there = counting.count_those_there(limit, now=timezone.now())
    if there > places:
        raise LimitTaken(there)
    auditing.record("event.limit_added", date.event, by=by, body=date.event.body, values={"date": date.key, "places": places})
    return limit


def change_limit(limit: Limit, *, by: User | None, places: int) -> None:
    """Change how many places there are. Raises LimitTaken below what is taken."""
    date = limit.date
    try:
        with transaction.atomic():
            Limit.objects.filter(pk=limit.pk).update(places=places)
            if places > limit.places:
                freeing.freed(date, now=timezone.now())
            values = {"date": date.key, "places": places}
            auditing.record("event.limit_changed", date.event, by=by, body=date.event.body, values=values)
    except IntegrityError as error:
        if registering.violated(error) == "limit_never_exceeded":
            raise LimitTaken(Limit.objects.get(pk=limit.pk).taken) from error
        raise


def remove_limit(limit: Limit, *, by: User | None) -> None:
    """Take a limit away: only the seats count from now on."""
    date = limit.date
    with transaction.atomic():
        counting.lock(date)  # also the limit: who takes of it at this moment is through, or finds it gone
        limit.delete()
        freeing.freed(date, now=timezone.now())
        auditing.record("event.limit_removed", date.event, by=by, body=date.event.body, values={"date": date.key})


def melt_due() -> int:
    """Let go of the reserves whose time has come, so that whoever waits is looked at; return how many."""
    now = timezone.now()
    melted = 0
    for limit in Limit.objects.due_to_melt(now).select_related("date"):
        with transaction.atomic():
            if Limit.objects.due_to_melt(now).filter(pk=limit.pk).update(melted_at=now):
                freeing.freed(limit.date, now=now)
                melted += 1
    return melted
