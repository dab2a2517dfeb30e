"""When an event's reminders go, and missed events for which somebody says there was a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community import auditing
from community.desk.door import team_only
from community.forms import bound
from events import absences, reminding
from events.desk.events import own_event
from events.forms import RemindersForm
from events.models import Absence

if TYPE_CHECKING:
    from django.http import HttpResponse

    from events.policies import SignedInRequest


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show and set the distances; they move with each date."""
    event = own_event(request, slug)
    form = RemindersForm(**bound(request), event=event, by=request.user)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("The reminders are saved."))
        return redirect("desk_event_reminders", event.slug)
    coming = [date for date in event.dates.all() if date.ends_at > timezone.now() and not date.is_cancelled]
    plan = [(date, [(one, one.due_at(date)) for one in form.reminders if one.off_at is None]) for date in coming]
    context = {"event": event, "form": form, "plan": plan, "coming": reminding.said_they_come(coming)}
    return render(request, "events/desk/reminders.html", context, status=422 if form.is_bound else 200)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def missed(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show who missed dates of an event; accept or uphold what they explained."""
    event = own_event(request, slug)
    rows = Absence.objects.filter(registration__date__event=event).select_related("contact", "registration__date__event__body")
    if request.method == "POST":
        found = get_object_or_404(rows.appealed(), registration__reference=request.POST.get("reference", ""))
        (absences.excuse if "excuse" in request.POST else absences.keep)(found, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("desk_event_missed", event.slug)
    auditing.record("event.participants_read", event, by=request.user, body=event.body)
    return render(request, "events/desk/missed.html", {"event": event, "absences": rows, "now": timezone.now()})
