"""Brings suggestions to the bodies they were sent to: each recipient has a state of its own, what fails is tried again.

A mail tells a body's officers that something is on their desk; it never repeats the resident's words. Where a body has
nobody here, the level above is told, and the body is tried again each day until someone has joined it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from community import auditing, notifying, working_days
from community.models import Delivery
from feedback import emails, reaching
from feedback.models import Dispatch, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from community.models import User

State = Dispatch.State
BATCH = 100
MOST_ATTEMPTS = 4
AGAIN_AFTER = timedelta(hours=1)
LOOK_AGAIN_AFTER = timedelta(days=1)
STUCK_AFTER_DAYS = 2  # working days without anyone of the body acting


def bring_due(now: datetime) -> int:
    """Tell the bodies what has come to them; return how many dispatches went out."""
    brought, last = 0, 0
    while batch := list(Dispatch.objects.due(now).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        brought += sum(_bring(pk, now) for pk in batch)
        last = batch[-1]
    return brought


def sweep(now: datetime) -> int:
    """Notice what failed, what an officer has acted on, and what lies unseen; return how many changed."""
    return _note_seen(now) + _note_failed(now) + _note_stuck(now)


def _bring(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        dispatch = Dispatch.objects.select_for_update(skip_locked=True).due(now).filter(pk=pk).first()
        if dispatch is None:
            return False
        suggestion = Suggestion.objects.select_related("desk__parent").get(pk=dispatch.suggestion_id)
        if (dispatch.routing_id and suggestion.desk_id != dispatch.body_id) or not suggestion.is_open:
            return _set(dispatch, State.SEEN, seen_at=now)  # it has gone on meanwhile
        dispatch.attempts += 1
        staffed = reaching.is_staffed(dispatch.body, now)
        if staffed or dispatch.attempts == 1:  # the level above hears once
            _mail(dispatch, suggestion, reaching.officers(dispatch.body, now) or reaching.team(dispatch.body, now))
        wait = now + (AGAIN_AFTER if staffed else LOOK_AGAIN_AFTER)
        state = State.SENT if staffed else State.NOBODY
        return _set(dispatch, state, sent_at=dispatch.sent_at or now, next_at=wait, attempts=dispatch.attempts)


def _mail(dispatch: Dispatch, suggestion: Suggestion, people: Iterable[User]) -> None:
    for person in people:
        mail = emails.arrived(suggestion, dispatch=dispatch)
        notifying.queue(mail, to=person.contact, key=f"{_key(dispatch)}{person.pk}")


def _key(dispatch: Dispatch) -> str:
    return f"dispatch-{dispatch.pk}-{dispatch.attempts}-"


def _note_failed(now: datetime) -> int:
    """Try again what no one of a body got: mails that failed for good. After the last attempt it stays in sight."""
    changed = 0
    for dispatch in Dispatch.objects.filter(state=State.SENT, seen_at=None, attempts__lte=MOST_ATTEMPTS):
        states = set(Delivery.objects.filter(key__startswith=_key(dispatch)).values_list("state", flat=True))
        if states and states <= {Delivery.State.FAILED, Delivery.State.EXPIRED}:
            wait = AGAIN_AFTER * dispatch.attempts
            far = now + timedelta(days=3650)  # given up: only a person brings it further
            given_up = dispatch.attempts >= MOST_ATTEMPTS
            changed += _set(dispatch, State.FAILED, next_at=far if given_up else now + wait, attempts=dispatch.attempts)
    return changed


def _note_seen(now: datetime) -> int:
    """Note where an officer of the body has acted: took it, read it, moved it on, or it came to an end."""
    acted_on = ~Q(suggestion__state__in=[Suggestion.State.ROUTED, Suggestion.State.REOPENED])
    gone_on = Q(routing__isnull=False) & (acted_on | ~Q(suggestion__desk=F("body")))
    over = Q(suggestion__state__in=Suggestion.ENDED)
    open_ones = Dispatch.objects.exclude(state=State.SEEN).filter(gone_on | over)
    return open_ones.update(state=State.SEEN, seen_at=now)


def _note_stuck(now: datetime) -> int:
    """Put in sight what a body was told of and nobody looked at, and tell the level above: once."""
    calendar, changed = working_days.calendar(), 0
    lying = Dispatch.objects.filter(state=State.SENT, seen_at=None, sent_at__lt=now - timedelta(days=STUCK_AFTER_DAYS))
    for dispatch in lying.exclude(involvement__kind="inform").select_related("body__parent", "suggestion__desk__parent"):
        if dispatch.sent_at is None or calendar.after(dispatch.sent_at, STUCK_AFTER_DAYS) > now:
            continue
        with transaction.atomic():
            for person in reaching.team(reaching.above(dispatch.body), now):
                mail = emails.arrived(dispatch.suggestion, dispatch=dispatch, stuck=True)
                notifying.queue(mail, to=person.contact, key=f"dispatch-{dispatch.pk}-stuck-{person.pk}")
            changed += _set(dispatch, State.STUCK)
            auditing.record("suggestion.dispatch_stuck", dispatch.suggestion, by=None, body=dispatch.body)
    return changed


def _set(dispatch: Dispatch, state: Dispatch.State, **values: object) -> bool:
    return bool(Dispatch.objects.filter(pk=dispatch.pk).update(state=state, **values))
