"""What a guest opens from a mail: the registration itself, to confirm or to give back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community import linking
from events import registering, ticketing
from events.models import Registration

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import Link


@linking.serves("registration-confirm")
@linking.serves("registration")
def registration(request: HttpRequest, link: Link) -> HttpResponse:
    """Show a registration to whoever holds its link; a POST confirms it or cancels it."""
    found = get_object_or_404(Registration.objects.for_listing(), pk=link.target_id)
    refused = None
    if request.method == "POST":
        try:
            return _act(request, found)
        except registering.RegistrationRefused as refusal:
            refused = refusal.message
    found.refresh_from_db()
    context = {"registration": found, "date": found.date, "event": found.date.event, "refused": refused}
    context["ticket"] = ticketing.text(found) if found.is_confirmed else ""
    return render(request, "events/registration_link.html", context, status=422 if refused else 200)


def _act(request: HttpRequest, found: Registration) -> HttpResponse:
    if "cancel" in request.POST:
        registering.cancel(found)
        messages.success(request, _("Your registration is cancelled and the seats are given back."))
    else:
        registering.confirm(found)
        messages.success(request, _("Your seats are confirmed. A mail with all you need is on its way."))
    return redirect(request.path)
