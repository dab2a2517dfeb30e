"""Photos at the desk: shown to who works on the suggestion, made public by who moderates it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.desk.door import team_only
from community.views.files import served
from feedback import attaching, moderating, tracking
from feedback.models import Attachment, Suggestion

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@team_only
@require_safe
def photo(request: HttpRequest, reference: str, position: int) -> HttpResponse:
    """Show one photo of a suggestion that the person works on or moderates."""
    found = Attachment.objects.filter(suggestion__in=Suggestion.objects.worked_on_by(request.user).values("pk"))
    attachment = get_object_or_404(found.select_related("file"), suggestion__reference=reference, position=position)
    return served(attachment.file)


@team_only
@require_POST
def releasing(request: HttpRequest, reference: str) -> HttpResponse:
    """Make the chosen photos public."""
    assert request.user.is_authenticated  # noqa: S101  # team_only let them in
    suggestion = get_object_or_404(Suggestion.objects.to_moderate(request.user), reference=reference)
    chosen = [int(position) for position in request.POST.getlist("photo") if position.isdecimal()]
    try:
        with moderating.unchanged(suggestion, since=request.POST.get("seen", "")):
            number = attaching.release(suggestion, positions=chosen, by=request.user)
    except tracking.FeedbackRefused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Photos made public: %(number)s.") % {"number": number})
    return redirect("desk_moderate", reference)
