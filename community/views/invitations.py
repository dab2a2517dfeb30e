"""The answer to an invitation: the link shows who asks for what, a POST takes the role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community import joining, linking
from community.models import Invitation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import Link


@linking.serves(joining.PURPOSE)
def invitation(request: HttpRequest, link: Link) -> HttpResponse:
    """Show the invitation; accept it for whoever is signed in with the address it was sent to."""
    found = Invitation.objects.select_related("body__parent", "invited_by").get(pk=link.target_id)
    if not joining.is_open(found):
        raise linking.LinkClosed
    if request.method != "POST" or not request.user.is_authenticated or "switch_language" in request.POST:
        context = {"invitation": found, "until": link.expires_at, "is_theirs": _is_theirs(request, found)}
        return render(request, "community/invitation.html", context)
    try:
        joining.accept(found, by=request.user)
    except joining.JoiningError as refusal:
        messages.error(request, str(refusal.message))
        return redirect(request.path)
    messages.success(request, _("Welcome to the team. Your role counts from now on."))
    return redirect("account")


def _is_theirs(request: HttpRequest, found: Invitation) -> bool:
    return request.user.is_authenticated and request.user.email == found.email
