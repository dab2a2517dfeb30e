"""Asks the writer one question, behind a link that ends; the reply goes on, and so does the office when none comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing, notifying
from feedback import detecting, emails, policies, telling, tracking, translating
from feedback.models import Asked, Question, Suggestion, TranslationRequest
from feedback.models.question import OPEN_FOR
from feedback.states import Actor

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import User

State = Suggestion.State


class QuestionOpen(tracking.FeedbackRefused):
    """One question at a time."""

    message = _("A question to the writer is open already.")


class QuestionClosed(tracking.FeedbackRefused):
    """The time to reply is over, or the question was answered."""

    message = _("This question has ended: the office goes on with what it knows.")


def ask(suggestion: Suggestion, *, text: str, language: str, by: User, now: datetime | None = None) -> Question:
    """Ask the writer one thing. The clock of the office pauses until the reply, at most for a week.

    In another language than the one asked for it goes out at once and says so; it follows once it is translated.
    """
    now = now or timezone.now()
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if Question.objects.open().filter(suggestion=suggestion).exists():
            raise QuestionOpen
        if not policies.can_ask(by, suggestion) or suggestion.desk is None:
            raise tracking.NotAllowed
        question = Asked.objects.create(
            suggestion=suggestion,
            body=suggestion.desk,
            text=text,
            language=language,
            asked_by=by,
            asked_at=now,
            expires_at=now + OPEN_FOR,
        )
        tracking.move(suggestion, to=State.ASKED, as_=Actor.OFFICER, by=by, body=suggestion.desk, now=now)
        translating.ask_for(question)
        telling.tell_asked(question)
        auditing.record("question.asked", suggestion, by=by, body=suggestion.desk)
    return question


def reply(question: Question, *, text: str, now: datetime | None = None) -> Question:
    """Take the writer's reply, byte for byte, and go on. Raises QuestionClosed once it has ended or was answered."""
    now = now or timezone.now()
    with transaction.atomic():
        suggestion = tracking.lock(question.suggestion)
        question = Question.objects.select_related("suggestion").get(pk=question.pk)
        if not question.can_be_answered(now):
            raise QuestionClosed
        question.reply, question.reply_language = text, detecting.detect(text, likely=suggestion.language).language
        question.answered_at = now
        question.save(update_fields=["reply", "reply_language", "answered_at"])
        translating.ask_for(question)
        _need_no_translation(question.pk, now=now)
        _go_on(suggestion, as_=Actor.WRITER, now=now)
        officer = suggestion.assignments.filter(until__isnull=True).select_related("officer__contact").first()
        contact = getattr(officer.officer, "contact", None) if officer else None
        if contact:
            notifying.queue(emails.replied(question), to=contact, key=f"question-{question.pk}-reply")
    return question


def close_due(now: datetime) -> int:
    """Close the questions that nobody answered in time; the office goes on. Return how many."""
    closed = 0
    for pk in Question.objects.due(now).values_list("pk", flat=True)[:500]:
        with transaction.atomic():
            found = Question.objects.select_related("suggestion").get(pk=pk)
            suggestion = tracking.lock(found.suggestion)
            if Question.objects.due(now).filter(pk=pk).update(closed_at=now):
                _need_no_translation(pk, now=now)
                _go_on(suggestion, as_=Actor.SYSTEM, now=now)
                auditing.record("question.closed", suggestion, by=None, body=suggestion.desk)
                closed += 1
    return closed


def _need_no_translation(pk: int, *, now: datetime) -> None:
    """Take a question out of the translators' queue: it was answered, or has ended."""
    TranslationRequest.objects.open().filter(asked=pk).update(done_at=now)


def _go_on(suggestion: Suggestion, *, as_: Actor, now: datetime) -> None:
    """Put it back to work, unless something else happened meanwhile (it was withdrawn, handed over)."""
    if suggestion.state == State.ASKED:
        tracking.move(suggestion, to=State.IN_PROGRESS, as_=as_, by=None, body=suggestion.desk, now=now)
