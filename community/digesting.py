"""Digests: what came together since the last one, each item once, with every reason; nothing to tell means no mail.

A run is a row with its window. The clock asks which is due; one that was missed leaves a longer window to the next, one that
was killed is found unfinished and goes on where it stopped.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community import announcing, emails, notifying
from community.models import Change, Delivery, DigestRun, Subscription

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.models import Message

Rhythm = Subscription.Rhythm
SENT_AT = time(8)
PERIOD = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7)}
WEEKDAY = 0  # Monday, for the weekly one
IN_A_STEP = 2000  # subscribers in one transaction
SETTLED = timedelta(minutes=1)  # what was being written when the window closed has been written by then
WORTH_SENDING = timedelta(days=3)


@dataclass(frozen=True)
class Item:
    """One thing in a digest: a change, and why this reader hears of it."""

    change: Change
    why: str


@dataclass
class Known:
    """What one step has looked up or made already."""

    names: dict[tuple[Any, ...], str] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)


def run_due(now: datetime) -> int:
    """Go on with what is unfinished and begin what is due; return how many mails were queued."""
    queued = 0
    for rhythm in PERIOD:
        _begin(rhythm, now)
        for run in DigestRun.objects.filter(rhythm=rhythm, finished_at__isnull=True).order_by("until"):
            queued += _finish(run)
    if queued:
        notifying.kick()
    return queued


def last_due(rhythm: Rhythm, now: datetime) -> datetime:
    """Return the last moment at which a digest of this rhythm was to be sent: eight o'clock, on Mondays for the weekly one."""
    local = timezone.localtime(now)
    day = local.date() - timedelta(days=local.time() < SENT_AT)
    if rhythm == Rhythm.WEEKLY:
        day -= timedelta(days=(day.weekday() - WEEKDAY) % 7)
    return timezone.make_aware(datetime.combine(day, SENT_AT))


def _begin(rhythm: Rhythm, now: datetime) -> None:
    """Make the row of the run that is due, unless it is there; its window begins where the last one ended."""
    until = last_due(rhythm, now - SETTLED)
    last = DigestRun.objects.filter(rhythm=rhythm).aggregate(last=Max("until"))["last"]
    if last is None or last < until:
        since = last or until - PERIOD[rhythm]
        DigestRun.objects.get_or_create(rhythm=rhythm, until=until, defaults={"since": since, "begun_at": now})


def _finish(run: DigestRun) -> int:
    """Tell everyone of a run, step by step; a step that another worker is at is left to it."""
    changes = news(run)
    queued = 0
    while (step := tell_next(run.pk, changes)) is not None:
        queued += step
    return queued


def news(run: DigestRun) -> list[Change]:
    """Return what there is to tell in a run: of each notice the last thing that happened, if it is still true."""
    window = Change.objects.filter(at__gt=run.since, at__lte=run.until)
    full = window.select_related("notice__body__parent", "notice__topic", "notice__current", "edition").order_by("notice", "-pk")
    last = [next(iter(group)) for _notice, group in groupby(full, key=attrgetter("notice_id"))]
    for change in last:
        change.edition.notice = change.notice
    return sorted((change for change in last if announcing.is_still_true(change)), key=attrgetter("pk"))


def tell_next(pk: int, changes: list[Change]) -> int | None:
    """Queue the digests of the next subscribers; return how many mails, None when all were reached or another is at it."""
    with transaction.atomic():
        run = DigestRun.objects.select_for_update(skip_locked=True).filter(pk=pk, finished_at__isnull=True).first()
        if run is None:
            return None
        here = Subscription.objects.active().filter(rhythm=run.rhythm, subscriber__gt=run.reached)
        people = list(here.order_by("subscriber").values_list("subscriber", flat=True).distinct()[:IN_A_STEP]) if changes else []
        if not people:
            DigestRun.objects.filter(pk=pk).update(finished_at=timezone.now())
            return None
        told = _tell(run, changes, people)
        DigestRun.objects.filter(pk=pk).update(reached=people[-1])
        return told


def _tell(run: DigestRun, changes: list[Change], people: list[int]) -> int:
    """Queue a digest for everybody here for whom there is something; equal ones are one message."""
    theirs = _reasons(run, changes, people)
    readers = announcing.rows_of(Subscription.objects.active().filter(rhythm=run.rhythm, subscriber__in=people))
    known = Known()
    mails = []
    for subscriber, group in groupby(readers, key=attrgetter("subscriber_id")):
        found = theirs.get(subscriber)
        if not found:
            continue
        rows = list(group)
        with translation.override(rows[0].subscriber__language):
            items = [Item(change, _why(change, found[change.pk], known)) for change in changes if change.pk in found]
            mails.append((_delivery(run, rows, items, known), list(found)))
    announcing.write(mails)
    return len(mails)


def _reasons(run: DigestRun, changes: list[Change], people: list[int]) -> dict[int, dict[int, list[Any]]]:
    """Return by subscriber and change the subscriptions that match, without what was told already in another mail."""
    found: dict[int, dict[int, list[Any]]] = {}
    for change in changes:
        wanted = announcing.wanted(change).filter(rhythm=run.rhythm, subscriber__in=people)
        for row in announcing.rows_of(wanted):
            found.setdefault(row.subscriber_id, {}).setdefault(change.pk, []).append(row)
    return found


def _delivery(run: DigestRun, rows: list[Any], items: list[Item], known: Known) -> Delivery:
    """Return the mail of one reader, not written yet. Readers with the same items for the same reasons share its message."""
    reader = rows[0]
    content = repr([(item.change.pk, item.why) for item in items])
    key = f"digest-{run.pk}-{reader.subscriber__language}-{hashlib.sha256(content.encode()).hexdigest()[:32]}"
    if key not in known.messages:
        mail = emails.digest(items, rhythm=run.rhythm)
        known.messages[key] = notifying.message_for_many(mail, language=reader.subscriber__language, key=key)
    why = {
        Rhythm.DAILY: _("You get this mail once a day because you follow: %(list)s."),
        Rhythm.WEEKLY: _("You get this mail once a week because you follow: %(list)s."),
    }[Rhythm(run.rhythm)]
    return Delivery(
        key=f"digest-{run.pk}-{reader.subscriber_id}",
        message=known.messages[key],
        contact_id=reader.subscriber__contact_id,
        subscriber_id=reader.subscriber_id,
        address=reader.subscriber__contact__email,
        why=announcing.shortened(why % {"list": announcing.followed(rows, known.names)}),
        not_after=timezone.now() + WORTH_SENDING,
    )


def _why(change: Change, rows: Iterable[Any], known: Known) -> str:
    if change.kind == Change.Kind.TAKEN_BACK:
        return _("because we told you of it")
    return _("because you follow: %(list)s") % {"list": announcing.followed(rows, known.names)}
