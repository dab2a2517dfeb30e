"""The desk's part of a notice that says whose place it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import forms, policies, superseding
from community.desk.door import team_only
from community.desk.notices import done, kept_notice, show
from community.forms.editions import SupersedeForm
from community.models import Supersession

if TYPE_CHECKING:
    from django.http import HttpResponse

    from community.accounts import SignedInRequest
    from community.models import Notice


@team_only
@require_http_methods(["GET", "HEAD", "POST"])  # GET: the language switch of a refused form
def supersession(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say that this notice takes the place of an earlier one."""
    later = _published_by_them(request, slug)
    if request.method != "POST":
        return redirect("desk_notice", slug)
    form = SupersedeForm(**forms.bound(request), later=later, by=request.user)
    if not form.is_valid():
        return show(request, later, supersede_form=form)
    message = _("Said. Both notices lead to each other.")
    done(request, lambda: form.save(by=request.user), message)
    return redirect("desk_notice", slug)


@team_only
@require_POST
def supersession_end(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take it back."""
    later = _published_by_them(request, slug)
    said = get_object_or_404(
        Supersession.objects.select_related("earlier__body__parent", "later__body__parent"), later=later, pk=pk
    )
    done(request, lambda: superseding.unsay(said, by=request.user), _("Taken back. Both notices stand beside each other."))
    return redirect("desk_notice", slug)


def _published_by_them(request: SignedInRequest, slug: str) -> Notice:
    """Return the notice to who may publish it; to everyone else these doors are absent."""
    found = kept_notice(request, slug)
    if not policies.can_publish_notice(request.user, found):
        raise Http404
    return found
