"""Where a reader says that something is wrong with public words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.forms import bound
from community.limiting import limited
from feedback import tracking
from feedback.forms import ReportForm
from feedback.models import Suggestion

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@limited("report")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a report, from anyone; no identity is asked for."""
    suggestion = get_object_or_404(Suggestion.objects.public().for_listing(), reference=reference)
    form = ReportForm(**bound(request))
    if form.is_bound and form.is_valid():
        try:
            form.save(suggestion)
        except tracking.MoveRefused:
            raise Http404 from None
        messages.success(request, _("Thank you. A moderator looks at it."))
        return redirect("feedback:detail", reference)
    context = {"suggestion": suggestion, "form": form}
    return render(request, "feedback/report.html", context, status=422 if form.is_bound else 200)
