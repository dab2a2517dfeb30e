"""Following a public suggestion: asked for on its page, confirmed and ended behind signed links, each by one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community import linking
from community.forms import bound
from community.limiting import limited
from community.models import Contact
from feedback import following
from feedback.forms import FollowForm
from feedback.models import Follow, Suggestion

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import Link


@limited("follow")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def follow(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask to be told: by one button when signed in, by an address otherwise. The answer never says who follows already."""
    suggestion = get_object_or_404(Suggestion.objects.public().for_listing(), reference=reference)
    if request.method == "POST" and request.user.is_authenticated:
        following.ask(suggestion, contact=request.user.contact, language=request.user.contact.language, proven=True)
        messages.success(request, _("You follow it. Every mail has a link that ends it."))
        return redirect("feedback:detail", reference)
    form = FollowForm(**bound(request))
    if form.is_bound and form.is_valid():
        language = get_language() or "en"
        form.save(suggestion, contact=Contact.objects.of(form.cleaned_data["email"], language=language), language=language)
        messages.success(request, _("Look into your mail: press the button there, and you follow it."))
        return redirect("feedback:detail", reference)
    context = {"suggestion": suggestion, "form": form}
    return render(request, "feedback/follow.html", context, status=422 if form.is_bound else 200)


@linking.serves(following.CONFIRM_LINK)
def confirmation(request: HttpRequest, link: Link) -> HttpResponse:
    """Confirm that an address wants to follow."""
    found = _found(link)
    if request.method == "POST" and "switch_language" not in request.POST:
        following.confirm(found)
        messages.success(request, _("You follow it. Every mail has a link that ends it."))
        return redirect("feedback:detail", found.suggestion.reference)
    return render(request, "feedback/follow_link.html", {"follow": found, "confirming": True})


@linking.serves(following.END_LINK)
def ending(request: HttpRequest, link: Link) -> HttpResponse:
    """End it; pressing again changes nothing."""
    found = _found(link)
    if request.method == "POST" and "switch_language" not in request.POST:
        following.end(found)
        return redirect(request.path)
    return render(request, "feedback/follow_link.html", {"follow": found, "confirming": False})


def _found(link: Link) -> Follow:
    found = Follow.objects.select_related("suggestion__public_words", "contact").filter(pk=link.target_id).first()
    if found is None or not found.suggestion.is_public:
        raise linking.LinkError
    return found
