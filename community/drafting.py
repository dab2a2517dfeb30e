"""Work on a draft: who writes now, what was typed and not saved yet, and saving it without writing over anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from community import auditing, policies, publishing, states
from community.models import Edition, Hold, Unsaved
from community.refusals import BeingWritten, NotAllowed, OpenElsewhere, WrittenMeanwhile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from community.models import User


def hold(edition: Edition, *, by: User, take_over: bool = False) -> Hold:
    """Say that a person writes on a draft now, or still does. Raises BeingWritten while somebody else does.

    `take_over` ends the other's turn: what they typed is kept, and their page tells them.
    """
    now = timezone.now()
    with transaction.atomic():
        edition = states.begin(edition, states.WRITE, by=by)
        held, is_new = Hold.objects.get_or_create(edition=edition, defaults={"holder": by, "since": now, "heard_at": now})
        if is_new or held.holder_id == by.pk:
            Hold.objects.filter(pk=held.pk).update(heard_at=now)
            return held
        if held.keeps_out(by, now) and not take_over:
            raise BeingWritten(held)
        if take_over:
            auditing.record("notice.taken_over", edition, by=by, body=edition.notice.body)
        held.holder, held.since, held.heard_at = by, now, now
        held.save(update_fields=["holder", "since", "heard_at"])
    return held


def keep(
    edition: Edition | None,
    *,
    fields: Mapping[str, Any],
    key: UUID,
    before: datetime | None,
    written_at: datetime | None,
    by: User,
    always: bool = False,
) -> Unsaved:
    """Keep what a page holds, in place of what it kept before. `before` is when the page last knew of kept text.

    Raises OpenElsewhere, and changes nothing, where another page of the same person kept something since, unless it must be
    kept `always`: what was sent to be saved and could not be.
    """
    if edition is not None and not policies.can_write_notice(by, edition.notice.body):
        raise NotAllowed
    with transaction.atomic():
        rows = Unsaved.objects.select_for_update().filter(writer=by, edition=edition)
        there = rows.first()
        if there is not None and not always and there.key != key and there.saved_at != before:
            raise OpenElsewhere(there.saved_at)
        given = {"fields": dict(fields), "key": key, "written_at": written_at, "saved_at": timezone.now()}
        if there is None:
            return Unsaved.objects.create(writer=by, edition=edition, **given)
        for name, value in given.items():
            setattr(there, name, value)
        there.save(update_fields=list(given))
    return there


def save(
    edition: Edition,
    *,
    content: Mapping[str, Any],
    about: Mapping[str, Any],
    seen_at: datetime | None,
    by: User,
) -> Edition:
    """Save a draft and end the turn. `seen_at` is when the draft was written that the page had opened.

    Raises BeingWritten while it is somebody else's turn, WrittenMeanwhile where somebody saved in between.
    """
    with transaction.atomic():
        fresh = states.begin(edition, states.WRITE, by=by)
        held = Hold.objects.filter(edition=fresh).select_related("holder").first()
        if held is not None and held.keeps_out(by, timezone.now()):
            raise BeingWritten(held)
        if seen_at is not None and fresh.written_at != seen_at:
            raise WrittenMeanwhile(fresh)
        saved = publishing.write(fresh, content=content, about=about, by=by)
        Hold.objects.filter(edition=fresh).delete()
        Unsaved.objects.filter(edition=fresh, writer=by).delete()
    return saved


def take_in(unsaved: Unsaved, *, by: User) -> Unsaved:
    """Go on from what a colleague typed and did not save, as one's own unsaved text."""
    if unsaved.edition is None or not policies.can_write_notice(by, unsaved.edition.notice.body):
        raise NotAllowed
    given = {"fields": unsaved.fields, "key": unsaved.key, "written_at": unsaved.written_at, "saved_at": timezone.now()}
    return Unsaved.objects.update_or_create(writer=by, edition=unsaved.edition, defaults=given)[0]


def discard(edition: Edition | None, *, by: User) -> None:
    """Throw away one's own unsaved text, and end one's turn."""
    Unsaved.objects.filter(edition=edition, writer=by).delete()
    Hold.objects.filter(edition=edition, holder=by).delete()
