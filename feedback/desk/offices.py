"""The other offices of a suggestion: whom it reached, who is consulted and informed, and closings proposed and released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.desk.door import team_only
from community.forms import bound
from feedback import closing as closings
from feedback import conferring, policies, tracking, translating
from feedback.forms import ClosingForm, ConferForm, ReasonForm, ViewForm
from feedback.models import Suggestion
from feedback.views import showing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from feedback.models import Closing

CONFLICT = 409


@team_only
@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all of it."""
    return _page(request, _found(request, reference))


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, reference: str) -> HttpResponse:
    """Consult or inform another office."""
    suggestion, form = _found(request, reference), ConferForm(**bound(request), prefix="confer")
    if form.is_bound and form.is_valid():
        act = lambda: form.save(suggestion, by=_person(request))  # noqa: E731  # said once
        return _do(request, suggestion, act, _("The office is told."), confer_form=form)
    return _page(request, suggestion, confer_form=form)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Give the view of a consulted office."""
    suggestion = _found(request, reference)
    asked, form = get_object_or_404(suggestion.involvements, pk=pk), ViewForm(**bound(request), prefix="view")
    if form.is_bound and form.is_valid():
        act = lambda: conferring.reply(asked, words=form.cleaned_data["words"], by=_person(request))  # noqa: E731  # said once
        return _do(request, suggestion, act, _("Your view is with the office that asked."), view_form=form)
    return _page(request, suggestion, view_form=form)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose to close."""
    suggestion, form = _found(request, reference), ClosingForm(**bound(request), prefix="closing")
    if form.is_bound and form.is_valid():
        act = lambda: form.save(suggestion, by=_person(request))  # noqa: E731  # said once
        return _do(request, suggestion, act, _("It waits for a second person now."), closing_form=form)
    return _page(request, suggestion, closing_form=form)


@team_only
@require_POST
def closing_release(request: HttpRequest, reference: str) -> HttpResponse:
    """Close it as proposed, as the second person."""
    suggestion = _found(request, reference)
    proposed = _open_closing(suggestion)
    if proposed is None:
        messages.error(request, str(tracking.MoveRefused.message))
        return redirect("desk_suggestion_offices", reference)
    untranslated = "untranslated" in request.POST
    act = lambda: closings.release(proposed, by=_person(request), untranslated=untranslated)  # noqa: E731  # said once
    return _do(request, suggestion, act, _("It is closed."))


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def closing_return(request: HttpRequest, reference: str) -> HttpResponse:
    """Not yet: give the proposal back, or take one's own back."""
    suggestion, form = _found(request, reference), ReasonForm(**bound(request), prefix="return")
    proposed = _open_closing(suggestion)
    if form.is_bound and form.is_valid() and proposed:
        reason = form.cleaned_data["reason"]
        act = lambda: closings.give_back(proposed, reason=reason, by=_person(request))  # noqa: E731  # said once
        return _do(request, suggestion, act, _("The office goes on with it."), return_form=form)
    return _page(request, suggestion, return_form=form)


def _page(request: HttpRequest, suggestion: Suggestion, status: int | None = None, **forms: BaseForm) -> HttpResponse:
    person, proposed = request.user, _open_closing(suggestion)
    involved = suggestion.involvements.select_related("body__parent", "asked_by__parent", "replied_by", "by")
    context: dict[str, Any] = {
        "suggestion": suggestion,
        "involved": [(one, policies.can_give_view(person, one)) for one in involved],
        "dispatches": suggestion.dispatches.select_related("body__parent", "involvement", "routing"),
        "proposed": proposed,
        "proposed_translation": translating.sound(proposed, suggestion.answer_language) if proposed else None,
        "proposed_foreign": proposed is not None and proposed.language not in {"", suggestion.answer_language},
        "asked_name": showing.language_name(suggestion.answer_language),
        "closed": suggestion.closings.exclude(decided_at=None).select_related("body__parent"),
        "may_confer": policies.can_confer(person, suggestion),
        "may_close": policies.can_propose_closing(person, suggestion),
        "may_decide": proposed is not None and policies.can_decide_closing(person, proposed),
        "may_take_back": proposed is not None and proposed.proposed_by_id == person.pk,
        "confer_form": ConferForm(prefix="confer"),
        "view_form": ViewForm(prefix="view"),
        "closing_form": ClosingForm(prefix="closing"),
        "return_form": ReasonForm(prefix="return"),
    }
    failed = any(form.is_bound for form in forms.values())
    return render(request, "feedback/desk/offices.html", context | forms, status=status or (422 if failed else 200))


def _open_closing(suggestion: Suggestion) -> Closing | None:
    found: Closing | None = (
        suggestion.closings.filter(decided_at=None)
        .select_related("body__parent", "suggestion__contact")
        .prefetch_related("translations")
        .first()
    )
    return found


def _do(request: HttpRequest, suggestion: Suggestion, act: Callable[[], object], done: str, **typed: BaseForm) -> HttpResponse:
    """Act, unless the page it comes from is out of date; what was typed is shown again then."""
    try:
        with tracking.unchanged(suggestion, since=request.POST.get("seen", "")):
            act()
    except tracking.FeedbackRefused as refusal:
        messages.error(request, str(refusal.message))
        return _page(request, _found(request, suggestion.reference), status=CONFLICT, **typed)
    messages.success(request, done)
    return redirect("desk_suggestion_offices", suggestion.reference)


def _found(request: HttpRequest, reference: str) -> Suggestion:
    found = Suggestion.objects.worked_on_by(request.user)
    return get_object_or_404(showing.for_page(found).select_related("contact"), reference=reference)


def _person(request: HttpRequest) -> Any:
    return request.user
