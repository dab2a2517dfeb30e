"""What is said about a suggestion before its answer: notes among colleagues, one question to the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.desk.door import team_only
from community.forms import bound
from feedback import noting, policies
from feedback.desk import work
from feedback.forms import NoteForm, QuestionForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Leave a note."""
    suggestion, form = work.found(request, reference), NoteForm(**bound(request), prefix="note")
    may = policies.can_note(request.user, suggestion)
    if may and form.is_bound and form.is_valid() and form.save(suggestion, by=_person(request)):
        messages.success(request, _("The note is kept."))
        return redirect("desk_suggestion", reference)
    return work.page(request, suggestion, note_form=form)


@team_only
@require_POST
def mentions(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that one has seen where one is called."""
    noting.see_mentions(work.found(request, reference), by=_person(request))
    return redirect("desk_suggestion", reference)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the writer one thing."""
    suggestion, form = work.found(request, reference), QuestionForm(**bound(request), prefix="ask")
    if form.is_bound and form.is_valid():
        by_mail, by_link = _("The writer is asked by mail."), _("The writer finds the question behind the secret link.")
        told = by_mail if suggestion.contact else by_link
        return work.do(request, suggestion, lambda: form.save(suggestion, by=_person(request)), told, question_form=form)
    return work.page(request, suggestion, question_form=form)


def _person(request: HttpRequest) -> Any:
    return request.user
