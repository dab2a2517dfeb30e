"""Words that wait for a person who can translate them, and for a second one who checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.desk.door import team_only
from community.forms import bound
from community.models.contact import Language
from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin
from feedback import policies, tracking, translating
from feedback.desk import triage
from feedback.forms import LanguageForm, TranslationFilterForm, TranslationForm
from feedback.models import SavedFilter, Suggestion, TranslationRequest
from feedback.models.translation import FROM_WRITERS, LATER, translation_of
from feedback.views import showing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from feedback.models.translation import TranslationRequestQuerySet

CONFLICT = 409
PAGE_SIZE = 30


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show what waits, oldest first."""
    if not policies.translates_anywhere(request.user):
        raise PermissionDenied
    filters = TranslationFilterForm(request.GET)
    found = filters.narrow(open_for(request.user), person=request.user)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [_row(asked) for asked in page], "filters": filters}
    context |= triage.kept_by(request, SavedFilter.Page.TRANSLATIONS)
    return render(request, "feedback/desk/translations.html", context)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the words and what was made of them so far; POST keeps a translation."""
    asked = _found(request, pk)
    made = translating.made_for(asked)
    form = TranslationForm(**(bound(request) or {"initial": {"text": made.text if made else ""}}))
    if form.is_bound and form.is_valid():
        try:
            form.save(asked, by=_person(request), since=request.POST.get("seen", ""))
        except tracking.FeedbackRefused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("It waits for a second person."))
            return redirect("desk_translation", pk)
    status = CONFLICT if form.non_field_errors() else 422 if form.is_bound else 200
    context = {
        "request_": asked,
        "form": form,
        "made": made,
        "seen": translating.stamp(asked),
        "is_current": made is not None and made.is_of(asked.source),
        "may_check": policies.can_check(request.user, asked, made.by_id if made else None),
        "language_form": _language_form(asked),
        **_names(asked),
    }
    return render(request, "feedback/desk/translation.html", context, status=status)


@team_only
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it, so that nobody else does the same."""
    asked = _found(request, pk)
    return _do(request, asked, lambda: translating.claim(asked, by=_person(request)), _("It is yours to translate."))


@team_only
@require_POST
def giving_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back to the queue."""
    asked = _found(request, pk)
    return _do(request, asked, lambda: translating.give_back(asked, by=_person(request)), _("It waits for another translator."))


@team_only
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Vouch for it, as the second person."""
    asked = _found(request, pk)
    seen = request.POST.get("seen") or "nothing"
    return _do(request, asked, lambda: translating.check(asked, by=_person(request), since=seen), _("Checked."), to_list=True)


@team_only
@require_POST
def language(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the language of words that came later; what the desk can read needs no translation."""
    asked, form = _found(request, pk), LanguageForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a language."))
        return redirect("desk_translation", pk)
    act = lambda: translating.correct_language(asked, language=form.cleaned_data["language"], by=_person(request))  # noqa: E731  # said once
    return _do(request, asked, act, _("The language is corrected."), to_list=form.cleaned_data["language"] in Language.values)


def open_for(person: Any) -> TranslationRequestQuerySet:
    """Return the open requests a person may work on (policies.can_translate agrees)."""
    found = TranslationRequest.objects.open().select_related(
        "suggestion__desk__parent",
        "suggestion__contact",
        "suggestion__category",
        "suggestion__body__parent",
        "claimed_by",
        *LATER,
    )
    made = [f"{name}__translations" for name in LATER]
    found = found.prefetch_related("suggestion__routings__desk", "suggestion__translations", *made)
    if is_alliance_admin(person):
        return found
    held = bodies_with(person, Role.TRANSLATOR, Role.EDITOR)
    theirs = Suggestion.objects.worked_on_by(person).filter(Q(desk__in=held) | Q(desk__parent__in=held))
    return found.filter(suggestion__in=theirs.values("pk"))


def _row(asked: TranslationRequest) -> dict[str, Any]:
    return {"request": asked, "made": translation_of(asked.original, asked.language), **_names(asked)}


def _names(asked: TranslationRequest) -> dict[str, Any]:
    return {
        "from_name": showing.language_name(asked.source_language),
        "to_name": showing.language_name(asked.language),
        "part_name": TranslationFilterForm.PARTS[asked.part or "words"],
    }


def _language_form(asked: TranslationRequest) -> LanguageForm | None:
    """Return the form that corrects the language of a writer's later words; that of the first ones is corrected by the desk."""
    if asked.part not in FROM_WRITERS:
        return None
    form = LanguageForm(initial={"language": asked.source_language})
    form.fields["language"].label = _("In fact it is written in")
    return form


def _found(request: HttpRequest, pk: int) -> TranslationRequest:
    asked = get_object_or_404(open_for(request.user), pk=pk)
    if not policies.can_translate(request.user, asked.suggestion):
        raise Http404
    return asked


def _person(request: HttpRequest) -> Any:
    return request.user


def _do(
    request: HttpRequest, asked: TranslationRequest, act: Callable[[], object], done: str, *, to_list: bool = False
) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except tracking.FeedbackRefused as refusal:
        messages.error(request, str(refusal.message))
        to_list = False
    return redirect("desk_translations") if to_list else redirect("desk_translation", asked.pk)
