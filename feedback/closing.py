"""A closing is proposed by who handles it and released by a second person of the same body or of the level above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from feedback import detecting, indexing, policies, telling, tracking, translating
from feedback.models import Closing, Suggestion
from feedback.states import Actor

if TYPE_CHECKING:
    from community.models import User

State = Suggestion.State


class OwnProposal(tracking.FeedbackRefused):
    """The one who proposed it wants to release it."""

    message = _("Nobody releases their own proposal: ask a second person.")


def propose(suggestion: Suggestion, *, outcome: str, words: str, by: User) -> Closing:
    """Propose to close it, with the outcome and the words its writer will read."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.is_officer_of(by, suggestion.desk) or suggestion.desk is None:
            raise tracking.NotAllowed
        tracking.move(suggestion, to=State.CLOSING, as_=Actor.OFFICER, by=by, body=suggestion.desk)
        made = Closing.objects.create(
            suggestion=suggestion,
            body=suggestion.desk,
            outcome=Closing.Outcome(outcome),
            words=words,
            language=detecting.detect(words).language,
            proposed_by=by,
        )
        translating.ask_for(made)
        auditing.record("suggestion.closing_proposed", suggestion, by=by, body=suggestion.desk, values={"outcome": outcome})
    return made


def release(closing: Closing, *, by: User, untranslated: bool = False) -> Suggestion:
    """Close it as proposed, as the second person; its writer is told in the language asked for.

    Without a checked translation only when the releaser decides so (`untranslated`): it then follows by mail.
    """
    with transaction.atomic():
        suggestion, closing = _open(closing)
        if closing.proposed_by_id == by.pk:
            raise OwnProposal
        if not policies.can_decide_closing(by, closing):
            raise tracking.NotAllowed
        if not untranslated:
            translating.refuse_untranslated(closing)
        now = timezone.now()
        closing.decided_by, closing.decided_at, closing.released = by, now, True
        closing.save(update_fields=["decided_by", "decided_at", "released"])
        tracking.move(suggestion, to=State(closing.outcome), as_=Actor.RELEASER, by=by, body=closing.body, now=now)
        suggestion.assignments.filter(until__isnull=True).update(until=now)
        telling.tell_closed(closing)
        telling.tell_supporters_closed(closing)
        translating.ask_for_readers(suggestion)
        indexing.put(Suggestion.objects.for_listing().get(pk=suggestion.pk))
        auditing.record("suggestion.closed", suggestion, by=by, body=closing.body, values={"outcome": closing.outcome})
    return suggestion


def give_back(closing: Closing, *, reason: str, by: User) -> Suggestion:
    """Not yet: the office goes on with it. Whoever may release may give back; the officer may take it back."""
    with transaction.atomic():
        suggestion, closing = _open(closing)
        own = closing.proposed_by_id == by.pk
        if not own and not policies.can_decide_closing(by, closing):
            raise tracking.NotAllowed
        closing.decided_by, closing.decided_at = by, timezone.now()
        closing.released, closing.returned_because = False, reason
        closing.save(update_fields=["decided_by", "decided_at", "released", "returned_because"])
        actor = Actor.OFFICER if own else Actor.RELEASER
        tracking.move(suggestion, to=State.IN_PROGRESS, as_=actor, by=by, body=closing.body, now=closing.decided_at)
        closing.translation_requests.filter(done_at__isnull=True).update(done_at=closing.decided_at)
        auditing.record("suggestion.closing_returned", suggestion, by=by, body=closing.body)
    return suggestion


def _open(closing: Closing) -> tuple[Suggestion, Closing]:
    suggestion = tracking.lock(closing.suggestion)
    closing = Closing.objects.select_related("body__parent", "suggestion__contact").get(pk=closing.pk)
    if closing.decided_at is not None:
        raise tracking.MoveRefused
    return suggestion, closing
