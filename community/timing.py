"""Publishing at a set time: the time is a row, and a clock that was stopped finds it again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from community import publishing, states
from community.models import Edition
from community.refusals import Incomplete, PublishingError, TooSoon

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import User

logger = logging.getLogger(__name__)


def schedule(edition: Edition, *, at: datetime, by: User, decided_as: str = "") -> Edition:
    """Let the clock publish a submitted edition at a time, in the name of who schedules it. Raises TooSoon, Incomplete."""
    with transaction.atomic():
        edition = states.begin(edition, states.SCHEDULE, by=by)
        if at <= timezone.now():
            raise TooSoon
        if missing := publishing.missing_words(edition, in_source=bool(decided_as.strip())):
            raise Incomplete(missing)
        edition.publish_at, edition.scheduled_by, edition.decided_as = at, by, decided_as.strip()
        states.end(edition, states.SCHEDULE, "publish_at", "scheduled_by", "decided_as", by=by)
    return edition


def unschedule(edition: Edition, *, by: User) -> Edition:
    """Stop the clock: the edition waits for a second person again."""
    with transaction.atomic():
        edition = states.begin(edition, states.UNSCHEDULE, by=by)
        edition.publish_at = edition.scheduled_by = None
        edition.decided_as = ""
        states.end(edition, states.UNSCHEDULE, "publish_at", "scheduled_by", "decided_as", by=by)
    return edition


def publish_due(now: datetime | None = None) -> int:
    """Publish every edition whose time has come; return how many.

    Who scheduled it must still be allowed to publish: otherwise it goes back to wait for somebody who is. One edition that
    can't be published does not hold up the others.
    """
    due = Edition.objects.filter(state=Edition.State.SCHEDULED, publish_at__lte=now or timezone.now()).order_by("publish_at")
    done = 0
    for edition in due.select_related("scheduled_by"):
        done += _publish_at_its_time(edition)
    return done


def _publish_at_its_time(edition: Edition) -> bool:
    by = edition.scheduled_by
    if by is None:  # the constraint forbids it
        return False
    try:
        publishing.publish(edition, by=by)
    except PublishingError as refusal:
        logger.warning("edition %s could not be published at its time: %s", edition.pk, type(refusal).__name__)
        with transaction.atomic():
            fresh = Edition.objects.select_for_update(of=("self",)).select_related("notice__body").get(pk=edition.pk)
            if fresh.state == Edition.State.SCHEDULED:
                fresh.publish_at = fresh.scheduled_by = None
                states.end(fresh, states.UNSCHEDULE, "publish_at", "scheduled_by", by=by)
        return False
    return True
