"""What somebody opens from a mail: a registration of theirs, or seats that are offered to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community import linking
from community.limiting import limited
from events import handing_over, registering
from events.models import Handover, Registration
from events.views import self_service

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import Link


@linking.serves("registration-confirm")
@linking.serves("registration")
@limited("registration")
def registration(request: HttpRequest, link: Link) -> HttpResponse:
    """Show a registration to whoever holds its link; a POST confirms it, changes it or cancels it."""
    return self_service.serve(request, get_object_or_404(Registration.objects.for_listing(), pk=link.target_id))


@linking.serves("registration-handover")
def handover(request: HttpRequest, link: Link) -> HttpResponse:
    """Show offered seats to whoever got the link; a POST takes them over."""
    offers = Handover.objects.select_related(
        "registration__date__event__place", "registration__date__place", "registration__contact", "given_by"
    )
    found = get_object_or_404(offers, pk=link.target_id)
    refused = None
    if request.method == "POST":
        try:
            handing_over.accept(found)
        except registering.RegistrationRefused as refusal:
            refused = refusal.message
        else:
            messages.success(request, _("The seats are yours. A mail with all you need is on its way."))
            return redirect(request.path)
    date = found.registration.date
    context = {"handover": found, "registration": found.registration, "date": date, "event": date.event, "refused": refused}
    return render(request, "events/handover_link.html", context, status=422 if refused else 200)
