"""Moves a suggestion along the table of states, and takes its lock. Every other verb goes through here."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback import clocks
from feedback.models import StateChange, Suggestion
from feedback.states import allows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from community.models import Body, User
    from feedback.states import Actor


class FeedbackRefused(Exception):
    """Something with a suggestion can't be done. `message` says why, for the person who tried."""

    message: _StrOrPromise = _("This can't be done.")


class MoveRefused(FeedbackRefused):
    """The table of states has no such move from where the suggestion stands now."""

    message = _("This has changed meanwhile. Look at where it stands now, then decide again.")


class ChangedMeanwhile(FeedbackRefused):
    """A colleague changed in another window what would be written over now."""

    message = _("A colleague has changed this meanwhile. Yours is kept below; save again to put it in the place of theirs.")


class NotAllowed(FeedbackRefused):
    """The person has not the role for it."""

    message = _("You can't do this here.")


def lock(suggestion: Suggestion) -> Suggestion:
    """Return the row anew, locked until the caller's transaction ends: what it says now is what counts."""
    rows = Suggestion.objects.select_for_update(of=("self",))
    return rows.select_related("desk__parent", "body__parent", "contact", "category").get(pk=suggestion.pk)


@contextmanager
def unchanged(suggestion: Suggestion, *, since: str) -> Iterator[Suggestion]:
    """Do something only if nothing happened since a page was drawn; `since` is the stamp it was drawn with.

    The lock is held until the caller's act is done, so that of two at once the second is refused. An empty stamp comes
    from a page that shows no state, and asks nothing.
    """
    with transaction.atomic():
        locked = lock(suggestion)
        refuse_stale(locked, since=since)
        yield locked


def refuse_stale(suggestion: Suggestion, *, since: str) -> None:
    """Raise MoveRefused where a locked suggestion has moved on since a page was drawn."""
    if since and since != suggestion.stamp:
        raise MoveRefused


def move(
    suggestion: Suggestion, *, to: str, as_: Actor, by: User | None, body: Body | None = None, now: datetime | None = None
) -> StateChange:
    """Move a locked suggestion, leaving a row of it. Raises MoveRefused for a pair that is not in the table."""
    if not allows(suggestion.state, to, as_):
        raise MoveRefused
    now = now or timezone.now()
    before, suggestion.state = suggestion.state, to
    suggestion.save(update_fields=["state"])
    change = StateChange.objects.create(suggestion=suggestion, from_state=before, to_state=to, by=by, body=body, at=now)
    clocks.follow(suggestion, before=before, after=to, now=now)
    return change
