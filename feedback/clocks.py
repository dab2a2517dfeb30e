"""Promises in working days: started, paused, stopped with the state of a suggestion, and computed anew when the calendar moves.

Everything follows from rows (when it was sent, its category's contract, its changes of state, the working calendar), so that
computing anew gives the same. Each clock keeps what it computed, because queues and tasks look for what is due.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min, Q

from community import working_days
from feedback.models import Clock, StateChange, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from community.working_days import Calendar, Span
    from feedback.models import TranslationRequest
    from feedback.models.clock import ClockQuerySet

State, Kind = Suggestion.State, Clock.Kind
REVIEW_DAYS = 5
# Working days after the end of its time until the level above is told.
GRACE = {Kind.CONTACT: 1, Kind.ANSWER: 3, Kind.REVIEW: 3}
# Whoever reaches one of these has heard from the office: a colleague took it on, asked, or said a word.
CONTACTED = {*Suggestion.CONCLUDED, State.IN_PROGRESS, State.ASKED, State.WAITING, State.FORWARDED, State.DUPLICATE}
BATCH = 200


def follow(suggestion: Suggestion, *, before: str, after: str, now: datetime) -> None:
    """Let the clocks follow a change of state, in its transaction. The suggestion is locked."""
    if suggestion.imported:
        return
    if after == State.REOPEN_ASKED:
        _start(suggestion, {Kind.REVIEW: REVIEW_DAYS}, now)
    elif after == State.REOPENED or (before in {State.RECEIVED, State.DUPLICATE} and after == State.ROUTED):
        _stop(suggestion, Q(kind=Kind.REVIEW), now)
        category = suggestion.category
        _start(suggestion, {Kind.CONTACT: category.contact_days, Kind.ANSWER: category.clock_days}, now)
    elif after in {*Suggestion.CONCLUDED, *Suggestion.ENDED}:
        _stop(suggestion, Q(), now)
    elif after in CONTACTED:
        _stop(suggestion, Q(kind=Kind.CONTACT), now)
    if State.ASKED in {before, after}:
        compute(_running(suggestion))
    _keep_next(suggestion)


def promise_anew(suggestion: Suggestion) -> None:
    """Put the running clocks on the contract of the suggestion's present category, counted from when it was sent."""
    category = suggestion.category
    _running(suggestion).filter(kind=Kind.CONTACT).update(days=category.contact_days)
    _running(suggestion).filter(kind=Kind.ANSWER).update(days=category.clock_days)
    compute(_running(suggestion))
    _keep_next(suggestion)


def compute(clocks: Iterable[Clock], calendar: Calendar | None = None) -> int:
    """Compute when each clock is due, from its rows and the calendar; return how many there were."""
    calendar = calendar or working_days.calendar()
    count = 0
    for clock in clocks:
        pauses = pauses_of(clock)
        clock.stale = False
        if any(end is None for _begin, end in pauses):
            clock.due_at = clock.remind_at = clock.escalate_at = None
        else:
            clock.due_at, clock.provisional = calendar.due(clock.started_at, clock.days, pauses)
            clock.remind_at = calendar.morning_of(clock.due_at)
            clock.escalate_at = calendar.after(clock.due_at, GRACE[Kind(clock.kind)])
        clock.save(update_fields=["due_at", "provisional", "remind_at", "escalate_at", "stale"])
        count += 1
    return count


def pauses_of(clock: Clock) -> Sequence[Span]:
    """Return when the writer was asked something and had not replied, since the clock started."""
    return _asked(StateChange.objects.filter(suggestion=clock.suggestion_id, at__gte=clock.started_at).order_by("at", "pk"))


def current_round(suggestion: Suggestion) -> int:
    """Return in which round a suggestion is: each reopening begins one."""
    return suggestion.clocks.filter(kind=Kind.ANSWER).count()


def mark_stale() -> int:
    """Note that the calendar was edited: a task computes the running clocks anew."""
    return Clock.objects.running().update(stale=True)


def keep_up() -> int:
    """Compute anew what the calendar moved, and what was provisional until a year was announced; return how many."""
    calendar, done = working_days.calendar(), 0
    years = {due.year for due in Clock.objects.running().filter(provisional=True).datetimes("due_at", "year")}
    announced = Q(provisional=True, due_at__year__in=[year for year in years if calendar.knows(year)])
    moved, last = Clock.objects.running().filter(Q(stale=True) | announced).order_by("pk"), 0
    while batch := list(moved.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        done += sum(_compute_locked(pk, calendar) for pk in batch)
        last = batch[-1]
    return done


def _compute_locked(pk: int, calendar: Calendar) -> int:
    with transaction.atomic():
        clock = Clock.objects.select_for_update().filter(pk=pk).first()
        if clock is None:
            return 0
        compute([clock], calendar)
        _keep_next(Suggestion(pk=clock.suggestion_id))
    return 1


@dataclass
class Spent:
    """Where the time of a suggestion went. The parts are kept apart; they may overlap."""

    rounds: list[timedelta] = field(default_factory=list)  # from each sending or reopening to its conclusion
    with_writer: timedelta = timedelta()
    in_translation: timedelta = timedelta()

    @property
    def total(self) -> timedelta:
        """Return the time of all rounds together."""
        return sum(self.rounds, timedelta())


def spent(suggestion: Suggestion, now: datetime) -> Spent:
    """Return where the time went so far, from the rows."""
    changes = sorted(suggestion.changes.all(), key=lambda change: (change.at, change.pk))
    asked = [(begin, end or now) for begin, end in _asked(changes)]
    translating = [(request.created_at, request.done_at or now) for request in _work_waited_for(suggestion)]
    return Spent(_rounds(changes, now), _union(asked), _union(translating))


def _work_waited_for(suggestion: Suggestion) -> list[TranslationRequest]:
    """Return the translations an answer waits for; what was said afterwards is no part of its time."""
    return [one for one in suggestion.translation_requests.all() if one.part in {"", "answer", "asked", "question", "closing"}]


def _rounds(changes: Sequence[StateChange], now: datetime) -> list[timedelta]:
    rounds: list[timedelta] = []
    begun: datetime | None = None
    for change in changes:
        ends = change.to_state in {*Suggestion.CONCLUDED, *Suggestion.ENDED}
        if begun is None and not ends:
            begun = change.at
        elif begun is not None and ends:
            rounds.append(change.at - begun)
            begun = None
    return [*rounds, now - begun] if begun else rounds


def _asked(changes: Iterable[StateChange]) -> list[Span]:
    spans: list[Span] = []
    for change in changes:
        if spans and spans[-1][1] is None:
            spans[-1] = (spans[-1][0], change.at)
        if change.to_state == State.ASKED:
            spans.append((change.at, None))
    return spans


def _union(spans: Iterable[tuple[datetime, datetime]]) -> timedelta:
    total, reached = timedelta(), None
    for begin, end in sorted(spans):
        start = begin if reached is None or begin > reached else reached
        if end > start:
            total += end - start
        reached = end if reached is None else max(reached, end)
    return total


def _start(suggestion: Suggestion, promises: dict[Clock.Kind, int], now: datetime) -> None:
    calendar = working_days.calendar()
    for kind, days in promises.items():
        last = suggestion.clocks.filter(kind=kind).count()
        clock = Clock(suggestion=suggestion, kind=kind, round=last + 1, days=days, started_at=now)
        clock.due_at, clock.provisional = calendar.due(now, days)
        clock.remind_at = calendar.morning_of(clock.due_at)
        clock.escalate_at = calendar.after(clock.due_at, GRACE[kind])
        clock.save()


def _stop(suggestion: Suggestion, which: Q, now: datetime) -> None:
    _running(suggestion).filter(which).update(stopped_at=now)


def _keep_next(suggestion: Suggestion) -> None:
    """Keep on the suggestion which clock runs out first: queues are sorted by it."""
    due = _running(suggestion).aggregate(next=Min("due_at"))["next"]
    Suggestion.objects.filter(pk=suggestion.pk).update(due_at=due)
    suggestion.due_at = due


def _running(suggestion: Suggestion) -> ClockQuerySet:
    return Clock.objects.running().filter(suggestion=suggestion.pk)
