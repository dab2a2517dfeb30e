"""One suggestion at the desk: the writer's own words, the way it took, and what a person may do with it now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.desk.door import team_only
from community.forms import bound
from feedback import answering, policies, tracking, translating, triaging
from feedback.desk import beside
from feedback.forms import AnswerForm, HandOverForm, ReasonForm, questions
from feedback.models import Suggestion
from feedback.models.translation import fingerprint
from feedback.views import showing, timing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from feedback.models import Answer


CONFLICT = 409


@team_only
@require_safe
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show it."""
    return page(request, found(request, reference))


@team_only
@require_POST
def sight(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that it was read."""
    suggestion = found(request, reference)
    return do(
        request, suggestion, lambda: triaging.see(suggestion, by=_person(request)), _("The writer is told that it was read.")
    )


@team_only
@require_POST
def assignment(request: HttpRequest, reference: str) -> HttpResponse:
    """Take it."""
    suggestion = found(request, reference)
    return do(request, suggestion, lambda: triaging.take(suggestion, by=_person(request)), _("It is yours now."))


@team_only
@require_POST
def translation_request(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for it, or for a reply of its writer, in the staff's language."""
    suggestion, asked, about = found(request, reference), request.POST.get("question", ""), None
    if asked:
        about = get_object_or_404(suggestion.questions.exclude(reply=""), pk=int(asked) if asked.isdecimal() else 0)
    act = lambda: translating.ask(suggestion, by=_person(request), about=about)  # noqa: E731  # said once
    return do(request, suggestion, act, _("It waits for a translator."))


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand it to another body."""
    suggestion = found(request, reference)
    form = HandOverForm(**bound(request))
    if form.is_bound and form.is_valid():
        act = lambda: form.save(suggestion, by=_person(request))  # noqa: E731  # said once
        return do(request, suggestion, act, _("It is on the other desk now."), handover_form=form)
    return page(request, suggestion, handover_form=form)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep a draft, or submit it."""
    suggestion = found(request, reference)
    if "insert" in request.POST:
        return page(request, suggestion, answer_form=AnswerForm.with_snippet(request.POST, suggestion=suggestion))
    form = AnswerForm(**bound(request), suggestion=suggestion)
    if form.is_bound and form.is_valid():
        submit = "submit" in request.POST
        done = _("It waits for a second person now.") if submit else _("The draft is kept.")
        act = lambda: form.save(by=_person(request), submit=submit)  # noqa: E731  # said once
        return do(request, suggestion, act, done, answer_form=form)
    return page(request, suggestion, answer_form=form)


@team_only
@require_POST
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the submitted answer out, as the second person."""
    suggestion = found(request, reference)
    open_answer, untranslated = open_answer_of(suggestion), "untranslated" in request.POST
    edition = request.POST.get("edition", "")
    if open_answer is None:
        messages.error(request, str(tracking.MoveRefused.message))
        return redirect("desk_suggestion", reference)
    act = lambda: answering.release(open_answer, by=_person(request), untranslated=untranslated, edition=edition)  # noqa: E731  # said once
    return do(request, suggestion, act, _("The answer is out."))


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def sending_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the submitted answer back to its writer."""
    suggestion = found(request, reference)
    form, open_answer = ReasonForm(**bound(request), prefix="back"), open_answer_of(suggestion)
    if form.is_bound and form.is_valid() and open_answer:
        reason = form.cleaned_data["reason"]
        act = lambda: answering.send_back(open_answer, reason=reason, by=_person(request))  # noqa: E731  # said once
        return do(request, suggestion, act, _("It is back with its writer."), back_form=form)
    return page(request, suggestion, back_form=form)


def page(request: HttpRequest, suggestion: Suggestion, status: int | None = None, **forms: BaseForm) -> HttpResponse:
    """Draw the page of one suggestion, with the forms that were typed into."""
    person, open_answer = request.user, open_answer_of(suggestion)
    context: dict[str, Any] = {
        "suggestion": suggestion,
        "language_name": showing.language_name(suggestion.language),
        "asked_name": showing.language_name(suggestion.answer_language),
        "translation": next((made for made in suggestion.translations.all() if made.is_of(suggestion.text)), None),
        "photos": suggestion.attachments.all(),
        "told": questions.told(suggestion.category, suggestion.details),
        "state": showing.state_tag(suggestion),
        "steps": showing.steps(suggestion, in_full=True, waits_for_release=bool(open_answer and open_answer.is_submitted)),
        "answers": showing.answers(suggestion),
        "clocks": timing.rows(suggestion, timezone.now()),
        "time_parts": timing.parts(suggestion, timezone.now()),
        "open_answer": open_answer,
        "answer_translation": open_answer.sound_translation(suggestion.answer_language) if open_answer else None,
        "edition": fingerprint(open_answer.text) if open_answer else "",
        "releasers": answering.releasers(open_answer) if open_answer and open_answer.is_submitted else [],
        "handover_form": HandOverForm(),
        "answer_form": _answer_form(suggestion, open_answer),
        "back_form": ReasonForm(prefix="back"),
        "may": _rights(person, suggestion, open_answer),
        "assignment": suggestion.assignments.filter(until=None).select_related("officer").first(),
        **beside.context(person, suggestion),
    }
    failed = any(form.is_bound for form in forms.values())
    if status == CONFLICT:
        # The form itself may be gone from the page, now that the suggestion stands elsewhere.
        if isinstance(typed := forms.get("answer_form"), AnswerForm):
            typed.take_edition(context["edition"])
        context["kept_words"] = [words for form in forms.values() for words in (_words(form),) if words]
    return render(request, "feedback/desk/suggestion.html", context | forms, status=status or (422 if failed else 200))


def _words(form: BaseForm) -> str:
    return str(form.cleaned_data.get("reason") or form.cleaned_data.get("text") or "")


def _rights(person: Any, suggestion: Suggestion, open_answer: Answer | None) -> dict[str, bool]:
    asked = suggestion.translation_requests.of_first_words().filter(done_at=None).exists()
    return {
        "see": policies.can_see(person, suggestion),
        "take": policies.can_take(person, suggestion),
        "hand_over": policies.can_hand_over(person, suggestion),
        "answer": policies.can_answer(person, suggestion) and not (open_answer and open_answer.is_submitted),
        "release": open_answer is not None and policies.can_release(person, open_answer),
        "ask_translation": not asked
        and policies.can_ask_for_translation(person, suggestion)
        and suggestion.language != translating.STAFF_LANGUAGE
        and not suggestion.translations.all(),
        "unmask": policies.can_unmask(person, suggestion),
        "moderate": policies.can_moderate(person, suggestion) and suggestion.public_state != Suggestion.Publicity.PRIVATE,
    }


def _answer_form(suggestion: Suggestion, open_answer: Answer | None) -> AnswerForm:
    if open_answer:
        known = {"language": open_answer.language, "text": open_answer.text, "edition": answering.edition_of(open_answer)}
        return AnswerForm(initial=known, suggestion=suggestion)
    return AnswerForm(initial={"language": suggestion.answer_language}, suggestion=suggestion)


def open_answer_of(suggestion: Suggestion) -> Answer | None:
    """Return the answer that is not released yet; reads what was prefetched."""
    return next((made for made in suggestion.answers.all() if made.released_at is None), None)


def found(request: HttpRequest, reference: str) -> Suggestion:
    """Return a suggestion that the person finds at the desk, with all that its page shows."""
    theirs = Suggestion.objects.worked_on_by(request.user)
    return get_object_or_404(showing.for_page(theirs).select_related("contact"), reference=reference)


def _person(request: HttpRequest) -> Any:
    return request.user


def do(request: HttpRequest, suggestion: Suggestion, act: Callable[[], object], done: str, **typed: BaseForm) -> HttpResponse:
    """Act, unless the page it comes from is out of date. What was typed into a refused form is shown again."""
    try:
        with tracking.unchanged(suggestion, since=request.POST.get("seen", "")):
            act()
    except tracking.FeedbackRefused as refusal:
        messages.error(request, str(refusal.message))
        if typed:
            return page(request, found(request, suggestion.reference), status=CONFLICT, **typed)
    else:
        messages.success(request, done)
    return redirect("desk_suggestion", suggestion.reference)
