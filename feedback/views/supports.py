"""Support for what others suggested: by account, or by a browser that is known for this one suggestion only."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.limiting import limited
from community.models import Contact
from feedback import supporting, tracking
from feedback.models import Suggestion

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

VOICES = "supports"  # in the session: the key of each voice given without an account, by reference
MOST_KEPT = 50


@limited("support")
@require_POST
def support(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a voice, or take it back."""
    suggestion = get_object_or_404(Suggestion.objects.public(), reference=reference)
    voices: dict[str, str] = dict(list(request.session.get(VOICES, {}).items())[-MOST_KEPT:])
    key = uuid.UUID(voices[reference]) if reference in voices else uuid.uuid4()
    contact = Contact.objects.filter(user=request.user).first() if request.user.is_authenticated else None
    try:
        if request.POST.get("act") == "end":
            supporting.end(suggestion, key=key, contact=contact)
            messages.success(request, _("Your voice is taken back."))
        else:
            supporting.support(suggestion, key=key, language=get_language() or "en", contact=contact)
            request.session[VOICES] = voices | {reference: str(key)}
            messages.success(request, _("Your voice counts. Nothing of you is shown."))
    except tracking.FeedbackRefused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("feedback:detail", reference)


def shown(request: HttpRequest, suggestion: Suggestion) -> dict[str, Any]:
    """Return what a page shows of the support: how many, and whether the reader is one of them."""
    counting = suggestion.supports.counting()
    if request.user.is_authenticated:
        mine = counting.filter(contact__user=request.user).exists()
    else:
        key = request.session.get(VOICES, {}).get(suggestion.reference)
        mine = bool(key) and counting.filter(key=key).exists()
    return {"count": counting.count(), "mine": mine, "reference": suggestion.reference}
