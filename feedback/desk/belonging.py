"""Where a suggestion belongs: sorted anew by category and place, or sent back by an office that is not the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.desk.door import team_only
from community.forms import bound
from feedback import hinting, policies, tracking, triaging
from feedback.forms import ReasonForm, SortForm
from feedback.models import Suggestion
from feedback.views import showing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

CONFLICT = 409


@team_only
@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponse:
    """Show how it came here, what its words hint at, and what its holder can do about it."""
    return _page(request, _found(request, reference))


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def sorting(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct category or township; the rules decide the desk anew."""
    suggestion = _found(request, reference)
    form = SortForm(**bound(request), suggestion=suggestion)
    if form.is_bound and form.is_valid():
        act = lambda: form.save(by=_person(request))  # noqa: E731  # said once
        return _do(request, suggestion, act, _("Sorted anew."), sort_form=form)
    return _page(request, suggestion, sort_form=form)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def bounce(request: HttpRequest, reference: str) -> HttpResponse:
    """Send it back as the wrong receiver, with a reason."""
    suggestion = _found(request, reference)
    form = ReasonForm(**bound(request), prefix="bounce")
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        act = lambda: triaging.send_back(suggestion, reason=reason, by=_person(request))  # noqa: E731  # said once
        return _do(request, suggestion, act, _("Sent back."), bounce_form=form)
    return _page(request, suggestion, bounce_form=form)


def _page(request: HttpRequest, suggestion: Suggestion, status: int | None = None, **forms: BaseForm) -> HttpResponse:
    made = next((made for made in suggestion.translations.all() if made.is_of(suggestion.text)), None)
    hints = hinting.hints(f"{suggestion.text}\n{made.text if made else ''}")
    context: dict[str, Any] = {
        "suggestion": suggestion,
        "routings": [(row, str(row.get_act_display()), showing.note_language(row)) for row in suggestion.routings.all()],
        "hints": [category for category in hints if category.pk != suggestion.category_id],
        "sort_form": SortForm(suggestion=suggestion),
        "bounce_form": ReasonForm(prefix="bounce"),
        "may": policies.can_hand_over(request.user, suggestion),
    }
    failed = any(form.is_bound for form in forms.values())
    return render(request, "feedback/desk/belonging.html", context | forms, status=status or (422 if failed else 200))


def _do(request: HttpRequest, suggestion: Suggestion, act: Callable[[], object], done: str, **typed: BaseForm) -> HttpResponse:
    """Act, unless the page it comes from is out of date; what was typed is shown again then."""
    try:
        with tracking.unchanged(suggestion, since=request.POST.get("seen", "")):
            act()
    except tracking.FeedbackRefused as refusal:
        messages.error(request, str(refusal.message))
        return _page(request, _found(request, suggestion.reference), status=CONFLICT, **typed)
    messages.success(request, done)
    return redirect("desk_suggestion", suggestion.reference)


def _found(request: HttpRequest, reference: str) -> Suggestion:
    found = Suggestion.objects.worked_on_by(request.user)
    return get_object_or_404(showing.for_page(found).select_related("contact"), reference=reference)


def _person(request: HttpRequest) -> Any:
    return request.user
