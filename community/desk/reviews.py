"""Looking again at what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community import forms, policies, reviewing
from community.desk.door import team_only
from community.desk.notices import done, kept_notice, show
from community.forms.enclosures import ReviewForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from community.accounts import SignedInRequest


@team_only
@require_http_methods(["GET", "HEAD", "POST"])  # GET: the language switch of a refused form
def review(request: SignedInRequest, slug: str) -> HttpResponse:
    """Set the day on which the notice comes to the desk again, or say that it was looked at."""
    found = kept_notice(request, slug)
    if not policies.can_write_notice(request.user, found.body):
        raise Http404
    if request.method != "POST":
        return redirect("desk_notice", slug)
    form = ReviewForm(**forms.bound(request))
    if not form.is_valid():
        return show(request, found, review_form=form)
    given = form.cleaned_data
    done(request, lambda: reviewing.plan(found, due=given["due"], looked=given["looked"], by=request.user), _("Noted."))
    return redirect("desk_notice", slug)
