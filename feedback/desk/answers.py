"""Answers beyond the one at hand: a reply that came by mail, one answer for many, many released at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from community.desk.door import team_only
from community.forms import bound
from community.models import Body
from community.models.membership import Role
from community.policies import bodies_with
from feedback import answering, batching, policies, tracking
from feedback.desk import queues, work
from feedback.forms import BulkAnswerForm, PasteForm
from feedback.models import Answer, Suggestion
from feedback.models.translation import fingerprint

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from feedback.models.suggestion import SuggestionQuerySet

AT_ONCE = 100
CONFLICT = 409


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter another office's reply that came by mail."""
    suggestion = work.found(request, reference)
    edition = answering.edition_of(work.open_answer_of(suggestion))
    form = PasteForm(**(bound(request) or {"initial": {"edition": edition, "language": "zh-hans"}}))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            with tracking.unchanged(suggestion, since=request.POST.get("seen", "")):
                form.save(suggestion, by=_person(request))
        except tracking.FeedbackRefused as refusal:
            form.add_error(None, str(refusal.message))
            suggestion, status = work.found(request, reference), CONFLICT
        else:
            messages.success(request, _("It waits for a second person now."))
            return redirect("desk_suggestion", reference)
    context = {"suggestion": suggestion, "form": form, "may": _may_answer(request.user, suggestion)}
    return render(request, "feedback/desk/paste.html", context, status=status)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Answer several with the same words; each then waits for a second person."""
    if not policies.handles_suggestions(request.user):
        raise PermissionDenied
    among = answerable(request.user)
    form = BulkAnswerForm(**(bound(request) or {"initial": {"language": "zh-hans"}}), among=among)
    if form.is_bound and form.is_valid():
        outcomes = form.save(by=_person(request))
        _say(request, outcomes, _("Submitted"))
        return redirect("desk_answers_bulk")
    rows = [queues.row(suggestion) for suggestion in queues.for_table(among)[:AT_ONCE]]
    context = {"form": form, "rows": rows, "chosen": set(_chosen(form))}
    return render(request, "feedback/desk/bulk.html", context, status=422 if form.is_bound else 200)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def releasing(request: HttpRequest) -> HttpResponse:
    """Show every answer that waits for this person, whole; release those that were ticked."""
    if not policies.handles_suggestions(request.user):
        raise PermissionDenied
    waiting = _waiting(request.user)
    if request.method == "POST" and "switch_language" not in request.POST:
        ticked = set(request.POST.getlist("answer"))
        chosen = {answer: request.POST.get(f"edition-{answer.pk}", "") for answer in waiting if str(answer.pk) in ticked}
        _say(request, batching.release_many(chosen, by=_person(request)), _("Released"))
        return redirect("desk_answers_release")
    rows = [(answer, fingerprint(answer.text), answer.sound_translation(answer.suggestion.answer_language)) for answer in waiting]
    return render(request, "feedback/desk/releasing.html", {"rows": rows})


def answerable(person: Any) -> SuggestionQuerySet:
    """Return what this officer may answer now: on their desks, without a draft, nobody waiting for someone else."""
    states = [Suggestion.State.ROUTED, Suggestion.State.SEEN, Suggestion.State.IN_PROGRESS, Suggestion.State.REOPENED]
    drafted = Answer.objects.filter(released_at=None).values("suggestion")
    found = Suggestion.objects.worked_on_by(person).filter(_on_their_desks(person), state__in=states)
    return found.exclude(pk__in=drafted).order_by("created_at", "pk")


def _on_their_desks(person: Any) -> Q:
    officer = bodies_with(person, Role.OFFICER)
    return Q(desk__in=officer) | Q(desk__parent__in=officer, desk__kind=Body.Kind.DEPARTMENT)


def _may_answer(person: Any, suggestion: Suggestion) -> bool:
    open_answer = work.open_answer_of(suggestion)
    submitted = open_answer is not None and open_answer.is_submitted
    return not submitted and (policies.can_answer(person, suggestion) or policies.can_take(person, suggestion))


def _waiting(person: Any) -> list[Answer]:
    found = Answer.objects.filter(released_at=None, submitted_at__isnull=False, suggestion__in=queues.to_release(person))
    found = found.select_related("suggestion__category", "suggestion__contact", "body__parent", "drafted_by")
    return list(found.prefetch_related("translations", "drafts").order_by("submitted_at", "pk")[:AT_ONCE])


def _chosen(form: BulkAnswerForm) -> list[str]:
    return list(form["chosen"].value() or []) if form.is_bound else []


def _say(request: HttpRequest, outcomes: list[batching.Outcome], done: str) -> None:
    """Tell how many went well, and each that did not with its reason."""
    well = sum(1 for outcome in outcomes if not outcome.refusal)
    if not outcomes:
        messages.info(request, _("Nothing was chosen."))
    if well:
        count = ngettext("%(n)d answer", "%(n)d answers", well) % {"n": well}
        messages.success(request, f"{done}: {count}")
    for outcome in outcomes:
        if outcome.refusal:
            messages.error(request, f"{outcome.suggestion.reference}: {outcome.refusal}")


def _person(request: HttpRequest) -> Any:
    return request.user
