"""Asks the writer whether it is resolved, and apart from that whether they are satisfied; late, once more, on its own.

Discontent with a reason that asks for it, or with words of the writer's own, brings a second look by someone who did
not handle it (reviewing.py). The late check comes four weeks after the answer, whatever was said first.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing, linking, notifying
from feedback import detecting, emails, tracking, translating
from feedback.models import Inquiry, Review, Suggestion
from feedback.states import Actor, allows
from feedback.telling import INQUIRY_LINK

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from feedback.models import Answer, DiscontentReason

LATE_AFTER = timedelta(weeks=4)
Occasion = Inquiry.Occasion
State = Suggestion.State


class AlreadySaid(tracking.FeedbackRefused):
    """Each occasion is answered once."""

    message = _("You have answered this already. Thank you.")


def open_for(answer: Answer, *, now: datetime) -> None:
    """Ask about a released answer: with its mail, and four weeks later. What was still open about an earlier answer ends."""
    answer.suggestion.inquiries.filter(answered_at__isnull=True).update(cancelled_at=now)
    for occasion, due_at, sent_at in ((Occasion.ANSWER, now, now), (Occasion.LATE, now + LATE_AFTER, None)):
        Inquiry.objects.create(
            suggestion=answer.suggestion,
            answer=answer,
            body=answer.body,
            occasion=occasion,
            due_at=due_at,
            sent_at=sent_at,
        )


def say(
    inquiry: Inquiry,
    *,
    resolved: str,
    satisfied: str,
    reasons: Collection[DiscontentReason] = (),
    text: str = "",
    now: datetime | None = None,
) -> Inquiry:
    """Take what the writer says. Raises AlreadySaid the second time.

    "Resolved" moves an answered suggestion on; discontent that asks for it goes to a reviewer.
    """
    now = now or timezone.now()
    with transaction.atomic():
        suggestion = tracking.lock(inquiry.suggestion)
        inquiry = Inquiry.objects.select_related("suggestion").get(pk=inquiry.pk)
        if not inquiry.is_open:
            raise AlreadySaid
        inquiry.resolved, inquiry.satisfied, inquiry.text = resolved, satisfied, text
        inquiry.language = detecting.detect(text, likely=suggestion.language).language if text.strip() else ""
        inquiry.answered_at = now
        inquiry.save(update_fields=["resolved", "satisfied", "text", "language", "answered_at"])
        inquiry.reasons.set(reasons)
        translating.ask_for(inquiry)
        if _asks_for_a_second_look(inquiry, reasons) and allows(suggestion.state, State.REOPEN_ASKED, Actor.WRITER):
            tracking.move(suggestion, to=State.REOPEN_ASKED, as_=Actor.WRITER, by=None, now=now)
            Review.objects.create(inquiry=inquiry, suggestion=suggestion, asked_at=now)
        elif resolved == Inquiry.Resolved.YES and allows(suggestion.state, State.RESOLVED, Actor.WRITER):
            tracking.move(suggestion, to=State.RESOLVED, as_=Actor.WRITER, by=None, now=now)
    return inquiry


def send_due(now: datetime) -> int:
    """Send the late checks whose time has come, each once; what is no longer concluded is not asked. Return how many."""
    sent = 0
    for pk in Inquiry.objects.due(now).values_list("pk", flat=True)[:500]:
        with transaction.atomic():
            inquiry = Inquiry.objects.select_related("suggestion", "answer__body__parent").get(pk=pk)
            suggestion = tracking.lock(inquiry.suggestion)
            concluded = suggestion.state in Suggestion.CONCLUDED
            outcome = {"sent_at": now} if concluded else {"cancelled_at": now}
            if not Inquiry.objects.due(now).filter(pk=pk).update(**outcome) or not concluded:
                continue
            sent += 1
            auditing.record("inquiry.sent", suggestion, by=None, body=inquiry.body)
            if suggestion.contact:
                mail = emails.late_check(inquiry, token=linking.make(INQUIRY_LINK, inquiry))
                notifying.queue(mail, to=suggestion.contact, key=f"inquiry-{pk}", language=suggestion.answer_language)
    return sent


def _asks_for_a_second_look(inquiry: Inquiry, reasons: Collection[DiscontentReason]) -> bool:
    """Tell whether the writer is discontent, with a reason that reopens or in words of their own."""
    discontent = inquiry.resolved == Inquiry.Resolved.NO or inquiry.satisfied == Inquiry.Satisfied.NO
    return discontent and (any(reason.reopens for reason in reasons) or bool(inquiry.text.strip()))
