"""The routing rules as a table of categories and places, a dry run, and the change of one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community import auditing
from community.desk.door import team_only
from community.forms import bound
from community.models import Body
from feedback import policies
from feedback.forms import RuleForm, TryForm
from feedback.models import Category, RoutingRule

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the table; with a query, where such a suggestion would go."""
    if not policies.can_edit_rules(request.user):
        raise PermissionDenied
    trial = TryForm(request.GET or None)
    decision = trial.decide() if trial.is_bound and trial.is_valid() else None
    context = {"trial": trial, "decision": decision, **_table()}
    return render(request, "feedback/desk/routing.html", context)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the desk of a rule, or switch it off; its history is kept."""
    if not policies.can_edit_rules(request.user):
        raise PermissionDenied
    found = get_object_or_404(RoutingRule.objects.select_related("desk__parent", "area", "category"), pk=pk)
    desk = found.desk
    form = RuleForm(**bound(request), instance=found)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            changed = form.save()
            values = {"desk": [desk.slug, changed.desk.slug]}
            assert request.user.is_authenticated  # noqa: S101  # team_only let them in
            auditing.record("rule.changed", changed, by=request.user, fields=form.changed_data, values=values)
        messages.success(request, _("The rule is changed. What was sent before stays where it is."))
        return redirect("desk_routing")
    return render(request, "feedback/desk/rule.html", {"rule": found, "form": form}, status=422 if form.is_bound else 200)


def _table() -> dict[str, Any]:
    """Return one row per category and one column per district, then the whole city; the townships' own rules apart."""
    rules = list(RoutingRule.objects.select_related("desk__parent", "area__parent", "category").order_by("order", "pk"))
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
    return {"districts": districts, "table": table, "own_rules": own, "total": len(rules)}


def _is_passed_on(cells: list[list[RoutingRule]]) -> bool:
    """Tell whether every district's suggestion office takes it: such rows are drawn in one line."""
    return all(len(rules) == 1 and rules[0].active and rules[0].passes_on for rules in cells)
