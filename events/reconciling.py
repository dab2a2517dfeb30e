"""Counts the seats anew: what the dates say is taken must be what the registrations hold."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from community import auditing
from events.models import EventDate, Hold, Registration

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drift:
    """A date whose counter differs from its registrations."""

    date: EventDate
    counted: int
    held: int


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
            date = EventDate.objects.select_for_update().select_related("event__body").get(pk=suspect.date.pk)
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


def _with_held(dates: QuerySet[EventDate]) -> QuerySet[EventDate]:
    """Return the dates with the seats of live registrations and of holds; two sums, as a join would multiply them."""
    live = Registration.objects.live().filter(date=OuterRef("pk"))
    holds = Hold.objects.filter(date=OuterRef("pk"))
    return dates.annotate(held=_sum(live) + _sum(holds))


def _sum(rows: QuerySet[Any]) -> Coalesce:
    seats = rows.order_by().values("date").annotate(total=Sum("seats")).values("total")
    return Coalesce(Subquery(seats, output_field=IntegerField()), 0)
