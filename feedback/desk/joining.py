"""What says the same, for staff: found across languages, joined, taken apart, split; and the language, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.desk.door import team_only
from community.forms import bound
from feedback import policies, resembling, submitting, tracking
from feedback.forms import LanguageForm
from feedback.forms.joining import MergeForm, SplitForm, UnmergeForm
from feedback.models import Suggestion
from feedback.views import showing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CONFLICT = 409


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what resembles it and what was joined or split; a POST does one of them."""
    person, suggestion = _person(request), _found(request, reference)
    typed = bound(request)
    asked = request.POST.get("act", "")
    forms: dict[str, Any] = {
        "merge": MergeForm(**(typed if asked == "merge" else {}), person=person, prefix="merge"),
        "unmerge": UnmergeForm(**(typed if asked == "unmerge" else {}), prefix="unmerge"),
        "split": SplitForm(**(typed if asked == "split" else {"initial": {"text": suggestion.masked_text}}), prefix="split"),
    }
    form = forms.get(asked)
    if form is not None and form.is_bound and form.is_valid() and _did(request, form, suggestion):
        return redirect("desk_suggestion_joining", reference)
    status = 200 if form is None or not form.is_bound else CONFLICT if form.non_field_errors() else 422
    return render(request, "feedback/desk/joining.html", _context(_found(request, reference), person) | forms, status=status)


@team_only
@require_POST
def language(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct the language it is written in."""
    person, suggestion, form = _person(request), _found(request, reference), LanguageForm(request.POST)
    if not policies.is_officer_of(person, suggestion.desk) and not policies.can_translate(person, suggestion):
        messages.error(request, str(tracking.NotAllowed.message))
    elif form.is_valid():
        try:
            with tracking.unchanged(suggestion, since=request.POST.get("seen", "")):
                submitting.correct_language(suggestion, language=form.cleaned_data["language"], by=person)
            messages.success(request, _("The language is corrected."))
        except tracking.FeedbackRefused as refusal:
            messages.error(request, str(refusal.message))
    return redirect("desk_suggestion_joining", reference)


def _context(suggestion: Suggestion, person: Any) -> dict[str, Any]:
    language_form = LanguageForm(initial={"language": suggestion.language})
    language_form.fields["language"].label = _("In fact it is written in")
    others = Suggestion.objects.worked_on_by(person).exclude(state__in=Suggestion.ENDED)
    alike = resembling.like(suggestion, among=others.for_listing())
    return {
        "suggestion": suggestion,
        "alike": [(one.suggestion, showing.state_tag(one.suggestion), round(one.closeness * 100)) for one in alike],
        "merges": suggestion.merges.select_related("kept", "by", "undone_by"),
        "joined": suggestion.joined.filter(undone_at=None).select_related("merged"),
        "parts": suggestion.splits.select_related("part", "by"),
        "voices": suggestion.supports.counting().count(),
        "language_name": showing.language_name(suggestion.language),
        "language_form": language_form,
        "may": policies.is_officer_of(person, suggestion.desk),
        "is_joined": suggestion.state == Suggestion.State.DUPLICATE,
    }


def _did(request: HttpRequest, form: Any, suggestion: Suggestion) -> bool:
    try:
        form.save(suggestion, by=_person(request), since=request.POST.get("seen", ""))
    except tracking.FeedbackRefused as refusal:
        form.add_error(None, str(refusal.message))
        return False
    messages.success(request, _("Done. Those who wrote are told."))
    return True


def _found(request: HttpRequest, reference: str) -> Suggestion:
    found = (
        Suggestion.objects.worked_on_by(request.user).for_listing().select_related("contact").prefetch_related("routings__desk")
    )
    return get_object_or_404(found, reference=reference)


def _person(request: HttpRequest) -> Any:
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user
