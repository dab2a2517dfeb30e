"""Who works where: the staff and roles of the bodies one manages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import forms, joining
from community.desk.door import team_only
from community.models import Body, Invitation, Membership

if TYPE_CHECKING:
    from django.http import HttpResponse

    from community.accounts import SignedInRequest

PAST_SHOWN = 50
A_PAGE = 50


@team_only
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """List the bodies whose people one may manage, and find people among them; lead straight in where there is one body."""
    bodies = _managed(request)
    if not bodies:
        raise PermissionDenied
    if len(bodies) == 1:
        return redirect("desk_people_of", bodies[0].slug)
    form = forms.PeopleFilterForm(request.GET)
    context: dict[str, object] = {"form": form, "bodies": bodies}
    if form.is_narrow:
        context["bodies"] = [body for body in bodies if form.has_words(body)]
        context["page"] = Paginator(form.people(bodies), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "community/desk/people.html", context)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def people_of(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show who works in a body and who is asked to; POST asks someone."""
    body = _body(request, slug)
    form = forms.InviteForm(**forms.bound(request), body=body, by=request.user)
    if form.is_bound and form.is_valid():
        try:
            done = form.save()
        except joining.JoiningError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            given = isinstance(done, Membership)
            messages.success(request, _("The role is given.") if given else _("The invitation is on its way."))
            return redirect("desk_people_of", slug)
    context = {"body": body, "form": form, "several": len(_managed(request)) > 1, **_who(body)}
    return render(request, "community/desk/people_of.html", context, status=422 if form.is_bound else 200)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once more, then end a role."""
    body = _body(request, slug)
    held = Membership.objects.current(timezone.now()).filter(body=body).select_related("user")
    membership = get_object_or_404(held, pk=pk)
    if request.method != "POST" or "switch_language" in request.POST:
        context = {"body": body, "membership": membership, "is_own": membership.user_id == request.user.pk}
        return render(request, "community/desk/role_end.html", context)
    try:
        joining.end_role(membership, by=request.user)
        messages.success(request, _("The role has ended. It counts no longer from this moment."))
    except joining.JoiningError as refusal:
        messages.error(request, str(refusal.message))
    if membership.user_id == request.user.pk:  # who ends their own role may no longer be let in here
        return redirect("account")
    return redirect("desk_people_of", slug)


@team_only
@require_POST
def invitation_withdrawal(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take an open invitation back."""
    body = _body(request, slug)
    invitation = get_object_or_404(Invitation.objects.select_related("body__parent"), pk=pk, body=body)
    try:
        joining.withdraw_invitation(invitation, by=request.user)
        messages.success(request, _("The invitation is withdrawn. Its link opens nothing any more."))
    except joining.JoiningError as refusal:
        messages.error(request, str(refusal.message))
    return redirect("desk_people_of", slug)


def _managed(request: SignedInRequest) -> list[Body]:
    now = timezone.now()
    held = Q(memberships__since__lte=now) & (Q(memberships__until=None) | Q(memberships__until__gt=now))
    asked = Q(invitations__accepted_at=None, invitations__withdrawn_at=None, invitations__created_at__gt=now - joining.OPEN_FOR)
    bodies = joining.bodies_managed_by(request.user).annotate(
        people=Count("memberships__user", filter=held, distinct=True), asked=Count("invitations", filter=asked, distinct=True)
    )
    kinds = list(Body.Kind)  # from the alliance and the city down to the townships
    return sorted(
        bodies, key=lambda body: (kinds.index(Body.Kind(body.kind)), body.parent.slug if body.parent else "", body.slug)
    )


def _body(request: SignedInRequest, slug: str) -> Body:
    return get_object_or_404(joining.bodies_managed_by(request.user), slug=slug)


def _who(body: Body) -> dict[str, object]:
    now = timezone.now()
    roles = body.memberships.select_related("user").order_by("user__email", "role")
    asked = body.invitations.filter(accepted_at=None, withdrawn_at=None, created_at__gt=now - joining.OPEN_FOR)
    newest_first = asked.select_related("invited_by").order_by("-created_at")
    return {
        "current": roles.filter(Q(until=None) | Q(until__gt=now), since__lte=now),
        "past": roles.filter(until__lte=now).order_by("-until")[:PAST_SHOWN],
        "asked": [(found, found.created_at + joining.OPEN_FOR) for found in newest_first],
    }
