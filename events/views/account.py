"""What a signed-in person has registered for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.limiting import limited
from events.models import Registration
from events.views import self_service

if TYPE_CHECKING:
    from django.http import HttpResponse

    from events.policies import SignedInRequest

EARLIER = 30


@require_safe
@login_required
def registrations(request: SignedInRequest) -> HttpResponse:
    """List one's coming seats, and below what is over or was given back."""
    now = timezone.now()
    mine = Registration.objects.filter(contact__user=request.user).without_offers().for_listing()
    coming = mine.live().filter(date__ends_at__gt=now).order_by("date__starts_at")
    earlier = mine.exclude(pk__in=coming.values("pk")).order_by("-date__starts_at")[:EARLIER]
    return render(request, "events/account_registrations.html", {"coming": coming, "earlier": earlier})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
@limited("registration")
def registration(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show one's own registration and what can be done with it; do it."""
    mine = Registration.objects.filter(contact__user=request.user).for_listing()
    return self_service.serve(request, get_object_or_404(mine, reference=reference))
