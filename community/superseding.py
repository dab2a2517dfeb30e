"""Says that one notice takes the place of another. Never in a circle, and only by who may publish both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from community import auditing, indexing, policies
from community.models import Body, Supersession
from community.refusals import Circular, NotAllowed

if TYPE_CHECKING:
    from community.models import Notice, User


def supersede(earlier: Notice, *, with_: Notice, by: User, partly: bool = False) -> Supersession:
    """Let a notice take the place of an earlier one; said again, it changes whether only in part. Raises Circular."""
    with transaction.atomic():
        if not all(policies.can_publish_notice(by, notice) for notice in (earlier, with_)):
            raise NotAllowed
        # A circle may close over many notices: whoever says so comes one after the other.
        Body.objects.select_for_update().get(kind=Body.Kind.ALLIANCE)
        if with_.pk in _replaced_by(earlier.pk, at_last=with_.pk):
            raise Circular
        said, _new = Supersession.objects.update_or_create(
            later=with_, earlier=earlier, defaults={"partly": partly, "said_by": by}
        )
        auditing.record("notice.supersession_said", with_, by=by, body=with_.body, fields=["supersedes"])
        indexing.put_notice(earlier)
    return said


def unsay(said: Supersession, *, by: User) -> None:
    """Take it back: both notices stand beside each other again."""
    with transaction.atomic():
        if not all(policies.can_publish_notice(by, notice) for notice in (said.earlier, said.later)):
            raise NotAllowed
        auditing.record("notice.supersession_unsaid", said.later, by=by, body=said.later.body, fields=["supersedes"])
        earlier = said.earlier
        said.delete()
        indexing.put_notice(earlier)


def _replaced_by(notice: int, *, at_last: int) -> set[int]:
    """Return everything a notice takes the place of, over many steps, itself included; stops once `at_last` is found."""
    found, edge = {notice}, {notice}
    while edge and at_last not in found:
        below = Supersession.objects.filter(later__in=edge).values_list("earlier", flat=True)
        edge = set(below) - found
        found |= edge
    return found
