"""Publishing an event, and calling it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from community.desk.door import team_only
from community.forms import bound
from events import scheduling
from events.desk.events import own_event
from events.forms import CallOffForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from events.policies import SignedInRequest


@team_only
@require_POST
def publication(request: SignedInRequest, slug: str) -> HttpResponse:
    """Publish; with `in_one_language` the person decides to do so without the other."""
    event = own_event(request, slug)
    try:
        scheduling.publish(event, by=request.user, in_one_language="in_one_language" in request.POST)
    except scheduling.SchedulingRefused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Published. Registration is open."))
    return redirect("desk_event", event.slug)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: SignedInRequest, slug: str) -> HttpResponse:
    """Call off one date or all of them; everyone who holds seats is told."""
    event = own_event(request, slug)
    now = timezone.now()
    dates = [date for date in event.dates.all() if not date.is_cancelled and not date.has_started(now)]
    form = CallOffForm(**bound(request), by=request.user, event=event, dates=dates)
    if form.is_bound and form.is_valid():
        try:
            told = form.save()
        except scheduling.SchedulingRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            words = ngettext(
                "Called off. %(count)d party is told by mail.", "Called off. %(count)d parties are told by mail.", told
            )
            messages.success(request, words % {"count": told})
            return redirect("desk_event", event.slug)
    return render(
        request,
        "events/desk/cancellation.html",
        {"event": event, "form": form, "dates": dates},
        status=422 if form.is_bound else 200,
    )
