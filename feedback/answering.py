"""Answers: drafted and submitted by an officer, released by a second person, who may also send back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from community.models import Membership, User
from community.models.membership import Role
from feedback import indexing, inquiring, policies, telling, tracking, translating
from feedback.models import Answer, AnswerDraft, Suggestion
from feedback.models.translation import fingerprint
from feedback.states import Actor

if TYPE_CHECKING:
    from datetime import date

    from community.models import Body


class NotSubmitted(tracking.FeedbackRefused):
    """There is nothing to release."""

    message = _("This answer has not been submitted.")


class AlreadySubmitted(tracking.FeedbackRefused):
    """A second person looks at it now."""

    message = _("This answer has been submitted. It can be changed once it is sent back.")


class OwnAnswer(tracking.FeedbackRefused):
    """The one who wrote it wants to release it."""

    message = _("Nobody releases their own answer: ask a second person.")


class WrittenMeanwhile(tracking.FeedbackRefused):
    """Two colleagues write at once, and the other one was first. `answer` holds what the other one wrote."""

    message = _("A colleague has written here meanwhile. Your text is kept below: compare the two, then keep one.")

    def __init__(self, answer: Answer | None) -> None:
        super().__init__(answer)
        self.answer = answer


def draft(
    suggestion: Suggestion,
    *,
    text: str,
    language: str,
    by: User,
    edition: str | None = None,
    came_from: str = "",
    came_on: date | None = None,
) -> Answer:
    """Write or rewrite the draft; who did is kept. Raises AlreadySubmitted while a second person looks at it.

    `edition` is what the writer saw (edition_of): of two who write at once, the second is told (WrittenMeanwhile).
    """
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.can_answer(by, suggestion):
            raise tracking.NotAllowed
        answer = suggestion.answers.filter(released_at__isnull=True).first()
        if answer is not None and answer.is_submitted:
            raise AlreadySubmitted
        if edition is not None and edition != edition_of(answer):
            raise WrittenMeanwhile(answer)
        answer = answer or Answer(suggestion=suggestion)
        answer.body, answer.text, answer.language = _desk(suggestion), text, language
        answer.came_from, answer.came_on = came_from, came_on
        answer.drafted_by, answer.drafted_at = by, timezone.now()
        answer.save()
        AnswerDraft.objects.create(answer=answer, by=by, text=text)
        auditing.record("answer.drafted", suggestion, by=by, body=answer.body, fields=["text"])
    return answer


def edition_of(answer: Answer | None) -> str:
    """Return what tells one writing of a draft from the next; nothing where there is none."""
    return fingerprint(answer.text) if answer and answer.released_at is None else ""


def submit(answer: Answer, *, by: User) -> Answer:
    """Give a draft to a second person; where it is not in the language asked for, to a translator as well."""
    with transaction.atomic():
        suggestion = tracking.lock(answer.suggestion)
        answer = _fresh(answer)
        if not policies.can_answer(by, suggestion):
            raise tracking.NotAllowed
        if answer.submitted_at:
            raise AlreadySubmitted
        answer.submitted_by, answer.submitted_at = by, timezone.now()
        answer.sent_back_by, answer.sent_back_at, answer.sent_back_reason = None, None, ""
        answer.save()
        translating.ask_where_needed(suggestion, answer=answer)
        auditing.record("answer.submitted", suggestion, by=by, body=answer.body)
    return answer


def releasers(answer: Answer) -> list[User]:
    """Return the people who may release a submitted answer; nobody, where the office has no second person."""
    body = answer.body
    above = {body.pk, body.parent_id, body.parent.parent_id if body.parent else None} - {None}
    held = Membership.objects.current(timezone.now()).filter(body__in=above, role__in=[Role.OFFICER, Role.MANAGER])
    people = User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("email")
    return [person for person in people if policies.can_release(person, answer)]


def send_back(answer: Answer, *, reason: str, by: User) -> Answer:
    """Give a submitted answer back to its writer, with a reason."""
    with transaction.atomic():
        suggestion = tracking.lock(answer.suggestion)
        answer = _fresh(answer)
        if not answer.is_submitted:
            raise NotSubmitted
        if not policies.can_send_back(by, answer):
            raise tracking.NotAllowed
        answer.submitted_by = answer.submitted_at = None
        answer.sent_back_by, answer.sent_back_at, answer.sent_back_reason = by, timezone.now(), reason
        answer.save()
        auditing.record("answer.sent_back", suggestion, by=by, body=answer.body)
    return answer


def release(answer: Answer, *, by: User, untranslated: bool = False, edition: str | None = None) -> Answer:
    """Send an answer out as a second person, and tell the writer in the language asked for.

    What was read (`edition`) is what goes out: a page opened before a correction is refused.

    Without a checked translation it goes out only when the releaser decides so (`untranslated`): the page and the mail
    then say that the translation follows, and it follows by mail.
    """
    with transaction.atomic():
        suggestion = tracking.lock(answer.suggestion)
        answer = _fresh(answer)
        if edition is not None and edition != fingerprint(answer.text):
            raise tracking.MoveRefused
        _refuse_release(answer, suggestion, by=by, untranslated=untranslated)
        now = timezone.now()
        answer.released_by, answer.released_at = by, now
        answer.save(update_fields=["released_by", "released_at"])
        tracking.move(suggestion, to=Suggestion.State.ANSWERED, as_=Actor.RELEASER, by=by, body=answer.body, now=now)
        suggestion.assignments.filter(until__isnull=True).update(until=now)
        inquiring.open_for(answer, now=now)
        telling.tell_writer(answer)
        telling.tell_supporters(answer)
        indexing.put(suggestion)
        auditing.record("answer.released", suggestion, by=by, body=answer.body)
    return answer


def _refuse_release(answer: Answer, suggestion: Suggestion, *, by: User, untranslated: bool) -> None:
    if answer.released_at:
        raise tracking.MoveRefused
    if not answer.is_submitted:
        raise NotSubmitted
    if not policies.can_release(by, answer):
        raise OwnAnswer if policies.is_releaser_for(by, answer.body) else tracking.NotAllowed
    asked = suggestion.answer_language
    if answer.language != asked and answer.sound_translation(asked) is None and not untranslated:
        raise translating.TranslationMissing


def _fresh(answer: Answer) -> Answer:
    return Answer.objects.select_related("suggestion__contact", "body__parent").get(pk=answer.pk)


def _desk(suggestion: Suggestion) -> Body:
    if suggestion.desk is None:
        raise tracking.NotAllowed
    return suggestion.desk
