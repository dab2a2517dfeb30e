"""Says of events in schema.org's words what they are: one entry for each date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from community import describing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.models import Event, EventDate


def of_dates(event: Event, dates: Iterable[EventDate]) -> list[dict[str, Any]]:
    """Return each date of a published event, with its place in both scripts where it is known."""
    address = settings.SITE_URL + reverse("events:detail", args=[event.slug])
    return [
        {
            "@context": describing.CONTEXT,
            "@type": "Event",
            "name": str(event.title),
            "description": str(event.summary or ""),
            "url": address,
            "startDate": timezone.localtime(date.starts_at).isoformat(),
            "endDate": timezone.localtime(date.ends_at).isoformat(),
            "eventStatus": f"https://schema.org/Event{'Cancelled' if date.is_cancelled else 'Scheduled'}",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "organizer": describing.office(event.body),
            **({"location": describing.located(date.where)} if date.where else {}),
        }
        for date in dates
    ]
