"""Who comes. Only those who organise the event see names, and each look is on the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community import auditing
from community.desk.door import team_only
from events import policies
from events.desk.events import own_event
from events.models import Registration

if TYPE_CHECKING:
    from django.http import HttpResponse

    from events.policies import SignedInRequest


@team_only
@require_safe
def participants(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the parties of each date."""
    event = own_event(request, slug)
    if not policies.can_see_participants(request.user, event):
        raise Http404
    parties = Registration.objects.filter(date__event=event).select_related("date", "contact").prefetch_related("people")
    by_date = [(date, [party for party in parties if party.date_id == date.pk]) for date in event.dates.all()]
    auditing.record("event.participants_read", event, by=request.user, body=event.body)
    return render(request, "events/desk/participants.html", {"event": event, "by_date": by_date})
