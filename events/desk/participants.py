"""Who comes. Only those who organise the event see names, and each look and each file is on the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community import auditing
from community.desk.door import team_only
from events.desk.events import own_event
from events.forms import ExportForm, PartyFilterForm
from events.models import Registration

if TYPE_CHECKING:
    from events.models import Event
    from events.policies import SignedInRequest

A_PAGE = 50


@team_only
@require_safe
def participants(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the parties of an event, found by a name in either script, a code or an address."""
    event = own_event(request, slug)
    dates = list(event.dates.all())
    return _show(request, event, ExportForm(event=event, dates=dates, initial={"date": request.GET.get("date", "")}))


@team_only
@require_POST
def export(request: SignedInRequest, slug: str) -> HttpResponse:
    """Answer with the participants as a file for a spreadsheet. The only change is the line on the trail."""
    event = own_event(request, slug)
    form = ExportForm(request.POST, event=event, dates=list(event.dates.all()))
    if not form.is_valid():
        return _show(request, event, form)
    written, kind = form.save(by=request.user)
    name = f"participants-{event.slug}-{timezone.localtime():%Y%m%d-%H%M}.{form.cleaned_data['kind']}"
    return HttpResponse(written, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _show(request: SignedInRequest, event: Event, export_form: ExportForm) -> HttpResponse:
    dates = list(event.dates.all())
    asked = PartyFilterForm(request.GET, dates=dates)
    parties = asked.narrow(Registration.objects.filter(date__event=event))
    parties = parties.select_related("date", "contact", "attendance", "reconfirmation").prefetch_related("people")
    page = Paginator(parties.order_by("date__starts_at", "created_at", "pk"), A_PAGE).get_page(request.GET.get("page"))
    auditing.record("event.participants_read", event, by=request.user, body=event.body)
    only = asked.chosen or (dates[0] if len(dates) == 1 else None)
    context = {"event": event, "filter": asked, "page": page, "only": only, "export": export_form, "dates": dates}
    status = 422 if export_form.errors else 200
    return render(request, "events/desk/participants.html", context, status=status)
