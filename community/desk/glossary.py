"""The glossary at the desk, and what people looked for in vain: admins keep the one, who writes reads both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import forms, glossing, policies, searching
from community.desk.door import team_only
from community.forms.glossary import GlossaryForm
from community.models import GlossaryTerm, SearchMiss

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from community.accounts import SignedInRequest

A_PAGE = 50
LONGEST = 80


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def glossary(request: SignedInRequest) -> HttpResponse:
    """Show the terms; POST enters one."""
    _refuse_strangers(request)
    form = GlossaryForm(**(forms.bound(request) or {"initial": _looked_for(request)}))
    if request.method == "POST":
        _refuse_readers(request)
    if form.is_bound and form.is_valid():
        form.save_as(request.user)
        messages.success(request, _("Entered. Search finds these words as one from now on."))
        return redirect("desk_glossary")
    query = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    context = {
        "form": form if policies.can_keep_glossary(request.user) else None,
        "page": Paginator(_terms(query), A_PAGE).get_page(request.GET.get("page")),
        "query": query,
    }
    return render(request, "community/desk/glossary.html", context, status=422 if form.is_bound else 200)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def term(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a term anew."""
    _refuse_readers(request)
    found = get_object_or_404(GlossaryTerm, pk=pk)
    form = GlossaryForm(**forms.bound(request), instance=found)
    if form.is_bound and form.is_valid():
        form.save_as(request.user)
        messages.success(request, _("The term is saved."))
        return redirect("desk_glossary")
    context = {"form": form, "term": GlossaryTerm.objects.get(pk=pk)}
    return render(request, "community/desk/glossary_term.html", context, status=422 if form.is_bound else 200)


@team_only
@require_POST
def removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a term out."""
    _refuse_readers(request)
    glossing.take_out(get_object_or_404(GlossaryTerm, pk=pk), by=request.user)
    messages.success(request, _("Taken out of the glossary."))
    return redirect("desk_glossary")


@team_only
@require_safe
def searches(request: SignedInRequest) -> HttpResponse:
    """List what was looked for more than once and found nowhere."""
    _refuse_strangers(request)
    language = request.GET.get("language", "")
    missed: QuerySet[SearchMiss] = searching.missing.asked_again()
    if language:
        missed = missed.filter(language=language)
    context = {
        "page": Paginator(missed, A_PAGE).get_page(request.GET.get("page")),
        "may_keep": policies.can_keep_glossary(request.user),
    }
    return render(request, "community/desk/searches.html", context)


def _terms(query: str) -> QuerySet[GlossaryTerm]:
    found = GlossaryTerm.objects.select_related("changed_by").order_by("name_en", "pk")
    columns = ("name_en", "name_zh_hans", "others_en", "others_zh_hans", "note")
    return found.filter(Q(*((f"{column}__icontains", query) for column in columns), _connector=Q.OR)) if query else found


def _looked_for(request: HttpRequest) -> dict[str, Any]:
    """Return what the form begins with: words that were looked for in vain."""
    words = request.GET.get("add", "")[:LONGEST].replace("\x00", "")
    return {"others_en" if words.isascii() else "others_zh_hans": words}


def _refuse_strangers(request: SignedInRequest) -> None:
    if not policies.can_view_glossary(request.user):
        raise PermissionDenied


def _refuse_readers(request: SignedInRequest) -> None:
    if not policies.can_keep_glossary(request.user):
        raise PermissionDenied
