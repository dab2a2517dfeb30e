"""The door of a date at the desk: links for those who keep it, how many are here, and what has to be looked at afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import cards
from community.desk.door import team_only
from community.forms import bound
from events import checking_in, sharing
from events.desk.dates import own_date
from events.desk.events import own_event
from events.forms import DoorLinkForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from events.policies import SignedInRequest

FRESH = "door-links"  # in the session: the tokens this person made, for they are stored nowhere else in the clear
KEPT_TOKENS = 20


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Show a date's door; make a link to it."""
    event = own_event(request, slug)
    date = own_date(event, key)
    form = DoorLinkForm(**bound(request), date=date, by=request.user)
    if form.is_bound and form.is_valid():
        made, token = form.save()
        fresh = {**request.session.get(FRESH, {}), str(made.pk): token}
        request.session[FRESH] = dict(list(fresh.items())[-KEPT_TOKENS:])
        return redirect("desk_event_door_link", slug, key, made.pk)
    context = {
        "event": event,
        "date": date,
        "form": form,
        "links": date.door_links.select_related("made_by"),
        "report": checking_in.report(date),
        "fresh": {int(pk) for pk in request.session.get(FRESH, {})},
    }
    return render(request, "events/desk/door.html", context, status=422 if form.is_bound else 200)


@team_only
@require_safe
def link(request: SignedInRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Show a link to hand over or to print: its code is shown to who made it, as long as they stay signed in."""
    event = own_event(request, slug)
    date = own_date(event, key)
    made = get_object_or_404(date.door_links, pk=pk)
    token = request.session.get(FRESH, {}).get(str(pk), "") if not made.is_revoked else ""
    address = settings.SITE_URL + reverse("door", args=[token]) if token else ""
    context = {
        "event": event,
        "date": date,
        "link": made,
        "address": address,
        "qr": cards.qr_data_uri(address) if address else "",
        "facts": sharing.facts(event, date),
    }
    return render(request, "events/desk/door_link.html", context)


@team_only
@require_POST
def revocation(request: SignedInRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """End a link at once."""
    date = own_date(own_event(request, slug), key)
    checking_in.close_door(get_object_or_404(date.door_links.select_related("date__event__body"), pk=pk), by=request.user)
    messages.success(request, _("The link is revoked. Phones that keep its list forget it when they next have a network."))
    return redirect("desk_event_door", slug, key)
