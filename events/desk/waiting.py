"""What waits at the desk for those who organise: drafts to publish, and events that begin soon."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.waiting import WaitingItem, WaitingList
from events import policies
from events.models import Absence, Event, EventDate

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from community.models import User

SOON = timedelta(hours=48)
SHOWN = 10


def waiting(user: User, now: datetime) -> list[WaitingList]:
    """Return the queues of someone who organises events; nothing for everyone else."""
    if not policies.organises_anywhere(user):
        return []
    own = Event.objects.organised_by(user)
    drafts = own.filter(published_at__isnull=True).select_related("body__parent").order_by("created_at", "pk")
    soon = EventDate.objects.filter(event__in=own.published(), starts_at__gt=now, starts_at__lte=now + SOON)
    soon = soon.going_ahead().select_related("event__body__parent").order_by("starts_at", "pk")
    return [
        _list("events-drafts", _("Events to publish"), [(event, event.created_at) for event in drafts]),
        _missed(own),
        _list("events-soon", _("Events in the next two days"), [(date.event, date.starts_at - SOON) for date in soon]),
    ]


def _missed(own: QuerySet[Event]) -> WaitingList:
    """Return the missed events for which somebody says that there was a reason."""
    rows = Absence.objects.appealed().filter(registration__date__event__in=own).order_by("appealed_at", "pk")
    rows = rows.select_related("registration__date__event__body__parent")
    items = []
    for absence in rows[:SHOWN]:
        event = absence.registration.date.event
        url, since = reverse("desk_event_missed", args=[event.slug]), absence.appealed_at or absence.recorded_at
        items.append(
            WaitingItem(title=str(event), url=url, since=since, body_name=event.body.full_name, note=_("a reason given"))
        )
    url = items[0].url if items else reverse("desk_events")
    return WaitingList(key="events-missed", title=_("Missed events with a reason"), url=url, total=rows.count(), items=items)


def _list(key: str, title: object, rows: list[tuple[Event, datetime]]) -> WaitingList:
    items = [
        WaitingItem(title=str(event), url=reverse("desk_event", args=[event.slug]), since=since, body_name=event.body.full_name)
        for event, since in rows[:SHOWN]
    ]
    return WaitingList(key=key, title=title, url=reverse("desk_events"), total=len(rows), items=items)  # type: ignore[arg-type]  # lazy
