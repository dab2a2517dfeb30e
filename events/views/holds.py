"""Holding seats on the way from the event's page to the form."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from community.laying_out import Given, LaidOut
from community.limiting import limited
from events import counting, holding
from events.models import Hold
from events.refusals import RegistrationRefused
from events.views.by_address import EventByAddress, dates_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from events.models import Event

_event = EventByAddress(counting.known)
_HOLD = LaidOut(
    lambda: Hold.objects.filter(key=Given("key", models.UUIDField()), date__event=Given("event", models.BigAutoField()))
)


@csrf_exempt  # the event's page is kept for everyone and has no token; the browser says where the form stood
@require_POST
@limited("hold")
def hold(request: HttpRequest, slug: str) -> HttpResponse:
    """Hold the seats that were asked for and lead to the form; where that is not possible, the form says why."""
    event = _event(request.user, slug)
    date = next((date for date in dates_of(event) if date.key == request.POST.get("date")), None)
    seats = request.POST.get("seats", "")
    query = {
        "date": date.key if date else "all" if request.POST.get("date") == "all" else "",
        "seats": seats if seats in {"1", "2", "3", "4", "5"} else "1",
    }
    if date is not None and _comes_from_here(request):
        try:
            contact = request.user.contact if request.user.is_authenticated else None
            made = holding.hold(date, seats=int(query["seats"]), contact=contact, language=get_language() or "en")
            query["hold"] = str(made.key)
        except RegistrationRefused:  # the form is the place that says what is possible
            query.pop("hold", None)
    return redirect(f"{reverse('events:registration', args=[slug])}?{urlencode(query)}")


def held_by(request: HttpRequest, event: Event) -> Hold | None:
    """Return the hold that a request speaks of, while its seats are still held."""
    key = request.POST.get("hold") or request.GET.get("hold") or ""
    try:
        return _HOLD.first(key=UUID(key), event=event.pk)
    except ValueError:
        return None


def _comes_from_here(request: HttpRequest) -> bool:
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
