"""The helpers of a date at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.desk.door import team_only
from community.forms import bound
from events import volunteering
from events.desk.dates import own_date
from events.desk.events import own_event
from events.forms import VolunteerForm
from events.models import Volunteer
from events.refusals import SchedulingRefused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from events.policies import SignedInRequest


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def volunteers(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """List who helps at a date; put somebody on the list."""
    event = own_event(request, slug)
    date = own_date(event, key)
    form = VolunteerForm(**bound(request), date=date, by=request.user)
    if form.is_bound and form.is_valid():
        try:
            made = form.save()
        except SchedulingRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("%(name)s is on the list and is told by mail.") % {"name": made.name})
            return redirect("desk_event_volunteers", slug, key)
    there = Volunteer.objects.filter(date=date, released_at__isnull=True).select_related("contact", "door")
    over = date.is_cancelled or date.ends_at <= timezone.now()
    context = {"event": event, "date": date, "form": form, "volunteers": there, "over": over}
    return render(request, "events/desk/volunteers.html", context, status=422 if form.is_bound else 200)


@team_only
@require_POST
def release(request: SignedInRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    date = own_date(own_event(request, slug), key)
    found = get_object_or_404(Volunteer.objects.select_related("contact", "door", "date__event__body"), pk=pk, date=date)
    volunteering.release(found, by=request.user)
    messages.success(request, _("%(name)s is off the list, and a link to the door has ended.") % {"name": found.name})
    return redirect("desk_event_volunteers", slug, key)
