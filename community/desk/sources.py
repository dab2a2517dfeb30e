"""The desk's list of addresses outside that no longer answer, and of sources that say something else now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from community import checking
from community.desk.door import team_only
from community.models import WebAddress, WebUse
from community.refusals import NotAllowed

if TYPE_CHECKING:
    from django.http import HttpResponse

    from community.accounts import SignedInRequest
    from community.models.web import WebUseQuerySet

A_PAGE = 30


@team_only
@require_safe
def links(request: SignedInRequest) -> HttpResponse:
    """List what has to be looked at, of one's own offices."""
    mine = WebUse.objects.kept_by(request.user)
    shelves: dict[str, WebUseQuerySet] = {"broken": mine.broken(), "changed": mine.changed(), "doubtful": mine.doubtful()}
    shelf = request.GET.get("shelf", "broken")
    if shelf not in shelves:
        raise Http404
    context = {
        "page": Paginator(shelves[shelf].for_listing(), A_PAGE).get_page(request.GET.get("page")),
        "shelf": shelf,
        "tabs": _tabs(shelf, {name: found.count() for name, found in shelves.items()}),
        "is_on": settings.LINK_CHECKS,
        "last": WebAddress.objects.filter(checked_at__isnull=False).order_by("-checked_at").first(),
    }
    return render(request, "community/desk/links.html", context)


@team_only
@require_POST
def settled(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a person looked at it."""
    use = get_object_or_404(WebUse.objects.kept_by(request.user).select_related("body__parent"), pk=pk)
    try:
        checking.settle(use, by=request.user)
    except NotAllowed:
        raise Http404 from None
    messages.success(request, _("Noted. It comes back if it fails or changes again."))
    return redirect("desk_links")


def _tabs(current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    labels = {
        "broken": pgettext("links", "Broken"),
        "changed": _("Source changed"),
        "doubtful": pgettext("links", "Doubtful"),
    }
    return [
        {"url": f"?shelf={name}", "label": label, "count": counts[name], "current": name == current}
        for name, label in labels.items()
    ]
