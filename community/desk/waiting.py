"""What waits at the desk for those who write and publish; one small function a queue."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import policies, reviewing, surveying
from community.models import Body, Edition, Notice, WebAddress, WebUse
from community.waiting import WaitingItem, WaitingList

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from community.models import User

SHOWN = 10


def waiting(user: User, now: datetime) -> list[WaitingList]:
    """Return the queues of the ground floor that hold anything for a person."""
    queues = (queue(user, now) for queue in QUEUES)
    return [queue for queue in queues if queue.total]


def notices_to_publish(user: User, _now: datetime) -> WaitingList:
    """What others submitted and this person may publish."""
    submitted = _kept(user).filter(state=Edition.State.SUBMITTED).order_by("submitted_at", "pk")
    mine = [edition for edition in submitted if policies.can_approve_edition(user, edition)]
    return _queue("notices-to-publish", _("Notices to check and publish"), Edition.State.SUBMITTED, mine, since="submitted_at")


def notices_sent_back(user: User, _now: datetime) -> WaitingList:
    """What came back to this person with a reason."""
    returned = _kept(user).filter(state=Edition.State.DRAFT, sent_back_at__isnull=False, writers=user)
    found = list(returned.order_by("sent_back_at", "pk"))
    return _queue("notices-sent-back", _("Notices sent back to you"), Edition.State.DRAFT, found, since="sent_back_at")


def notices_to_sign(user: User, _now: datetime) -> WaitingList:
    """What went out without a second person, where this person may be it."""
    unsigned = _kept(user).filter(state=Edition.State.PUBLISHED, countersigned_at__isnull=True).exclude(forced_because="")
    found = [each for each in unsigned.order_by("published_at") if policies.can_countersign_edition(user, each)]
    return _queue("notices-to-sign", _("Breaking news to sign for"), Edition.State.PUBLISHED, found, since="published_at")


def links_to_look_at(user: User, _now: datetime) -> WaitingList:
    """Sources that changed and addresses that died, of what this person looks after."""
    mine = WebUse.objects.kept_by(user)
    broken, changed = mine.broken(), mine.changed()
    found = [*broken.for_listing()[:SHOWN], *changed.for_listing()[:SHOWN]]
    items = [
        WaitingItem(
            title=use.title,
            url=f"{reverse('desk_links')}?shelf={'broken' if use.address.state == WebAddress.State.BROKEN else 'changed'}",
            since=use.address.failing_since or use.address.changed_at or use.found_at,
            body_name=use.body.full_name if use.body else "",
            note=use.address.host,
        )
        for use in found[:SHOWN]
    ]
    return WaitingList(
        key="links",
        title=_("Links and sources to look at"),
        url=reverse("desk_links"),
        total=broken.count() + changed.count(),
        items=items,
    )


def translations(user: User, _now: datetime) -> WaitingList:
    """What lacks a translation or is behind, and what a second person has to check.

    An alliance admin is the second person everywhere, but translates only what is the alliance's own.
    """
    found = [row for row in surveying.rows(user) if _waits_for(user, row)] if policies.translates_anywhere(user) else []
    items = [
        WaitingItem(
            title=row.title,
            url=reverse("desk_translation_item", args=[row.shelf.key, row.pk, row.language]),
            since=row.since,
            body_name=row.body.full_name if row.body else "",
            language=row.title_language,
            note=row.state.label,
        )
        for row in found
        if row.since
    ]
    address = reverse("desk_translation_list")
    return WaitingList(
        key="translations", title=_("Translations to make or to check"), url=address, total=len(found), items=items[:SHOWN]
    )


def _waits_for(user: User, row: surveying.Row) -> bool:
    taken = row.is_claimed and row.claimed_by is not None and row.claimed_by.pk not in {user.pk, row.written_by_id}
    if taken or not row.is_wanted:
        return False
    if row.state in {surveying.State.DRAFT, surveying.State.MACHINE}:
        return row.written_by_id != user.pk
    own = row.body.pk in policies.translates_for(user) if row.body else policies.translates_for_alliance(user)
    alliance = row.body is not None and row.body.kind == Body.Kind.ALLIANCE and policies.is_alliance_admin(user)
    return row.state in {surveying.State.MISSING, surveying.State.OUTDATED} and (own or alliance)


def notices_to_review(user: User, now: datetime) -> WaitingList:
    """What is published and due to be looked at again, by those who could write it anew."""
    mine = reviewing.due_for(user, timezone.localdate(now)) if policies.writes_anywhere(user) else []
    items = [
        WaitingItem(
            title=notice.current.reading.title,
            url=reverse("desk_notice", args=[notice.slug]),
            since=timezone.make_aware(datetime.combine(notice.review_due, time())),
            body_name=notice.body.full_name,
        )
        for notice in mine[:SHOWN]
        if notice.current and notice.review_due
    ]
    address = reverse("desk_notices_calendar")
    return WaitingList(key="notices-to-review", title=_("Notices to look at again"), url=address, total=len(mine), items=items)


QUEUES = (notices_to_publish, notices_sent_back, notices_to_sign, notices_to_review, links_to_look_at, translations)


def _kept(user: User) -> QuerySet[Edition]:
    notices = Notice.objects.kept_by(user) if policies.writes_anywhere(user) else Notice.objects.none()
    kept: QuerySet[Edition] = Edition.objects.filter(notice__in=notices)
    return kept.select_related("notice__body__parent")


def _queue(key: str, title: _StrOrPromise, state: str, editions: list[Edition], *, since: str) -> WaitingList:
    items = [
        WaitingItem(
            title=edition.reading.title,
            url=reverse("desk_notice", args=[edition.notice.slug]),
            since=getattr(edition, since),
            body_name=edition.notice.body.full_name,
        )
        for edition in editions[:SHOWN]
    ]
    return WaitingList(key=key, title=title, url=f"{reverse('desk_notices')}?state={state}", total=len(editions), items=items)
