"""A second look at what its writer was not content with, by someone who did not handle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from feedback import detecting, policies, telling, tracking, translating
from feedback.models import Review, Suggestion
from feedback.states import Actor

if TYPE_CHECKING:
    from community.models import User

State = Suggestion.State
Decision = Review.Decision


class AlreadyReviewed(tracking.FeedbackRefused):
    """Another reviewer was first."""

    message = _("A colleague has decided this already.")


class OwnWork(tracking.FeedbackRefused):
    """The one who handled it wants to review it."""

    message = _("Nobody reviews what they handled themselves: ask a second person.")


def decide(review: Review, *, decision: str, reason: str, by: User) -> Review:
    """Take it up again, or leave it as it was, and say why; the writer is told. Raises OwnWork, AlreadyReviewed."""
    with transaction.atomic():
        suggestion = tracking.lock(review.suggestion)
        if not policies.can_decide_review(by, review):
            raise OwnWork if policies.is_officer_of(by, suggestion.desk) else tracking.NotAllowed
        now = timezone.now()
        decided = Review.objects.filter(pk=review.pk, decided_at__isnull=True).update(
            decision=decision, reason=reason, language=detecting.detect(reason).language, decided_by=by, decided_at=now
        )
        if not decided:
            raise AlreadyReviewed
        before = suggestion.changes.filter(to_state=State.REOPEN_ASKED).last()
        stays = State(before.from_state) if before else State.ANSWERED
        to = State.REOPENED if decision == Decision.REOPEN else stays
        tracking.move(suggestion, to=to, as_=Actor.REVIEWER, by=by, body=suggestion.desk, now=now)
        suggestion.assignments.filter(until__isnull=True).update(until=now)
        review = Review.objects.select_related("suggestion__contact").get(pk=review.pk)
        translating.ask_for(review)
        telling.tell_reviewed(review)
        auditing.record("review.decided", suggestion, by=by, body=suggestion.desk, values={"decision": ["", decision]})
    return review
