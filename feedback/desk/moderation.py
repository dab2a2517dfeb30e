"""Public words: what awaits a moderator, what is public, what was hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from community.desk.door import team_only
from community.forms import bound
from community.models.contact import Language
from feedback import moderating, policies, tracking
from feedback.desk import triage
from feedback.desk.queues import for_table, row
from feedback.forms import EarlierForm, ModerationFilterForm, ModerationForm, ReasonForm, RedactionForm
from feedback.models import ModerationAct, SavedFilter, Suggestion
from feedback.views import showing

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from feedback.models.public import Shown
    from feedback.models.suggestion import SuggestionQuerySet

PAGE_SIZE = 30
CONFLICT = 409
Publicity = Suggestion.Publicity
SHELVES = {
    Publicity.AWAITING: gettext_lazy("Awaiting"),
    Publicity.RELEASED: gettext_lazy("Public"),
    Publicity.HIDDEN: gettext_lazy("Hidden"),
}


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show one shelf of what the person moderates."""
    if not policies.moderates_anywhere(request.user):
        raise PermissionDenied
    theirs = Suggestion.objects.to_moderate(request.user)
    asked = request.GET.get("shelf")
    chosen = next((shelf for shelf in SHELVES if shelf == asked), Publicity.AWAITING)
    filters = ModerationFilterForm(request.GET)
    found = for_table(filters.narrow(theirs.filter(public_state=chosen)).order_by("created_at", "pk"))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [row(suggestion) for suggestion in page], "tabs": _tabs(theirs, chosen), "filters": filters}
    context |= {"hidden": {"shelf": chosen}, **triage.kept_by(request, SavedFilter.Page.MODERATION)}
    return render(request, "feedback/desk/moderation.html", context)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the original beside the copy; POST makes the copy public."""
    suggestion = _found(request, reference)
    form = ModerationForm(**bound(request), suggestion=suggestion, words=_words(suggestion))
    if form.is_bound and form.is_valid():
        return _do(request, suggestion, lambda: form.save(by=_person(request)), _("It is public now."), form=form)
    return _page(request, suggestion, form=form)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def hiding(request: HttpRequest, reference: str) -> HttpResponse:
    """Hide it, with a reason."""
    suggestion, form = _found(request, reference), ReasonForm(**bound(request), prefix="why")
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        act = lambda: moderating.hide(suggestion, reason=reason, by=_person(request))  # noqa: E731  # said once
        return _do(request, suggestion, act, _("It is hidden."), reason_form=form)
    return _page(request, suggestion, reason_form=form)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def restoration(request: HttpRequest, reference: str) -> HttpResponse:
    """Undo a hiding, with a reason."""
    suggestion, form = _found(request, reference), ReasonForm(**bound(request), prefix="why")
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        act = lambda: moderating.restore(suggestion, reason=reason, by=_person(request))  # noqa: E731  # said once
        return _do(request, suggestion, act, _("It is back."), reason_form=form)
    return _page(request, suggestion, reason_form=form)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def redaction(request: HttpRequest, reference: str) -> HttpResponse:
    """Put another copy in the place of the public one, with a reason."""
    suggestion = _found(request, reference)
    form = RedactionForm(**bound(request), suggestion=suggestion, words=_public(suggestion), prefix="redact")
    if form.is_bound and form.is_valid():
        return _do(
            request, suggestion, lambda: form.save(by=_person(request)), _("The public copy is changed."), redaction_form=form
        )
    return _page(request, suggestion, redaction_form=form)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest, reference: str) -> HttpResponse:
    """Make an earlier copy the public one again, with a reason."""
    suggestion = _found(request, reference)
    form = EarlierForm(**bound(request), suggestion=suggestion, prefix="earlier")
    if form.is_bound and form.is_valid():
        return _do(
            request, suggestion, lambda: form.save(by=_person(request)), _("The earlier copy is public again."), earlier_form=form
        )
    return _page(request, suggestion, earlier_form=form)


def _tabs(theirs: SuggestionQuerySet, chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": f"{reverse('desk_moderation')}?shelf={shelf}",
            "count": theirs.filter(public_state=shelf).count(),
            "current": shelf == chosen,
        }
        for shelf, label in SHELVES.items()
    ]


def _page(request: HttpRequest, suggestion: Suggestion, status: int | None = None, **forms: BaseForm) -> HttpResponse:
    context: dict[str, Any] = {
        "suggestion": suggestion,
        "stamp": moderating.stamp(suggestion),
        "copies": _copies(suggestion),
        "language_name": showing.language_name(suggestion.language),
        "acts": ModerationAct.objects.filter(suggestion=suggestion).select_related("by"),
        "form": ModerationForm(suggestion=suggestion, words=_words(suggestion)),
        "reason_form": ReasonForm(prefix="why"),
        "photos": suggestion.attachments.select_related("file"),
        "redaction_form": RedactionForm(suggestion=suggestion, words=_public(suggestion), prefix="redact"),
        "earlier_form": EarlierForm(suggestion=suggestion, prefix="earlier"),
    }
    failed = any(form.is_bound for form in forms.values())
    if status == CONFLICT:  # the form itself may be gone from the page
        context["kept_words"] = [words for form in forms.values() for words in _typed(form)]
    return render(request, "feedback/desk/moderate.html", context | forms, status=status or (422 if failed else 200))


def _typed(form: BaseForm) -> list[str]:
    return [value for value in form.cleaned_data.values() if isinstance(value, str) and value]


def _copies(suggestion: Suggestion) -> list[Shown]:
    """Return the public copy in each language it was written in, the writer's own first."""
    if suggestion.public_state == Publicity.AWAITING or not hasattr(suggestion, "public_words"):
        return []
    languages = dict.fromkeys([suggestion.language, *Language.values])
    found = [suggestion.public_words.in_language(language) for language in languages]
    return [copy for copy in found if copy]


def _public(suggestion: Suggestion) -> dict[str, str]:
    """Return what the public reads now, by language."""
    return suggestion.public_words.by_language if hasattr(suggestion, "public_words") else {}


def _words(suggestion: Suggestion) -> dict[str, str]:
    """Return what the copy starts from: the original, and the translations that were checked."""
    checked = {
        made.language: made.text for made in suggestion.translations.all() if made.is_checked and made.is_of(suggestion.text)
    }
    return {**checked, suggestion.language: suggestion.masked_text}


def _found(request: HttpRequest, reference: str) -> Suggestion:
    found = Suggestion.objects.to_moderate(request.user).for_listing().prefetch_related("translations")
    return get_object_or_404(found, reference=reference)


def _person(request: HttpRequest) -> Any:
    return request.user


def _do(request: HttpRequest, suggestion: Suggestion, act: Any, done: str, **typed: BaseForm) -> HttpResponse:
    """Act, unless the page it comes from is out of date; what was typed is shown again then."""
    try:
        with moderating.unchanged(suggestion, since=request.POST.get("seen", "")):
            act()
    except tracking.FeedbackRefused as refusal:
        messages.error(request, str(refusal.message))
        return _page(request, _found(request, suggestion.reference), status=CONFLICT, **typed)
    messages.success(request, done)
    return redirect("desk_moderation")
