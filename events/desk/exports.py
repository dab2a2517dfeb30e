"""Waiting lists and statistics as files. POSTs, because who took a list of people out is on the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.desk.door import team_only
from events import exporting, measuring
from events.desk.board import figures, own_dates
from events.desk.events import own_event
from events.forms import FileForm, PeriodForm
from events.models import EventDate

if TYPE_CHECKING:
    from events.policies import SignedInRequest
    from events.tabulating import Table


@team_only
@require_POST
def queue(request: SignedInRequest, slug: str) -> HttpResponse:
    """Answer with who waits for the coming dates of an event."""
    event = own_event(request, slug)
    form = FileForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    return _file(form, exporting.waiting(event, by=request.user), title=event.title, name=f"waiting-list-{slug}")


@team_only
@require_POST
def statistics(request: SignedInRequest) -> HttpResponse:
    """Answer with a body's figures over a time."""
    dates, bodies = own_dates(request.user)
    now, form = timezone.now(), FileForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    chosen = PeriodForm(request.POST, bodies=bodies, now=now).narrow(dates)
    rows = list(chosen.select_related("event"))
    found = measuring.tallies(rows, now=now)
    months = [(f"{line.key:%Y-%m}", line.tally) for line in measuring.by_month(rows, found)]
    events = [(line.key.title, line.tally) for line in measuring.by_event(rows, found)]
    table = exporting.statistics({_("Month"): months, _("Event"): events}, **figures(chosen, found))
    return _file(form, table, title=_("Statistics"), name="statistics")


@team_only
@require_POST
def of_event(request: SignedInRequest, slug: str) -> HttpResponse:
    """Answer with the figures of one event, date by date."""
    event, form = own_event(request, slug), FileForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    dates = EventDate.objects.filter(event=event).going_ahead().order_by("-starts_at", "-pk")
    found = measuring.tallies(list(dates), now=timezone.now())
    lines = [(f"{timezone.localtime(date.starts_at):%Y-%m-%d %H:%M}", found[date.pk]) for date in dates]
    table = exporting.statistics({_("Date"): lines}, **figures(dates, found))
    return _file(form, table, title=event.title, name=f"statistics-{slug}")


def _file(form: FileForm, table: Table, *, title: str, name: str) -> HttpResponse:
    written, kind = form.write(table, title=title)
    named = f"{name}-{timezone.localtime():%Y%m%d-%H%M}.{form.cleaned_data['kind']}"
    return HttpResponse(written, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{named}"'})
