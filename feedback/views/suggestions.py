"""What everyone may read, and the form by which a resident speaks up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import limiting, linking
from community.forms import bound
from community.limiting import limited
from community.models import Body, Place
from community.views.pictures import shown_card
from feedback import describing, policies, proving
from feedback.forms import FilterForm, SuggestionForm
from feedback.models import Suggestion
from feedback.views import mapping, own, prompting, showing, supports, timing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from feedback.models.suggestion import SuggestionQuerySet
    from feedback.submitting import Submitted

PAGE_SIZE = 20
HISTORY = "sources"
LINKS = "suggestion_links"  # in the session: secret links that may still be shown
SHOWN_FOR = 30 * 60  # seconds


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List what residents made public, or, apart from it, what was raised before this site existed."""
    history = request.GET.get("shelf") == HISTORY
    form = FilterForm(request.GET, history=history)
    shelves = {False: Suggestion.objects.public(), True: Suggestion.objects.history()}
    found = showing.for_cards(_filtered(shelves[history], form.chosen))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    counts = {history: page.paginator.count, not history: _filtered(shelves[not history], form.chosen).count()}
    clear_url = f"{reverse('feedback:list')}{'?shelf=' + HISTORY if history else ''}"
    context = {"page": page, "form": form, "history": history, "clear_url": clear_url, "filtered": bool(form.chosen)}
    context["map"] = mapping.drawn(request, found) if request.GET.get("view") == "map" and not history else None
    return render(request, "feedback/list.html", context | {"residents": counts[False], "sources": counts[True]})


@limited("suggestion")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Take a suggestion, from anyone."""
    form = SuggestionForm(**bound(request), person=request.user, township=request.GET.get("township", ""))
    if not form.is_bound:
        return _form(request, form)
    if not form.is_valid():
        return _form(request, form, status=422)
    shown = prompting.before_sending(form)
    if shown.unseen(form.cleaned_data["seen"]):
        return _form(request, form, hints=shown)
    if not _may_send(request, form):
        return _form(request, form, status=429)
    submitted = form.save()
    _remember(request, submitted)
    return redirect("feedback:thanks", submitted.suggestion.reference)


@limited("hints")
@require_POST
@never_cache
def hints(request: HttpRequest) -> HttpResponse:
    """Say while someone writes what they would be shown before sending. Nothing of it is kept."""
    form = SuggestionForm(data=request.POST, person=request.user)
    context = {"hints": prompting.before_sending(form), "fields": form.question_fields, "category": form.category_name}
    return render(request, "feedback/hints.html", context)


@require_safe
@never_cache
def thanks(request: HttpRequest, reference: str) -> HttpResponse:
    """Say where it went and why, with the secret link: to the browser that sent it, for half an hour."""
    kept = request.session.get(LINKS, {}).get(reference)
    if kept is None or timezone.now().timestamp() - kept["at"] > SHOWN_FOR:
        raise Http404
    suggestion = get_object_or_404(Suggestion.objects.for_listing().select_related("contact"), reference=reference)
    context = {
        "suggestion": suggestion,
        "routing": suggestion.routings.select_related("desk__parent").first(),
        "link": request.build_absolute_uri(linking.address(kept["token"])),
        "language_name": showing.language_name(suggestion.language),
        "promise": timing.promise(suggestion, timezone.now()),
    }
    return render(request, "feedback/thanks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one suggestion: to its writer in full, to everyone as its public copy; staff are led to the desk."""
    found = showing.for_page(Suggestion.objects.visible_to(request.user)).select_related("contact")
    suggestion = get_object_or_404(found, reference=reference)
    if policies.is_writer(request.user, suggestion):
        return own.page(request, suggestion)
    if request.method == "POST":
        raise Http404
    if not suggestion.is_public:
        return redirect("desk_suggestion", reference)
    return render(request, "feedback/detail.html", _public_page(request, suggestion))


@require_safe
def card(request: HttpRequest, reference: str) -> HttpResponse:
    """Serve the picture that a chat shows of a suggestion: of its public copy, so only where there is one."""
    public = Suggestion.objects.visible_to(AnonymousUser()).for_listing()
    return shown_card(request, describing.card(get_object_or_404(public, reference=reference)), public=True)


def _form(request: HttpRequest, form: SuggestionForm, *, hints: prompting.Hints | None = None, status: int = 200) -> HttpResponse:
    """Draw the form with all that was typed, the hints that were not seen yet first. Photos survive as well."""
    form.keep_photos()
    if hints:
        form.remember(hints.remembered)
    context = {
        "form": form,
        "hints": hints,
        "townships": Body.objects.townships(),
        "places": Place.objects.published().filter(latitude__isnull=False),
        "sum": json.dumps(proving.challenge()),
    }
    return render(request, "feedback/new.html", context, status=status)


def _may_send(request: HttpRequest, form: SuggestionForm) -> bool:
    """Tell whether this browser may send one more; who proves no work may send fewer."""
    action = "suggestion_sent" if proving.is_proof(form.cleaned_data["altcha"]) else "suggestion_unproven"
    if limiting.allows(request, action):
        return True
    form.add_error(
        None, _("Many suggestions came from this connection within an hour. Yours is kept below: send it again later.")
    )
    return False


def _public_page(request: HttpRequest, suggestion: Suggestion) -> dict[str, Any]:
    answers = showing.answers(suggestion, masked=True)
    return {
        "suggestion": suggestion,
        "shown": suggestion.public_words.shown,
        "state": showing.state_tag(suggestion),
        "meaning": showing.meaning(suggestion),
        "described": describing.of_suggestion(suggestion, answers=answers),
        "steps": showing.steps(suggestion, in_full=False),
        "answers": answers,
        "closings": showing.public_closings(suggestion),
        "joined_with": showing.public_twin(suggestion),
        "support": supports.shown(request, suggestion),
        "photos": suggestion.attachments.exclude(file__released_at=None).select_related("file"),
        "works_on_it": not suggestion.imported and policies.can_view_in_full(request.user, suggestion),
    }


def _filtered(found: SuggestionQuerySet, chosen: dict[str, str]) -> SuggestionQuerySet:
    if "township" in chosen:
        found = found.filter(body__slug=chosen["township"])
    if "category" in chosen:
        found = found.filter(category__slug=chosen["category"])
    if chosen.get("state") == "answered":
        found = found.filter(state__in=Suggestion.CONCLUDED)
    if chosen.get("state") == "open":
        found = found.filter(state__in=Suggestion.OPEN)
    return found


def _remember(request: HttpRequest, submitted: Submitted) -> None:
    """Keep the link for the next page; few at a time, so that a session stays small."""
    kept = dict(list(request.session.get(LINKS, {}).items())[-4:])
    kept[submitted.suggestion.reference] = {"token": submitted.token, "at": timezone.now().timestamp()}
    request.session[LINKS] = kept
