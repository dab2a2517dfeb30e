"""The desk's page of emergency banners: what is up, raising one, taking it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import forms, policies, warning
from community.desk.door import team_only
from community.forms.banners import BannerForm
from community.models import Banner

if TYPE_CHECKING:
    from django.http import HttpResponse

    from community.accounts import SignedInRequest

EARLIER = 20


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def banners(request: SignedInRequest) -> HttpResponse:
    """Show what is up and what was, and raise one more."""
    if not policies.can_warn(request.user):
        raise Http404
    form = BannerForm(**forms.bound(request))
    if form.is_bound and form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("The banner is up. It stands above every page within a minute."))
        return redirect("desk_banners")
    now = timezone.now()
    all_banners = Banner.objects.select_related("township__parent", "raised_by", "taken_down_by")
    up = list(all_banners.up(now))
    earlier = all_banners.exclude(pk__in=[banner.pk for banner in up]).order_by("-raised_at")[:EARLIER]
    context = {"form": form, "up": up, "earlier": earlier}
    return render(request, "community/desk/banners.html", context, status=422 if form.is_bound else 200)


@team_only
@require_POST
def banner_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a banner down."""
    if not policies.can_warn(request.user):
        raise Http404
    banner = get_object_or_404(Banner, pk=pk)
    try:
        warning.take_down(banner, by=request.user)
        messages.success(request, _("The banner is down."))
    except warning.AlreadyDown as refusal:
        messages.error(request, str(refusal.message))
    return redirect("desk_banners")
