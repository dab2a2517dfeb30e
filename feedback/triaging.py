"""What an officer does before answering: reads, takes, hands over, sends back, sorts anew; and a writer's choice of township."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from feedback import clocks, policies, routing, ruling, telling, tracking
from feedback.models import Assignment, Dispatch, Routing, Suggestion
from feedback.states import Actor

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Body, User
    from feedback.models import Category


class SameDesk(tracking.FeedbackRefused):
    """It is on that desk already."""

    message = _("It is on this desk already.")


class DeskClosed(tracking.FeedbackRefused):
    """The body is no longer there."""

    message = _("This body is no longer active.")


def see(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Note for the writer that someone at the office has read it."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.is_officer_of(by, suggestion.desk):
            raise tracking.NotAllowed
        tracking.move(suggestion, to=Suggestion.State.SEEN, as_=Actor.OFFICER, by=by, body=suggestion.desk)
        auditing.record("suggestion.seen", suggestion, by=by, body=suggestion.desk)
    return suggestion


def take(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Begin to work on it. Raises MoveRefused when someone else was first."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.is_officer_of(by, suggestion.desk):
            raise tracking.NotAllowed
        tracking.move(suggestion, to=Suggestion.State.IN_PROGRESS, as_=Actor.OFFICER, by=by, body=suggestion.desk)
        Assignment.objects.create(suggestion=suggestion, officer=by)
        telling.tell_taken(suggestion, round_=clocks.current_round(suggestion))
        auditing.record("suggestion.taken", suggestion, by=by, body=suggestion.desk)
    return suggestion


class NowhereBack(tracking.FeedbackRefused):
    """Nobody stands behind this desk."""

    message = _("This office is the one that passes things on. Hand it over to whoever should have it.")


class NothingToChange(tracking.FeedbackRefused):
    """It is sorted like this already."""

    message = _("It is sorted like this already.")


class NotNextDoor(tracking.FeedbackRefused):
    """The township is not one of the neighbours."""

    message = _("Choose a township that lies next to the one you named.")


def hand_over(suggestion: Suggestion, *, to: Body, reason: str, by: User) -> Suggestion:
    """Put it on another body's desk, with a reason that the writer reads too. A draft the first body left is dropped."""
    with transaction.atomic():
        suggestion = _held(suggestion, by)
        if to.pk == suggestion.desk_id:
            raise SameDesk
        if not to.active:
            raise DeskClosed
        _put_on(suggestion, Routing(desk=to, note=reason, act=Routing.Act.HAND_OVER), by=by, verb="suggestion.handed_over")
    return suggestion


def send_back(suggestion: Suggestion, *, reason: str, by: User) -> Suggestion:
    """Give it back as the wrong receiver: to the desk it came from, or to whoever passes things on. Each one is counted."""
    with transaction.atomic():
        suggestion = _held(suggestion, by)
        to = _behind(suggestion)
        suggestion.bounces += 1
        suggestion.save(update_fields=["bounces"])
        _put_on(suggestion, Routing(desk=to, note=reason, act=Routing.Act.SEND_BACK), by=by, verb="suggestion.sent_back")
    return suggestion


def sort_anew(suggestion: Suggestion, *, category: Category, township: Body | None, by: User) -> Suggestion:
    """Correct what it is about or where. The rules decide the desk anew, and the clocks follow the new contract."""
    with transaction.atomic():
        suggestion = _held(suggestion, by)
        if (category.pk, township.pk if township else None) == (suggestion.category_id, suggestion.body_id):
            raise NothingToChange
        values = {"category": [suggestion.category.slug, category.slug], "body": [_slug(suggestion.body), _slug(township)]}
        _sort(suggestion, category, township, by=by, as_=Actor.OFFICER)
        auditing.record("suggestion.sorted_anew", suggestion, by=by, body=suggestion.desk, fields=list(values), values=values)
    return suggestion


def choose_township(suggestion: Suggestion, *, township: Body) -> Suggestion:
    """Let its writer say that it lies across the boundary: the rules decide anew. Only until an officer has taken it."""
    with transaction.atomic():
        suggestion = tracking.lock(suggestion)
        if not policies.can_choose_township(suggestion):
            raise tracking.MoveRefused
        if suggestion.body is None or township.pk not in {body.pk for body in routing.neighbours(suggestion.body)}:
            raise NotNextDoor
        values = {"body": [_slug(suggestion.body), township.slug]}
        _sort(suggestion, suggestion.category, township, by=None, as_=Actor.WRITER)
        auditing.record("suggestion.township_chosen", suggestion, by=None, fields=["body"], values=values)
    return suggestion


def _held(suggestion: Suggestion, by: User) -> Suggestion:
    suggestion = tracking.lock(suggestion)
    if not policies.is_officer_of(by, suggestion.desk):
        raise tracking.NotAllowed
    return suggestion


def _sort(suggestion: Suggestion, category: Category, township: Body | None, *, by: User | None, as_: Actor) -> None:
    suggestion.category, suggestion.body, suggestion.category_version = category, township, category.version
    suggestion.save(update_fields=["category", "body", "category_version"])
    clocks.promise_anew(suggestion)
    decision = routing.Table.load().decide(routing.Case.of(suggestion))
    ruling.switch_off(decision.faults, suggestion=suggestion)
    if decision.desk.pk != suggestion.desk_id:
        _put_on(suggestion, routing_row(decision), by=by, as_=as_)


def routing_row(decision: routing.Decision) -> Routing:
    """Return the unsaved row that keeps a decision: the desk, the rule, and the reason as it reads now."""
    return Routing(
        desk=decision.desk,
        rule=decision.rule,
        reason_en=decision.reason_en,
        reason_zh_hans=decision.reason_zh_hans,
        inferred=decision.inferred,
    )


def keep(row: Routing, now: datetime) -> None:
    """Keep a routing, and leave a row by which its body is told."""
    row.at = now
    row.save()
    Dispatch.objects.create(suggestion=row.suggestion, body=row.desk, routing=row, created_at=now, next_at=now)


def _put_on(suggestion: Suggestion, row: Routing, *, by: User | None, as_: Actor = Actor.OFFICER, verb: str = "") -> None:
    """Put a locked suggestion on another desk, where it starts afresh."""
    before, now = suggestion.desk, timezone.now()
    tracking.move(suggestion, to=Suggestion.State.ROUTED, as_=as_, by=by, body=before, now=now)
    suggestion.desk = row.desk
    suggestion.save(update_fields=["desk"])
    suggestion.assignments.filter(until__isnull=True).update(until=now)
    suggestion.answers.filter(released_at__isnull=True).delete()
    row.suggestion, row.by = suggestion, by
    keep(row, now)
    if verb:
        values = {"desk": [_slug(before), row.desk.slug]}
        auditing.record(verb, suggestion, by=by, body=before, fields=["desk"], values=values)


def _behind(suggestion: Suggestion) -> Body:
    """Return who gets it back: who handed it over, else the nearest office that passes things on."""
    way = list(suggestion.routings.select_related("desk__parent").order_by("at", "pk"))
    if way and way[-1].act == Routing.Act.HAND_OVER:
        for row in reversed(way[:-1]):
            if row.desk_id != suggestion.desk_id and row.desk.active:
                return row.desk
    for office in routing.Table.load(rules=()).passers_on(suggestion.body):
        if office.pk != suggestion.desk_id:
            return office
    raise NowhereBack


def _slug(body: Body | None) -> str:
    return body.slug if body else ""
