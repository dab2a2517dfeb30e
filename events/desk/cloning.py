"""Copying an event as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.desk.door import team_only
from community.forms import bound
from events import cloning
from events.desk.events import own_event
from events.forms import CloneForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from events.policies import SignedInRequest


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def clone(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say what comes along, and make the copy."""
    event = own_event(request, slug)
    form = CloneForm(**bound(request), event=event)
    if form.is_bound and form.is_valid():
        made = form.save(by=request.user)
        messages.success(request, _("This is the copy: a draft that only your team sees. Change what differs, then publish it."))
        return redirect("desk_event", made.slug)
    context = {"event": event, "form": form, "dates": list(cloning.copied_dates(event))}
    return render(request, "events/desk/clone.html", context, status=422 if form.is_bound else 200)
