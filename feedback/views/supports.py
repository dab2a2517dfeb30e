"""Support for what others suggested: by account, or by a browser that is known for this one suggestion only.

A guest who wants to be told what happens gives an address, which confirms it behind a signed link.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community import linking
from community.forms import bound
from community.limiting import limited
from community.models import Contact
from feedback import supporting, tracking
from feedback.forms import NewsForm
from feedback.models import Suggestion, Support
from feedback.telling import SUPPORT_LINK

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from community.models import Link

VOICES = "supports"  # in the session: the key of each voice given without an account, by reference
MOST_KEPT = 50


@limited("support")
@require_POST
def support(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a voice, or take it back."""
    suggestion, key = get_object_or_404(Suggestion.objects.public(), reference=reference), _key(request, reference)
    contact = Contact.objects.filter(user=request.user).first() if request.user.is_authenticated else None
    try:
        if request.POST.get("act") == "end":
            supporting.end(suggestion, key=key, contact=contact)
            messages.success(request, _("Your voice is taken back."))
        else:
            supporting.support(suggestion, key=key, language=get_language() or "en", contact=contact)
            _remember(request, reference, key)
            messages.success(request, _("Your voice counts. Nothing of you is shown."))
    except tracking.FeedbackRefused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("feedback:detail", reference)


@limited("support")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def news(request: HttpRequest, reference: str) -> HttpResponse:
    """Support it and be told what happens: asked for with an address, which is asked by mail first."""
    suggestion = get_object_or_404(Suggestion.objects.public().for_listing(), reference=reference)
    if request.user.is_authenticated:  # whose account is told anyway
        return redirect("feedback:detail", reference)
    form = NewsForm(**bound(request))
    if form.is_bound and form.is_valid():
        language, key = get_language() or "en", _key(request, reference)
        try:
            form.save(suggestion, key=key, language=language)
        except tracking.FeedbackRefused as refusal:
            messages.error(request, str(refusal.message))
        else:
            _remember(request, reference, key)
            said = _("Your voice counts. Look into your mail: press the button there, and we tell you what happens.")
            messages.success(request, said)
        return redirect("feedback:detail", reference)
    context = {"suggestion": suggestion, "form": form}
    return render(request, "feedback/support_news.html", context, status=422 if form.is_bound else 200)


@linking.serves(supporting.CONFIRM_LINK)
def confirmation(request: HttpRequest, link: Link) -> HttpResponse:
    """Confirm that an address wants to be told."""
    given = _found(link)
    if request.method == "POST" and "switch_language" not in request.POST:
        try:
            supporting.confirm(given)
            messages.success(request, _("We tell you what happens. Every mail has a link that ends it."))
        except supporting.OwnSuggestion as refusal:
            messages.error(request, str(refusal.message))
        return redirect("feedback:detail", given.suggestion.reference)
    return render(request, "feedback/support_link.html", {"given": given, "confirming": True, "email": given.asked})


@linking.serves(SUPPORT_LINK)
def ending(request: HttpRequest, link: Link) -> HttpResponse:
    """Be told no more; pressing again changes nothing."""
    given = _found(link)
    if request.method == "POST" and "switch_language" not in request.POST:
        supporting.silence(given)
        return redirect(request.path)
    return render(request, "feedback/support_link.html", {"given": given, "confirming": False})


def shown(request: HttpRequest, suggestion: Suggestion) -> dict[str, Any]:
    """Return what a page shows of the support: how many, and whether the reader is one of them."""
    counting = suggestion.supports.counting()
    key = None
    if request.user.is_authenticated:
        mine = counting.filter(contact__user=request.user).exists()
    else:
        key = request.session.get(VOICES, {}).get(suggestion.reference)
        mine = bool(key) and counting.filter(key=key).exists()
    by_browser = not request.user.is_authenticated
    told = by_browser and key is not None and counting.filter(key=key, contact__isnull=False).exists()
    asked = by_browser and not told
    return {"count": counting.count(), "mine": mine, "reference": suggestion.reference, "may_ask": asked, "told": told}


def _found(link: Link) -> Support:
    rows = Support.objects.select_related("suggestion__public_words", "asked", "contact")
    found = rows.filter(pk=link.target_id).first()
    if found is None or not found.suggestion.is_public:
        raise linking.LinkError
    return found


def _key(request: HttpRequest, reference: str) -> uuid.UUID:
    """Return the key of this browser's voice for one suggestion; a new one where it has none."""
    kept = request.session.get(VOICES, {}).get(reference)
    return uuid.UUID(kept) if kept else uuid.uuid4()


def _remember(request: HttpRequest, reference: str, key: uuid.UUID) -> None:
    voices = dict(list(request.session.get(VOICES, {}).items())[-MOST_KEPT:])
    request.session[VOICES] = voices | {reference: str(key)}
