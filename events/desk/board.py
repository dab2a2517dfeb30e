"""The dates of all one's events on one board, and figures of an event, or of a body over a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.desk.door import team_only
from community.models import Body
from events import measuring, policies
from events.desk.events import own_event
from events.forms import BoardForm, FileForm, PeriodForm
from events.models import Event, EventDate

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from community.models import User
    from events.models.date import EventDateQuerySet
    from events.policies import SignedInRequest

A_PAGE = 30
MOST_EVENTS = 50


@team_only
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """Show every date: how full it is, who waits, of which townships the parties are."""
    dates, bodies = own_dates(request.user)
    now, asked = timezone.now(), BoardForm(request.GET, bodies=bodies)
    page = Paginator(asked.narrow(dates, now).for_listing(), A_PAGE).get_page(request.GET.get("page"))
    context = {"filter": asked, "page": page, "lines": measuring.board(page, now=now)}
    return render(request, "events/desk/board.html", context)


@team_only
@require_safe
def statistics(request: SignedInRequest) -> HttpResponse:
    """Show a body's figures over a time, month by month and event by event."""
    dates, bodies = own_dates(request.user)
    now = timezone.now()
    asked = PeriodForm(request.GET, bodies=bodies, now=now)
    chosen = asked.narrow(dates)
    rows = list(chosen.select_related("event"))
    found = measuring.tallies(rows, now=now)
    lines, events = measuring.by_month(rows, found), measuring.by_event(rows, found)
    context = {"filter": asked, "months": lines, "events": events[:MOST_EVENTS], "file": FileForm(), **figures(chosen, found)}
    return render(request, "events/desk/statistics.html", context)


@team_only
@require_safe
def of_event(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the figures of one event, date by date."""
    event = own_event(request, slug)
    now = timezone.now()
    dates = EventDate.objects.filter(event=event).going_ahead().order_by("-starts_at", "-pk")
    rows = list(dates)
    found = measuring.tallies(rows, now=now)
    lines = [measuring.Line(date, found[date.pk]) for date in rows]
    return render(
        request,
        "events/desk/event_statistics.html",
        {"event": event, "lines": lines, "file": FileForm(), **figures(dates, found)},
    )


def own_dates(person: User) -> tuple[EventDateQuerySet, list[Body]]:
    """Return the dates of all that a person organises, and the bodies that hold them. Refuses who organises nothing."""
    if not policies.organises_anywhere(person):
        raise PermissionDenied
    own = Event.objects.organised_by(person)
    bodies = Body.objects.filter(pk__in=own.values("body")).select_related("parent").order_by("kind", "slug")
    return EventDate.objects.filter(event__in=own), list(bodies)


def figures(dates: EventDateQuerySet, found: dict[int, measuring.Tally]) -> dict[str, Any]:
    """Return what both pages of statistics show beside their lines."""
    return {
        "total": sum(found.values(), measuring.Tally()),
        "townships": measuring.townships(dates),
        "languages": measuring.languages(dates),
        "ages": measuring.ages(dates),
        "smallest": measuring.SMALLEST,
    }
