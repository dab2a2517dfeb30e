"""What a signed-in person has registered for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Registration

if TYPE_CHECKING:
    from django.http import HttpResponse

    from events.policies import SignedInRequest

EARLIER = 30


@require_safe
@login_required
def registrations(request: SignedInRequest) -> HttpResponse:
    """List one's coming seats, and below what is over or was given back."""
    now = timezone.now()
    mine = Registration.objects.filter(contact__user=request.user).for_listing()
    coming = mine.live().filter(date__ends_at__gt=now).order_by("date__starts_at")
    earlier = mine.exclude(pk__in=coming.values("pk")).order_by("-date__starts_at")[:EARLIER]
    return render(request, "events/account_registrations.html", {"coming": coming, "earlier": earlier})
