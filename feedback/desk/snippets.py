"""The snippets of answers that an office keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.desk.door import team_only
from community.forms import bound
from feedback import phrasing, policies, tracking
from feedback.forms import SnippetForm
from feedback.forms.meanwhile import is_refused, refuse, stands_now
from feedback.models import Snippet

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CONFLICT = 409


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the snippets that a person keeps."""
    rows = _kept(request).select_related("body__parent", "category").order_by("body", "category", "pk")
    return render(request, "feedback/desk/snippets.html", {"rows": rows})


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a snippet."""
    _kept(request)
    return _edited(request, Snippet())


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a snippet."""
    return _edited(request, get_object_or_404(_kept(request), pk=pk))


@team_only
@require_POST
def retirement(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a snippet away."""
    snippet = get_object_or_404(_kept(request), pk=pk)
    phrasing.retire(snippet, by=_person(request))
    messages.success(request, _("It is offered no longer."))
    return redirect("desk_snippets")


def _edited(request: HttpRequest, snippet: Snippet) -> HttpResponse:
    form, stored = SnippetForm(**bound(request), instance=snippet, person=request.user), []
    if form.is_bound and form.is_valid():
        try:
            form.save_since(request.POST.get("seen", ""))
        except tracking.ChangedMeanwhile as refusal:
            refuse(form, refusal.message)
            stored = stands_now(form, SnippetForm(instance=Snippet.objects.get(pk=snippet.pk), person=request.user))
        else:
            messages.success(request, _("The snippet is kept."))
            return redirect("desk_snippets")
    now = Snippet.objects.filter(pk=snippet.pk).first() or snippet
    context = {"form": form, "snippet": now, "seen": phrasing.stamp(now), "stored": stored}
    status = CONFLICT if is_refused(form) else 422 if form.is_bound else 200
    return render(request, "feedback/desk/snippet.html", context, status=status)


def _kept(request: HttpRequest) -> Any:
    if not policies.keeps_snippets(request.user):
        raise PermissionDenied
    return Snippet.objects.in_use().kept_by(request.user)


def _person(request: HttpRequest) -> Any:
    return request.user
