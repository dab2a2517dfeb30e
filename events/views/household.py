"""One's household: who belongs to it, and what is saved of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community import accounts
from community.forms import bound
from events import gathering
from events.forms import MemberForm
from events.models import Member
from events.models.household import LARGEST_HOUSEHOLD
from events.refusals import RegistrationRefused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from events.policies import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def household(request: SignedInRequest) -> HttpResponse:
    """List one's household; add somebody."""
    members = list(Member.objects.visible_to(request.user))
    form = MemberForm(**bound(request), contact=accounts.contact_of(request.user))
    if form.is_bound and form.is_valid():
        try:
            form.save()
        except RegistrationRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved. You can choose this person whenever you register."))
            return redirect("account_household")
    context = {"members": members, "form": form, "has_room": len(members) < LARGEST_HOUSEHOLD}
    return render(request, "events/account_household.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def member(request: SignedInRequest, member: UUID) -> HttpResponse:
    """Change what is saved of somebody."""
    found = get_object_or_404(Member.objects.visible_to(request.user), key=member)
    form = MemberForm(**bound(request), contact=accounts.contact_of(request.user), member=found)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("account_household")
    return render(request, "events/account_member.html", {"member": found, "form": form}, status=422 if form.is_bound else 200)


@require_POST
@login_required
def removal(request: SignedInRequest, member: UUID) -> HttpResponse:
    """Forget somebody. A second press finds nobody, which is what was wanted."""
    found = Member.objects.visible_to(request.user).filter(key=member).first()
    if found is not None:
        gathering.remove(found)
    messages.success(request, _("Removed. What you registered before stays as it is."))
    return redirect("account_household")
