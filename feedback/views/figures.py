"""The three rates, for everyone: of all offices by month, and of each township over a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.models import Body
from feedback import measuring

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show them as a chart with its table; groups under five are hidden."""
    now = timezone.now()
    months = measuring.by_month(None, now=now)
    townships = measuring.by_body(Body.objects.townships().order_by("parent__slug", "slug"), now=now)
    context = {"months": months, "sides": townships, "smallest": measuring.SMALLEST}
    return render(request, "feedback/figures.html", context)
