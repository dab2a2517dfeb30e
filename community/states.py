"""The way of an edition: every step there is, from which states to which, and who may take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from community import auditing, policies
from community.models import Edition, Notice
from community.refusals import MovedOn, NotAllowed, OwnWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User

State = Edition.State


@dataclass(frozen=True)
class Move:
    """One step of an edition. `by_another`: only by somebody who had no hand in the edition."""

    verb: str
    starts: tuple[Edition.State, ...]
    end: Edition.State | None  # None: it stays in its state
    allowed: Callable[[User, Edition], bool]
    by_another: bool = False


def _writer(person: User, edition: Edition) -> bool:
    return policies.can_write_notice(person, edition.notice.body)


def _publisher(person: User, edition: Edition) -> bool:
    return policies.can_publish_notice(person, edition.notice)


WRITE = Move("notice.written", (State.DRAFT,), State.DRAFT, _writer)
SUBMIT = Move("notice.submitted", (State.DRAFT,), State.SUBMITTED, _writer)
SEND_BACK = Move("notice.sent_back", (State.SUBMITTED,), State.DRAFT, _publisher, by_another=True)
SCHEDULE = Move("notice.scheduled", (State.SUBMITTED,), State.SCHEDULED, _publisher, by_another=True)
UNSCHEDULE = Move("notice.unscheduled", (State.SCHEDULED,), State.SUBMITTED, _publisher)
PUBLISH = Move("notice.published", (State.SUBMITTED, State.SCHEDULED), State.PUBLISHED, _publisher, by_another=True)
FORCE = Move("notice.forced", (State.DRAFT, State.SUBMITTED), State.PUBLISHED, _publisher)
COUNTERSIGN = Move("notice.countersigned", (State.PUBLISHED, State.SUPERSEDED), None, _publisher, by_another=True)
WITHDRAW = Move("notice.withdrawn", (State.PUBLISHED,), State.WITHDRAWN, _publisher)
ARCHIVE = Move("notice.archived", (State.PUBLISHED,), State.ARCHIVED, _publisher)
ERASE = Move("notice.gone", (State.PUBLISHED, State.WITHDRAWN, State.ARCHIVED), State.GONE, _publisher)
SUPERSEDE = Move("notice.superseded", Edition.STANDING, State.SUPERSEDED, _publisher)  # part of publishing the next one
MOVES = (
    WRITE, SUBMIT, SEND_BACK, SCHEDULE, UNSCHEDULE, PUBLISH, FORCE, COUNTERSIGN, WITHDRAW, ARCHIVE, ERASE, SUPERSEDE,
)  # fmt: skip


def begin(edition: Edition, move: Move, *, by: User) -> Edition:
    """Lock the notice, read the edition anew and decide whether the step may be taken.

    Raises NotAllowed, MovedOn or OwnWork.
    """
    notice = Notice.objects.select_for_update(of=("self",)).select_related("body__parent", "current").get(pk=edition.notice_id)
    fresh: Edition = notice.editions.get(pk=edition.pk)
    fresh.notice = notice
    if not move.allowed(by, fresh):
        raise NotAllowed
    if fresh.state not in move.starts:
        raise MovedOn(fresh.state)
    if move.by_another and by.pk in fresh.hands:
        raise OwnWork
    return fresh


def end(edition: Edition, move: Move, *fields: str, by: User) -> None:
    """Bring the edition into the state the step leads to, with the fields it wrote, and record it."""
    edition.state = move.end or edition.state
    edition.save(update_fields=["state", *fields])
    auditing.record(move.verb, edition, by=by, body=edition.notice.body, fields=["state"] if move.end else list(fields))
