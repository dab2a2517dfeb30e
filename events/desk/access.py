"""Who may register for an event: its rules and limits, and a simulation of who could do so now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.desk.door import team_only
from community.models import Body
from events import restricting
from events.desk.events import own_event
from events.forms import LimitForm, RuleForm, SimulationForm
from events.models import Limit
from events.refusals import SchedulingRefused
from events.simulating import simulate

if TYPE_CHECKING:
    from django.http import HttpResponse

    from events.models import Event
    from events.policies import SignedInRequest


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def access(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the rules and limits and who could register; a POST adds or takes away one of them."""
    event = own_event(request, slug)
    now = timezone.now()
    dates = [date for date in event.dates.all() if not date.is_cancelled and not date.has_started(now)]
    asked = request.POST
    rule = RuleForm(asked if "add_rule" in asked else None, prefix="rule")
    limit = LimitForm(asked if "add_limit" in asked else None, prefix="limit", dates=dates)
    if request.method == "POST" and _act(request, event, rule, limit):
        return redirect("desk_event_access", slug)
    question = SimulationForm(request.GET.dict(), dates=dates)
    date = question.chosen
    verdicts = simulate(date, Body.objects.townships(), like=question.applicant, now=question.moment) if date else []
    context = {
        "event": event, "rules": event.rules.prefetch_related("townships"), "question": question, "verdicts": verdicts,
        "limits": Limit.objects.own().filter(date__in=dates).select_related("date"), "rule_form": rule, "limit_form": limit,
    }  # fmt: skip
    return render(request, "events/desk/access.html", context, status=422 if rule.errors or limit.errors else 200)


def _act(request: SignedInRequest, event: Event, rule: RuleForm, limit: LimitForm) -> bool:
    """Do what was pressed; False when a form has to be shown again."""
    asked, by = request.POST, request.user
    if rule.is_bound:
        if not rule.is_valid():
            return False
        rule.save(event, by=by)
    elif limit.is_bound:
        return limit.is_valid() and _add_limit(request, limit)
    elif "remove_rule" in asked:
        restricting.remove_rule(get_object_or_404(event.rules, pk=_number(asked["remove_rule"])), by=by)
    elif "limit" in asked:
        _change_limit(request, event)
    messages.success(request, _("Saved."))
    return True


def _add_limit(request: SignedInRequest, limit: LimitForm) -> bool:
    try:
        limit.save(by=request.user)
    except SchedulingRefused as refusal:
        limit.add_error("places", refusal.message)
        return False
    messages.success(request, _("Saved."))
    return True


def _change_limit(request: SignedInRequest, event: Event) -> None:
    asked = request.POST
    own = Limit.objects.own().filter(date__event=event).select_related("date__event__body")
    found = get_object_or_404(own, pk=_number(asked["limit"]))
    if "remove" in asked:
        restricting.remove_limit(found, by=request.user)
        return
    try:
        restricting.change_limit(found, by=request.user, places=_number(asked.get("places", "")))
    except SchedulingRefused as refusal:
        messages.error(request, str(refusal.message))


def _number(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 6 else 0  # noqa: PLR2004  # more digits than any number here has
