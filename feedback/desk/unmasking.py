"""What is hidden in a suggestion: shown to who needs it, after they said why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.desk.door import team_only
from community.forms import bound
from feedback import policies
from feedback import unmasking as verbs
from feedback.forms import ReasonForm
from feedback.models import Suggestion
from feedback.views import showing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unmasking(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask why; a POST with a reason answers with the original, this once: the page is not kept and can't be reloaded."""
    found = Suggestion.objects.worked_on_by(request.user).for_listing().select_related("contact").prefetch_related("routings")
    suggestion, form = get_object_or_404(found, reference=reference), ReasonForm(**bound(request))
    if not policies.can_unmask(request.user, suggestion):
        raise PermissionDenied
    language_name = showing.language_name(suggestion.language)
    context: dict[str, Any] = {"suggestion": suggestion, "form": form, "language_name": language_name}
    if form.is_bound and form.is_valid():
        assert request.user.is_authenticated  # noqa: S101  # team_only let them in
        context["original"] = verbs.unmask(suggestion, reason=form.cleaned_data["reason"], by=request.user)
    context["looks"] = suggestion.unmaskings.select_related("by")
    return render(request, "feedback/desk/unmasking.html", context, status=422 if form.errors else 200)
