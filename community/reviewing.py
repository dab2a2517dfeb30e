"""Looking again at what is published: a date on the notice, a reminder at the desk, and who looked last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from community import auditing, policies
from community.models import Notice
from community.refusals import NotAllowed, TooSoon

if TYPE_CHECKING:
    from datetime import date

    from community.models import User


def plan(notice: Notice, *, due: date | None, by: User, looked: bool = False) -> Notice:
    """Set the day on which a notice is looked at again, or none. `looked` notes that somebody has just done so.

    Raises TooSoon for a day that is not still to come.
    """
    with transaction.atomic():
        notice = Notice.objects.select_for_update(of=("self",)).select_related("body__parent").get(pk=notice.pk)
        if not policies.can_write_notice(by, notice.body):
            raise NotAllowed
        if due is not None and due <= timezone.localdate():
            raise TooSoon
        notice.review_due = due
        if looked:
            notice.reviewed_at, notice.reviewed_by = timezone.now(), by
        notice.save(update_fields=["review_due", "reviewed_at", "reviewed_by"])
        auditing.record("notice.reviewed" if looked else "notice.review_planned", notice, by=by, body=notice.body)
    return notice


def due_for(user: User, today: date) -> list[Notice]:
    """Return what is published and due to be looked at again, by those who could write it anew; the longest due first."""
    due = Notice.objects.kept_by(user).published().filter(review_due__lte=today)
    found = due.select_related("current", "body__parent").order_by("review_due", "pk")
    return [notice for notice in found if policies.can_write_notice(user, notice.body)]
