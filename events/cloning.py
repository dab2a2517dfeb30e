"""Beginning an event as a copy of another: its words, form, rules, limits and reminders, never anyone who registered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from community import auditing
from events import drafting, scheduling
from events.models import (
    Event,
    EventDate,
    EventLanguage,
    Limit,
    Option,
    Question,
    Reminder,
    Rule,
    WaitlistRule,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date as day
    from uuid import UUID

    from django.db.models import Model

    from community.models import User

LANGUAGES = ("en", "zh_hans")
# What happened to the other event, or names it. Everything else an event says of itself is copied, also what is added later.
ITS_OWN = ("id", "slug", "key", *(f"cancellation_reason{code}" for code in ("", "_en", "_zh_hans")))
MOMENTS = ("starts_at", "ends_at", "opens_at", "closes_at", "decide_at")
OF_A_DATE = (
    "capacity", "door_reserve", "minimum", "drop_in", "place_id",
    *(f"{name}_{code}" for name in ("meeting_point", "note") for code in LANGUAGES),
)  # fmt: skip


def clone(event: Event, *, by: User | None, first_on: day | None = None, key: UUID | None = None) -> Event:
    """Return a draft like an event. With `first_on` its dates come along, the first on that day, the others as far from it.

    What was called off is left behind. Whoever copies an event reads it before publishing it: nobody is told. The same form
    sent twice, by its `key`, makes one copy.
    """
    return drafting.once(key, lambda: _clone(event, by=by, first_on=first_on, key=key), by=by)


def _clone(event: Event, *, by: User | None, first_on: day | None, key: UUID | None) -> Event:
    dates = list(copied_dates(event)) if first_on else []
    shift = _shift(dates[0], first_on) if dates and first_on else timedelta()
    slug = drafting.new_slug(event.title_en or "", event.title_zh_hans or "")
    made: Event = Event.objects.create(slug=slug, created_by=by, key=key, **_copied(event))
    EventLanguage.objects.bulk_create([EventLanguage(event=made, code=spoken.code) for spoken in event.languages.all()])
    _copy_rules(event, made, shift)
    _copy_questions(event, made)
    reminders = Reminder.objects.filter(event=event)
    Reminder.objects.bulk_create([Reminder(event=made, kind=one.kind, hours=one.hours, off_at=one.off_at) for one in reminders])
    WaitlistRule.objects.bulk_create(
        [WaitlistRule(event=made, policy=one.policy, skips=one.skips) for one in WaitlistRule.objects.filter(event=event)]
    )
    for date in dates:
        _copy_date(date, made, shift)
    auditing.record("event.cloned", made, by=by, body=made.body, values={"from": event.slug, "dates": len(dates)})
    return made


def copied_dates(event: Event) -> Iterable[EventDate]:
    """Return the dates that a copy would have."""
    return event.dates.filter(cancelled_at__isnull=True).order_by("starts_at")


def _shift(first: EventDate, wanted: day) -> timedelta:
    return wanted - timezone.localdate(first.starts_at)


def _copied(event: Event) -> dict[str, Any]:
    """Return what an event says of itself: its words in both languages, its place, its form's rules."""
    names = [field.attname for field in Event._meta.concrete_fields if field.name not in Event.TRANSLATED]
    kept = (name for name in names if name not in ITS_OWN and not name.endswith(("_at", "_by_id")))
    return {name: getattr(event, name) for name in kept}


def _copy_rules(event: Event, made: Event, shift: timedelta) -> None:
    for rule in event.rules.prefetch_related("townships"):
        fields = {name: getattr(rule, name) for name in ("kind", "language", "least", "most", "seats", "melts_hours")}
        copy = Rule.objects.create(event=made, until=rule.until + shift if rule.until else None, **fields)
        copy.townships.set(rule.townships.all())


def _copy_questions(event: Event, made: Event) -> None:
    """Copy what the form asks now; a condition hangs on the copy of its option."""
    options: dict[int, Option] = {}
    asked = list(Question.objects.asked_by(event))
    for question in asked:
        copy = Question.objects.create(event=made, **_words(question, "text", "purpose", plain=("order", "kind", "required")))
        for option in question.options.all():
            options[option.pk] = Option.objects.create(question=copy, **_words(option, "label", plain=("places", "takes")))
        if question.only_if_id in options:
            Question.objects.filter(pk=copy.pk).update(only_if=options[question.only_if_id])


def _copy_date(date: EventDate, made: Event, shift: timedelta) -> None:
    moments = {name: getattr(date, name) and getattr(date, name) + shift for name in MOMENTS}
    copy: EventDate = EventDate.objects.create(event=made, **moments, **{name: getattr(date, name) for name in OF_A_DATE})
    for limit in Limit.objects.own().filter(date=date):
        Limit.objects.create(date=copy, **_words(limit, "name", plain=("counts", "places")))
    scheduling.keep_reserves(copy)


def _words(row: Model, *translated: str, plain: Iterable[str]) -> dict[str, Any]:
    """Return some fields of a row, the translated ones in each language."""
    names = [*plain, *(f"{name}_{code}" for name in translated for code in LANGUAGES)]
    return {name: getattr(row, name) for name in names}


def first_start(event: Event, first_on: day) -> datetime | None:
    """Return when the first copied date would begin."""
    first = next(iter(copied_dates(event)), None)
    return first.starts_at + _shift(first, first_on) if first else None
