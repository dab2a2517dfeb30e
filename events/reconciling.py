"""Counts anew what is counted: the seats of dates, their limits, and the places of options.

What the dates say is taken must be what the registrations hold; likewise the limits of coming dates what their parties
take of them, and the options what was answered.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from community import auditing
from events import counting
from events.models import Answer, EventDate, Hold, Limit, OptionPlaces, Registration

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drift:
    """A counter that differs from what registrations hold: of a date's seats, of one of its limits or options."""

    date: EventDate
    counted: int
    held: int
    of: str = "seats"


def drifts() -> list[Drift]:
    """Return the dates whose counter is wrong; none, unless someone wrote past the verbs."""
    wrong = _with_held(EventDate.objects.all()).exclude(seats_taken=F("held")).select_related("event__body")
    return [Drift(date, counted=date.seats_taken, held=date.held) for date in wrong]  # type: ignore[attr-defined]  # annotated


def reconcile() -> list[Drift]:
    """Report each wrong counter and set it right, with a line on the trail; return what was found.

    Each date is counted again under its lock. A date with more held seats than capacity is reported and left: a person
    has to decide whom to tell.
    """
    found = []
    for suspect in drifts():
        with transaction.atomic():
            date = (
                EventDate.objects.select_for_update(of=("self",), no_key=True)
                .select_related("event__body")
                .get(pk=suspect.date.pk)
            )
            held: int = _with_held(EventDate.objects.filter(pk=date.pk)).get().held  # type: ignore[attr-defined]  # annotated
            if held == date.seats_taken:
                continue
            found.append(Drift(date, counted=date.seats_taken, held=held))
            log.error("seats of date %s: %s counted, %s held, capacity %s", date.pk, date.seats_taken, held, date.capacity)
            if held <= date.capacity:
                EventDate.objects.filter(pk=date.pk).update(seats_taken=held)
            values = {"date": date.key, "counted": date.seats_taken, "held": held, "capacity": date.capacity}
            auditing.record("event.seats_reconciled", date.event, by=None, body=date.event.body, values=values)
    return found


def reconcile_limits() -> list[Drift]:
    """Count the limits of coming dates anew, each under its date's lock; return what was found.

    Who registered in the very moment in which a limit was set is counted here. Where more is taken than there is, the
    counter is left: a person has to decide.
    """
    found = []
    coming = Limit.objects.filter(date__ends_at__gt=timezone.now(), melted_at__isnull=True)
    for suspect in coming.select_related("date").order_by("date", "pk"):
        with transaction.atomic():
            counting.lock_parties(suspect.date)
            date = counting.lock(suspect.date)
            limit = Limit.objects.filter(pk=suspect.pk).select_related("rule").first()
            if limit is None:
                continue
            limit.date, counted = date, limit.taken
            there = _count(limit)
            if there != counted:
                found.append(_told(Drift(date, counted=counted, held=there, of=f"limit {limit.pk}"), limit.places))
    return found


def reconcile_options() -> list[Drift]:
    """Count the options of coming dates anew, each row locked; return what was found. What is over was erased and counts."""
    found = []
    chosen = Answer.objects.filter(
        registration__date=OuterRef("date"), option=OuterRef("option"), registration__state__in=Registration.LIVE
    )
    total = chosen.order_by().values("option").annotate(total=Sum("places")).values("total")
    rows = OptionPlaces.objects.filter(date__ends_at__gt=timezone.now())
    rows = rows.annotate(chosen=Coalesce(Subquery(total, output_field=IntegerField()), 0))
    for suspect in rows.exclude(taken=F("chosen")).select_related("date__event__body"):
        with transaction.atomic():
            # Who answers holds this row until the answers are there, so the second look sees both or neither.
            OptionPlaces.objects.select_for_update(no_key=True).get(pk=suspect.pk)
            row = rows.get(pk=suspect.pk)
            held: int = row.chosen  # type: ignore[attr-defined]  # annotated
            if held == row.taken:
                continue
            if held <= row.places:
                OptionPlaces.objects.filter(pk=row.pk).update(taken=held)
            of = f"option {row.option_id}"
            found.append(_told(Drift(suspect.date, counted=row.taken, held=held, of=of), row.places))
    return found


def _count(limit: Limit) -> int:
    """Count children anew; what others took stays as it was when they took it, wherever they live by now."""
    if limit.counts == Limit.Counts.CHILDREN:
        return counting.count_those_there(limit, now=timezone.now())
    there: int = limit.uses.aggregate(total=Coalesce(Sum("places"), 0))["total"]
    if there <= limit.places:
        Limit.objects.filter(pk=limit.pk).update(taken=there)
    return there


def _told(drift: Drift, places: int) -> Drift:
    """Leave a line in the log and on the trail."""
    event, values = drift.date.event, {"date": drift.date.key, "of": drift.of, "counted": drift.counted, "held": drift.held}
    log.error("%s of date %s: %s counted, %s held, %s there", drift.of, drift.date.pk, drift.counted, drift.held, places)
    auditing.record("event.places_reconciled", event, by=None, body=event.body, values=values)
    return drift


def _with_held(dates: QuerySet[EventDate]) -> QuerySet[EventDate]:
    """Return the dates with the seats of live registrations and of holds; two sums, as a join would multiply them."""
    live = Registration.objects.live().filter(date=OuterRef("pk"))
    holds = Hold.objects.filter(date=OuterRef("pk"))
    return dates.annotate(held=_sum(live) + _sum(holds))


def _sum(rows: QuerySet[Any]) -> Coalesce:
    seats = rows.order_by().values("date").annotate(total=Sum("seats")).values("total")
    return Coalesce(Subquery(seats, output_field=IntegerField()), 0)
