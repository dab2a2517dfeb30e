"""The team's side of the registration form: its rules, its questions, how it looks, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import auditing
from community.desk.door import team_only
from community.forms import bound
from events import wording
from events.desk.events import own_event
from events.forms import QuestionForm, RegistrationForm, RulesForm
from events.models import Answer, Person, Question
from events.refusals import SchedulingRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from events.models import Event, Option, Registration
    from events.policies import SignedInRequest


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what the form asks; set the rules of a party."""
    event = own_event(request, slug)
    rules = RulesForm(**bound(request), event=event, by=request.user)
    if rules.is_bound and rules.is_valid():
        rules.save()
        messages.success(request, _("Saved."))
        return redirect("desk_event_form", slug)
    context = {"event": event, "form": rules, "questions": Question.objects.asked_by(event)}
    return render(request, "events/desk/form.html", context, status=422 if rules.is_bound else 200)


@team_only
@require_safe
def preview(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the form as a guest sees it, with nothing behind the button."""
    event = own_event(request, slug)
    dates = list(event.dates.all())
    for date in dates:
        date.event = event
    drawn = RegistrationForm(dates=dates, reader=AnonymousUser(), questions=Question.objects.asked_by(event))
    return render(request, "events/desk/form_preview.html", {"event": event, "form": drawn})


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add a question."""
    return _write(request, own_event(request, slug), None)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SignedInRequest, slug: str, question: int) -> HttpResponse:
    """Change a question."""
    event = own_event(request, slug)
    return _write(request, event, _found(event, question))


@team_only
@require_POST
def position(request: SignedInRequest, slug: str, question: int) -> HttpResponse:
    """Move a question up or down."""
    event = own_event(request, slug)
    try:
        wording.move(_found(event, question), by=request.user, up="up" in request.POST)
    except SchedulingRefused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("desk_event_form", slug)


@team_only
@require_POST
def removal(request: SignedInRequest, slug: str, question: int) -> HttpResponse:
    """Ask a question no more."""
    event = own_event(request, slug)
    try:
        wording.remove(_found(event, question), by=request.user)
    except SchedulingRefused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The question is removed."))
    return redirect("desk_event_form", slug)


@team_only
@require_safe
def answers(request: SignedInRequest, slug: str) -> HttpResponse:
    """List what the parties answered and what should be thought of. Each look is on the trail."""
    event = own_event(request, slug)
    given = Answer.objects.filter(registration__date__event=event, registration__state="confirmed")
    given = given.select_related("registration__date", "question", "option").order_by("registration__date__starts_at", "pk")
    auditing.record("event.answers_read", event, by=request.user, body=event.body)
    needs = Person.objects.filter(registration__date__event=event, registration__state="confirmed").exclude(needs="")
    needs = needs.select_related("registration")
    by_date = [
        {
            "date": date,
            "parties": _by_party(given, date.pk),
            "chosen": _by_option(given, date.pk),
            "needs": [person for person in needs if person.registration.date_id == date.pk],
        }
        for date in event.dates.all()
    ]
    return render(request, "events/desk/answers.html", {"event": event, "by_date": by_date})


def _found(event: Event, question: int) -> Question:
    found: Question = get_object_or_404(Question.objects.asked_by(event), pk=question)
    return found


def _write(request: SignedInRequest, event: Event, question: Question | None) -> HttpResponse:
    written = QuestionForm(**bound(request), event=event, by=request.user, question=question)
    if written.is_bound and written.is_valid():
        try:
            written.save()
        except SchedulingRefused as refusal:
            written.add_error(None, refusal.message)
        else:
            messages.success(request, _("The question is saved."))
            return redirect("desk_event_form", event.slug)
    context = {"event": event, "form": written, "question": question}
    return render(request, "events/desk/question.html", context, status=422 if written.is_bound else 200)


def _by_party(given: Iterable[Answer], date: int) -> list[tuple[Registration, list[Answer]]]:
    parties: dict[Registration, list[Answer]] = {}
    for answer in given:
        if answer.registration.date_id == date:
            parties.setdefault(answer.registration, []).append(answer)
    return list(parties.items())


def _by_option(given: Iterable[Answer], date: int) -> list[dict[str, object]]:
    """Count who chose what, in parties and in seats."""
    chosen: dict[Option, list[int]] = {}
    for answer in given:
        if answer.option is not None and answer.registration.date_id == date:
            chosen.setdefault(answer.option, []).append(answer.registration.seats)
    questions = {answer.question_id: answer.question for answer in given}
    return [
        {"question": questions[option.question_id], "option": option, "parties": len(seats), "seats": sum(seats)}
        for option, seats in sorted(chosen.items(), key=lambda pair: (questions[pair[0].question_id].order, pair[0].pk))
    ]
