"""Tickets as page, picture and PDF, and the card that tells others of an event.

The address of a ticket is the ticket itself: who can show it, can open it, and nobody else. So it needs no account, can be
handed to the one of the party who goes, and ends by itself when the registration changes.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from community import cards
from community.views.pictures import shown_card
from events import cards as event_cards
from events import printing, ticketing
from events.models import Event, Registration

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from events.policies import SignedInRequest

HOUR = 3600


def _shown(view: Callable[[HttpRequest, Registration], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Find the registration of a ticket, or say what is wrong with it: 404 for what never was one, 410 for what has ended."""

    @wraps(view)
    def wrapper(request: HttpRequest, ticket: str) -> HttpResponse:
        try:
            found = ticketing.registration_of(ticket)
        except ticketing.Replaced as refusal:
            return _refused(request, str(refusal.message), 410)
        except ticketing.TicketRefused as refusal:
            return _refused(request, str(refusal.message), 404)
        if not found.is_confirmed:
            return _refused(request, str(ticketing.Ended.message), 410)
        response = view(request, found)
        patch_cache_control(response, private=True, max_age=0 if response["Content-Type"].startswith("text/html") else HOUR)
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapper


@require_safe
@_shown
def ticket(request: HttpRequest, found: Registration) -> HttpResponse:
    """Show a ticket. The page stays on the phone that opened it once, for a door without a network."""
    text = ticketing.text(found)
    context = {
        "registration": found,
        "date": found.date,
        "event": found.date.event,
        "ticket": text,
        "qr": cards.qr_data_uri(text),
        "drawn_at": timezone.now(),  # what a phone has kept says of when it is
    }
    return render(request, "events/ticket.html", context)


@require_safe
@_shown
def card(_request: HttpRequest, found: Registration) -> HttpResponse:
    """Serve the ticket as a picture that can be held and saved."""
    return HttpResponse(event_cards.ticket(found), content_type="image/png")


@require_safe
@_shown
def pdf(_request: HttpRequest, found: Registration) -> HttpResponse:
    """Serve the ticket for printing."""
    response = HttpResponse(printing.ticket_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="ticket-{found.code}.pdf"'
    return response


@require_safe
@login_required
def own_ticket(request: SignedInRequest, reference: str) -> HttpResponse:
    """Lead a signed-in person to the ticket of a registration of theirs."""
    mine = Registration.objects.filter(contact__user=request.user, state=Registration.State.CONFIRMED)
    return redirect("events:ticket", ticketing.text(get_object_or_404(mine, reference=reference)))


@require_safe
def share_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the picture of an event that people send to their groups."""
    event = get_object_or_404(Event.objects.visible_to(request.user).for_page().prefetch_related("dates"), slug=slug)
    dates = [date for date in event.dates.all() if not date.is_cancelled]
    first = next((date for date in dates if not date.has_begun), dates[-1] if dates else None)
    return shown_card(request, event_cards.share(event, first), public=event.is_published)


def _refused(request: HttpRequest, message: str, status: int) -> HttpResponse:
    response = render(request, "events/ticket_refused.html", {"message": message}, status=status)
    add_never_cache_headers(response)  # "gone" would else be kept for ever by some browsers
    response["X-Robots-Tag"] = "noindex"
    return response
