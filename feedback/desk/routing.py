"""The routing rules: a table of categories and places, special rules, errors, dry runs, and the change of one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.desk.door import team_only
from community.forms import bound
from community.models import Body
from feedback import policies, rehearsing, ruling, tracking
from feedback.forms import RuleForm, TryForm
from feedback.forms.meanwhile import is_refused, refuse, stands_now
from feedback.models import Category, RoutingRule, RuleError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CONFLICT = 409
FIRST_ORDER = 500  # before all that the facts brought along


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the table; with a query, where such a suggestion would go."""
    _refuse_others(request)
    trial = TryForm(request.GET or None)
    decision = trial.decide() if trial.is_bound and trial.is_valid() else None
    errors = RuleError.objects.filter(settled_at=None).select_related("rule__desk__parent", "rule__category", "suggestion")
    context = {"trial": trial, "decision": decision, "errors": errors, "seen": ruling.table_stamp(), **_table()}
    return render(request, "feedback/desk/routing.html", context)


@team_only
@require_safe
def rehearsal(request: HttpRequest) -> HttpResponse:
    """Show where past suggestions would go by the rules of today."""
    _refuse_others(request)
    return render(request, "feedback/desk/rehearsal.html", {"rehearsal": rehearsing.of_past()})


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a rule, or try it over past suggestions first."""
    _refuse_others(request)
    return _rule_page(request, RuleForm(**bound(request), instance=RoutingRule(order=FIRST_ORDER)), None)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rule, switch it off or on, or try the change over past suggestions first; its history is kept."""
    _refuse_others(request)
    found = get_object_or_404(RoutingRule.objects.for_listing(), pk=pk)
    return _rule_page(request, RuleForm(**bound(request), instance=found), found.pk)


@team_only
@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a rule before the one that stands before it, or after the one behind."""
    _refuse_others(request)
    found = get_object_or_404(RoutingRule, pk=pk)
    rules = list(RoutingRule.objects.order_by("order", "pk"))
    here = next(number for number, one in enumerate(rules) if one.pk == pk)
    to = here - 1 if request.POST.get("to") == "up" else here + 2
    if 0 <= to < len(rules):
        try:
            ruling.put_before(found, other=rules[to], by=_person(request), since=request.POST.get("seen", ""))
            messages.success(request, _("The order is changed."))
        except tracking.MoveRefused as refusal:
            messages.error(request, str(refusal.message))
    return redirect("desk_routing")


@team_only
@require_POST
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an error out of the queue; its rule stays switched off."""
    _refuse_others(request)
    error = get_object_or_404(RuleError.objects.filter(settled_at=None), pk=pk)
    ruling.settle(error, by=_person(request))
    messages.success(request, _("Settled. The rule stays switched off."))
    return redirect("desk_routing")


def _rule_page(request: HttpRequest, form: RuleForm, pk: int | None) -> HttpResponse:
    tried, stored = None, []
    if form.is_bound and form.is_valid():
        if "try" in request.POST:
            tried = rehearsing.of_draft(form.draft)
        elif _kept(request, form):
            return redirect("desk_routing")
        elif pk:
            stored = stands_now(form, RuleForm(instance=RoutingRule.objects.get(pk=pk)))
    history = list(RoutingRule.history.filter(id=pk).select_related("history_user")[:20]) if pk else []  # type: ignore[attr-defined]  # simple_history adds it
    context = {"rule": form.instance if pk else None, "form": form, "rehearsal": tried, "history": history}
    # A trial keeps what was seen at first: it looks at nothing anew.
    seen = request.POST.get("seen", "") if tried else ruling.stamp(form.instance) if pk else ""
    context |= {"seen": seen, "stored": stored}
    status = CONFLICT if is_refused(form) else 422 if form.is_bound and tried is None else 200
    return render(request, "feedback/desk/rule.html", context, status=status)


def _kept(request: HttpRequest, form: RuleForm) -> bool:
    """Keep the rule; tell whether a colleague had left it as it was shown."""
    try:
        form.save_as(_person(request), since=request.POST.get("seen", ""))
    except tracking.ChangedMeanwhile as refusal:
        refuse(form, refusal.message)
        return False
    messages.success(request, _("The rule is kept. What was sent before stays where it is."))
    return True


def _refuse_others(request: HttpRequest) -> None:
    if not policies.can_edit_rules(request.user):
        raise PermissionDenied


def _person(request: HttpRequest) -> Any:
    return request.user


def _table() -> dict[str, Any]:
    """Return one row per category and one column per district, then the whole city; special rules and townships' own apart."""
    everything = list(RoutingRule.objects.for_listing().order_by("order", "pk"))
    special = [one for one in everything if one.is_special]
    rules = [one for one in everything if not one.is_special]
    districts = list(Body.objects.active().filter(kind=Body.Kind.DISTRICT).order_by("slug"))
    columns: list[int | None] = [*(district.pk for district in districts), None]
    cells: dict[tuple[int | None, int | None], list[RoutingRule]] = {}
    for one in rules:
        cells.setdefault((one.category_id, one.area_id), []).append(one)
    categories: list[Category | None] = [*Category.objects.order_by("position", "slug"), None]
    table = []
    for category in categories:
        row = [cells.get((category.pk if category else None, column), []) for column in columns]
        table.append({"category": category, "cells": row, "city": row[-1], "is_passed_on": _is_passed_on(row[:-1])})
    own = [one for one in rules if one.area and one.area.is_township]
    return {"districts": districts, "table": table, "own_rules": own, "special": special, "total": len(everything)}


def _is_passed_on(cells: list[list[RoutingRule]]) -> bool:
    """Tell whether every district's suggestion office takes it: such rows are drawn in one line."""
    return all(len(rules) == 1 and rules[0].active and rules[0].passes_on for rules in cells)
