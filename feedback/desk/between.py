"""What waits at the desk between offices: views wanted, closings to release, rules in error, what did not reach its body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models import Body
from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin
from community.waiting import WaitingItem, WaitingList
from feedback import policies
from feedback.models import Closing, Dispatch, Involvement, RuleError
from feedback.models.suggestion import district_ids

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from community.models import User
    from feedback.models import Suggestion

SHOWN = 10


def waiting(user: User, now: datetime) -> list[WaitingList]:  # noqa: ARG001  # the shape all packages share
    """Return the queues of a person's roles; nothing for those who have none here."""
    if not policies.handles_suggestions(user):
        return []
    return [_views(user), _closings(user), *(_errors() if is_alliance_admin(user) else [])]


def _views(user: User) -> WaitingList:
    own = bodies_with(user, Role.OFFICER)
    theirs = Q(body__in=own) | Q(body__parent__in=own, body__kind=Body.Kind.DEPARTMENT)
    found = Involvement.objects.filter(theirs, kind=Involvement.Kind.CONSULT, replied_at=None).order_by("at")
    rows = found.select_related("suggestion__category", "body__parent")[:SHOWN]
    items = [_item(one.suggestion, since=one.at, body=one.body) for one in rows]
    return WaitingList("feedback-views", _("Views wanted from your office"), reverse("desk_suggestions"), found.count(), items)


def _closings(user: User) -> WaitingList:
    officer, manager = bodies_with(user, Role.OFFICER), bodies_with(user, Role.MANAGER)
    theirs = Q(body__in=officer | manager) | Q(body__parent__in=manager | (officer & district_ids(user)))
    found = Closing.objects.filter(theirs, decided_at=None).exclude(proposed_by=user).order_by("proposed_at")
    rows = found.select_related("suggestion__category", "body__parent")[:SHOWN]
    items = [_item(one.suggestion, since=one.proposed_at, body=one.body) for one in rows]
    return WaitingList("feedback-closings", _("Closings to release"), reverse("desk_suggestions"), found.count(), items)


def _errors() -> list[WaitingList]:
    broken = RuleError.objects.filter(settled_at=None).select_related("rule__desk__parent").order_by("at")
    lost = Dispatch.objects.troubled().select_related("suggestion__category", "body__parent")
    rules = [
        WaitingItem(f"#{one.rule.order}", reverse("desk_routing"), one.at, one.rule.desk.full_name, note=one.what_translated)
        for one in broken[:SHOWN]
    ]
    unreached = [_item(one.suggestion, one.created_at, one.body, note=one.get_state_display()) for one in lost[:SHOWN]]
    return [
        WaitingList("feedback-rule-errors", _("Rules in error"), reverse("desk_routing"), broken.count(), rules),
        WaitingList("feedback-unreached", _("Did not reach their office"), reverse("desk_suggestions"), lost.count(), unreached),
    ]


def _item(suggestion: Suggestion, since: datetime, body: Body, note: _StrOrPromise = "") -> WaitingItem:
    """Return it by its category: the resident's words stay behind the link."""
    return WaitingItem(
        title=suggestion.category.name,
        url=reverse("desk_suggestion_offices", args=[suggestion.reference]),
        since=since,
        body_name=body.full_name,
        reference=suggestion.reference,
        note=note,
    )
