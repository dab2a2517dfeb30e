"""Tells people about clocks: the handler when one is due, the office's lead when it is over, the level above later. Each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from community import auditing, linking, notifying
from feedback import emails, reaching
from feedback.models import Alarm, Clock, Suggestion
from feedback.telling import LINK

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Body, User

Level = Alarm.Level
WHEN = {Level.DUE: "remind_at", Level.OVERDUE: "due_at", Level.LATE: "escalate_at"}
BATCH = 100


def remind_due(now: datetime) -> int:
    """Sound what is due, level after level; return how many alarms. However often this runs, each sounds once."""
    return sum(_sound_level(level, now) for level in WHEN)


def _sound_level(level: Level, now: datetime) -> int:
    sounded, last = 0, 0
    there = Alarm.objects.filter(clock=OuterRef("pk"), level=level)
    waiting = Clock.objects.running().filter(~Exists(there), **{f"{WHEN[level]}__lte": now}).order_by("pk")
    while batch := list(waiting.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        sounded += sum(_sound(pk, level, now) for pk in batch)
        last = batch[-1]
    return sounded


def _sound(pk: int, level: Level, now: datetime) -> bool:
    """Sound one alarm in one transaction: the row first, so that a second worker finds it; then those whom it reaches."""
    with transaction.atomic():
        clock = Clock.objects.running().select_for_update(skip_locked=True).filter(pk=pk).first()
        moment = getattr(clock, WHEN[level]) if clock else None
        if clock is None or moment is None or moment > now:
            return False
        suggestion = Suggestion.objects.select_related("desk__parent", "contact").get(pk=clock.suggestion_id)
        body, people = _reached(suggestion, level, now)
        alarm, new = Alarm.objects.get_or_create(
            clock=clock, level=level, defaults={"body": body, "told": len(people), "at": now}
        )
        if not new:
            return False
        for person in people:
            mail = emails.alarm(suggestion, clock=clock, level=level)
            notifying.queue(mail, to=person.contact, key=f"alarm-{alarm.pk}-{person.pk}")
        _tell_writer(suggestion, clock, level)
        values = {"clock": clock.kind, "round": clock.round, "level": level, "told": len(people)}
        auditing.record("suggestion.alarm", suggestion, by=None, body=body, values=values)
    return True


def _reached(suggestion: Suggestion, level: Level, now: datetime) -> tuple[Body, list[User]]:
    desk = suggestion.desk
    assert desk is not None  # noqa: S101  # suggestion_never_without_desk; imported ones have no clocks
    if level == Level.DUE:
        return desk, reaching.handlers(suggestion, now)
    if level == Level.OVERDUE:
        return desk, reaching.leads(desk, now)
    higher = reaching.above(desk)
    return higher, reaching.team(higher, now)


def _tell_writer(suggestion: Suggestion, clock: Clock, level: Level) -> None:
    """Mail the writer that an answer is late. What else happens stands on the writer's page: two mails are enough."""
    if suggestion.contact is None or level == Level.DUE or clock.kind != Clock.Kind.ANSWER:
        return
    mail = emails.late(suggestion, level=level, token=linking.make(LINK, suggestion))
    key = f"clock-{clock.pk}-{level}"
    notifying.queue(mail, to=suggestion.contact, key=key, language=suggestion.answer_language)
