"""Tells people what becomes of a public suggestion that they follow: confirmed by their address, ended by one button."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from community import linking, notifying
from feedback import emails, tracking
from feedback.models import Follow, StateChange, Suggestion

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Contact

CONFIRM_LINK, END_LINK = "follow-confirmation", "follow"
CONFIRM_WITHIN = timedelta(days=3)
AT_ONCE = 500


def ask(suggestion: Suggestion, *, contact: Contact, language: str, proven: bool = False) -> Follow:
    """Note that an address wants to follow; it counts once the mail's button was pressed, or at once where it is `proven`.

    Asking again, also after an end, sends one mail a day at most.
    """
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not suggestion.is_public:
            raise tracking.MoveRefused
        follow, _new = Follow.objects.get_or_create(suggestion=suggestion, contact=contact, defaults={"language": language})
        if follow.confirmed_at and follow.ended_at is None:
            return follow
        if proven:
            return confirm(follow)
        today = timezone.localdate()
        until = timezone.now() + CONFIRM_WITHIN
        mail = emails.confirm_follow(follow, token=linking.make(CONFIRM_LINK, follow, expires_at=until))
        key = f"follow-{follow.pk}-confirm-{today:%Y-%m-%d}"
        notifying.queue(mail, to=contact, key=key, language=language, not_after=until)
    return follow


def confirm(follow: Follow) -> Follow:
    """Begin to tell; what happened before is not told again."""
    last = StateChange.objects.filter(suggestion=follow.suggestion_id).aggregate(last=Max("pk"))["last"] or 0
    follow.confirmed_at, follow.ended_at, follow.told = timezone.now(), None, last
    follow.save(update_fields=["confirmed_at", "ended_at", "told"])
    return follow


def end(follow: Follow) -> Follow:
    """Tell no more."""
    if follow.ended_at is None:
        follow.ended_at = timezone.now()
        follow.save(update_fields=["ended_at"])
    return follow


def tell_due(now: datetime) -> int:
    """Tell followers what happened since they were last told, one mail a suggestion; return how many mails.

    The rows of state changes are the queue, so that no verb needs to know of followers. The writer is told anyway.
    """
    due = Follow.objects.active().filter(
        suggestion__public_state=Suggestion.Publicity.RELEASED, suggestion__changes__pk__gt=F("told")
    )
    told = 0
    for follow in due.select_related("contact", "suggestion__public_words").order_by("pk").distinct()[:AT_ONCE]:
        with transaction.atomic():
            changes = list(StateChange.objects.filter(suggestion=follow.suggestion_id, pk__gt=follow.told, at__lte=now))
            last = max((change.pk for change in changes), default=follow.told)
            if not Follow.objects.active().filter(pk=follow.pk, told=follow.told, told__lt=last).update(told=last):
                continue
            if follow.contact_id == follow.suggestion.contact_id:
                continue
            mail = emails.followed(follow, changes, token=linking.make(END_LINK, follow))
            key = f"follow-{follow.pk}-{last}"
            told += notifying.queue(mail, to=follow.contact, key=key, language=follow.language) is not None
    return told
