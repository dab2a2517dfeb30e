"""What readers reported, and second looks that writers asked for: each decided once, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.desk.door import team_only
from community.forms import bound
from feedback import policies, reporting, tracking
from feedback.desk import beside, work
from feedback.forms import DecisionForm, ReviewForm
from feedback.models import Report, Review, Suggestion

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

AT_ONCE = 100
CONFLICT = 409


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the reports that wait, oldest first."""
    if not policies.moderates_anywhere(request.user):
        raise PermissionDenied
    rows = open_for(request.user)[:AT_ONCE]
    return render(request, "feedback/desk/reports.html", {"rows": rows})


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report beside the public words; POST decides it."""
    found = Report.objects.for_moderator(request.user).select_related("suggestion__public_words", "decided_by")
    report, form = get_object_or_404(found, pk=pk), DecisionForm(**bound(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            reporting.decide(report, decision=given["decision"], reason=given["reason"], by=_person(request))
        except tracking.FeedbackRefused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The report is decided."))
            return redirect("desk_reports")
    status = CONFLICT if form.non_field_errors() else 422 if form.is_bound else 200
    context = {"report": report, "told": beside.told(report), "form": form}
    return render(request, "feedback/desk/report.html", context, status=status)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide a second look."""
    suggestion, form = work.found(request, reference), ReviewForm(**bound(request), prefix="review")
    asked = suggestion.reviews.filter(decided_at=None).select_related("suggestion", "inquiry__answer").first()
    if asked is None:
        messages.error(request, str(tracking.MoveRefused.message))
        return redirect("desk_suggestion", reference)
    if form.is_bound and form.is_valid():
        return work.do(
            request, suggestion, lambda: form.save(asked, by=_person(request)), _("The writer is told."), review_form=form
        )
    return work.page(request, suggestion, review_form=form)


def open_for(person: Any) -> Any:
    """Return the open reports on what a person moderates."""
    found = Report.objects.open().for_moderator(person)
    return found.select_related("suggestion__public_words", "suggestion__body__parent", "suggestion__category")


def reviews_for(person: Any) -> list[Review]:
    """Return the second looks that a person may decide (policies.can_decide_review), oldest first."""
    # The open ones first: few wait, and looking for them among all that the person sees would read it all.
    waiting = Review.objects.filter(decided_at=None).values("suggestion")
    seen = Suggestion.objects.worked_on_by(person).filter(pk__in=waiting, state=Suggestion.State.REOPEN_ASKED)
    found = Review.objects.filter(decided_at=None, suggestion__in=seen.values("pk"))
    found = found.select_related("suggestion__desk__parent", "suggestion__contact", "inquiry__answer")
    rows = found.prefetch_related("suggestion__assignments", "inquiry__answer__drafts").order_by("asked_at", "pk")
    return [one for one in rows[:AT_ONCE] if policies.can_decide_review(person, one)]


def _person(request: HttpRequest) -> Any:
    return request.user
