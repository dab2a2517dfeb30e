from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from community import working_days
from community.models import AuditEntry, CalendarDay, CalendarYear, Membership
from community.models.membership import Role
from feedback import clocks, reminding, tracking, triaging
from feedback.models import Alarm, Clock, StateChange, Suggestion, TranslationRequest
from feedback.states import Actor
from feedback.views import showing

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, Delivery, User
    from feedback.models import Category

State, Kind = Suggestion.State, Clock.Kind


@pytest.fixture(autouse=True)
def _long_in_their_roles(cast: dict[str, User]) -> None:
    """The cast has worked since before the days of these tests."""
    Membership.objects.update(since=at("2026-01-01"))


def at(day: str, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time(hour)))


def move(suggestion: Suggestion, to: str, now: datetime, as_: Actor = Actor.OFFICER) -> Suggestion:
    suggestion = tracking.lock(suggestion)
    tracking.move(suggestion, to=to, as_=as_, by=None, now=now)
    return suggestion


def due(suggestion: Suggestion, kind: str = Kind.ANSWER) -> datetime | None:
    return suggestion.clocks.filter(kind=kind).latest("round").due_at


def test_a_suggestion_promises_contact_and_answer_by_its_categorys_contract(
    send: Callable[..., Suggestion], categories: dict[str, Category]
) -> None:
    categories["transport"].clock_days = 15
    categories["transport"].save()
    simple, complex_ = send(now=at("2026-09-28")), send(now=at("2026-09-28"), category=categories["transport"])
    assert (due(simple, Kind.CONTACT), due(simple)) == (at("2026-09-29", 18), at("2026-10-10", 18))
    assert due(complex_) == at("2026-10-23", 18)  # Sep 29 30, Oct 8 9 10 12-16 19-23
    assert simple.due_at == at("2026-09-29", 18)


def test_taking_it_is_the_first_contact_and_an_answer_stops_the_rest(
    send: Callable[..., Suggestion], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    suggestion = send(contact=cast["resident"].contact)
    triaging.see(suggestion, by=cast["officer"])
    assert Clock.objects.running().filter(suggestion=suggestion).count() == 2
    triaging.take(suggestion, by=cast["officer"])
    assert [clock.kind for clock in Clock.objects.running().filter(suggestion=suggestion)] == [Kind.ANSWER]
    assert outbox()[-1].message.kind == "suggestion_taken"
    suggestion.refresh_from_db()
    assert suggestion.due_at == due(suggestion)
    move(suggestion, State.ANSWERED, timezone.now(), Actor.RELEASER)
    suggestion.refresh_from_db()
    assert (Clock.objects.running().filter(suggestion=suggestion).count(), suggestion.due_at) == (0, None)


def test_the_clock_stands_still_while_the_writer_is_asked(send: Callable[..., Suggestion]) -> None:
    suggestion = send(now=at("2026-03-09"))
    move(suggestion, State.IN_PROGRESS, at("2026-03-09", 12))
    assert due(suggestion) == at("2026-03-16", 18)
    move(suggestion, State.ASKED, at("2026-03-10", 11))
    assert due(suggestion) is None
    assert reminding.remind_due(at("2026-06-01")) == 0
    move(suggestion, State.IN_PROGRESS, at("2026-03-12", 9), Actor.WRITER)
    assert due(suggestion) == at("2026-03-18", 18)


def test_a_reopening_is_a_new_round_and_the_old_one_stays(send: Callable[..., Suggestion]) -> None:
    suggestion = send(now=at("2026-03-09"))
    move(suggestion, State.IN_PROGRESS, at("2026-03-10"))
    move(suggestion, State.ANSWERED, at("2026-03-13"), Actor.RELEASER)
    move(suggestion, State.REOPEN_ASKED, at("2026-04-13"), Actor.WRITER)
    assert due(suggestion, Kind.REVIEW) == at("2026-04-20", 18)
    move(suggestion, State.REOPENED, at("2026-04-15"), Actor.REVIEWER)
    rounds = list(suggestion.clocks.filter(kind=Kind.ANSWER).values_list("round", "started_at", "stopped_at"))
    assert rounds == [(1, at("2026-03-09"), at("2026-03-13")), (2, at("2026-04-15"), None)]
    assert suggestion.clocks.get(kind=Kind.ANSWER, round=1).was_kept
    assert due(suggestion) == at("2026-04-22", 18)


def test_time_with_the_writer_in_translation_and_in_each_round_is_kept_apart(send: Callable[..., Suggestion]) -> None:
    suggestion = send(now=at("2026-03-09"))
    move(suggestion, State.IN_PROGRESS, at("2026-03-10"))
    move(suggestion, State.ASKED, at("2026-03-10", 12))
    move(suggestion, State.IN_PROGRESS, at("2026-03-11", 12), Actor.WRITER)
    move(suggestion, State.ANSWERED, at("2026-03-13"), Actor.RELEASER)
    move(suggestion, State.REOPENED, at("2026-04-15"), Actor.REVIEWER)
    for begin, end in (("2026-03-09", "2026-03-11"), ("2026-03-10", "2026-03-12")):  # they overlap: three days in all
        TranslationRequest.objects.create(suggestion=suggestion, language="zh-hans", created_at=at(begin), done_at=at(end))
    spent = clocks.spent(suggestion, at("2026-04-17"))
    assert spent.rounds == [timedelta(days=4), timedelta(days=2)]
    assert (spent.with_writer, spent.in_translation, spent.total) == (timedelta(days=1), timedelta(days=3), timedelta(days=6))


def test_what_is_provisional_is_computed_anew_once_the_year_is_announced(
    send: Callable[..., Suggestion], cast: dict[str, User], django_capture_on_commit_callbacks: Any
) -> None:
    suggestion = send(now=at("2026-12-29"))
    clock = suggestion.clocks.get(kind=Kind.ANSWER)
    assert (clock.due_at, clock.provisional) == (at("2027-01-05", 18), True)
    assert clocks.keep_up() == 0
    CalendarDay.objects.bulk_create(CalendarDay(day=date(2027, 1, day), works=False, note="New Year") for day in (1, 4))
    CalendarYear.objects.create(year=2027, source="https://www.gov.cn/")
    assert clocks.keep_up() == 1
    clock.refresh_from_db()
    assert (clock.due_at, clock.provisional) == (at("2027-01-07", 18), False)
    with django_capture_on_commit_callbacks(execute=True):
        working_days.set_day(date(2027, 1, 5), works=False, note="Storm", by=cast["admin"])
    assert clocks.keep_up() == 2
    clock.refresh_from_db()
    assert clock.due_at == at("2027-01-08", 18)
    assert clocks.keep_up() == 0


def test_computing_anew_gives_the_same(send: Callable[..., Suggestion]) -> None:
    suggestion = send(now=at("2026-02-11"))
    move(suggestion, State.IN_PROGRESS, at("2026-02-12"))
    move(suggestion, State.ASKED, at("2026-02-13"))
    move(suggestion, State.IN_PROGRESS, at("2026-02-25"), Actor.OFFICER)
    before = list(Clock.objects.order_by("pk").values())
    clocks.mark_stale()
    assert clocks.keep_up() == 1  # the other one has stopped
    assert list(Clock.objects.order_by("pk").values()) == before


def kinds(outbox: Callable[[], list[Delivery]]) -> list[tuple[str, str]]:
    return [(mail.message.kind.removeprefix("suggestion_"), mail.address.partition("@")[0]) for mail in outbox()]


def test_each_level_is_told_exactly_once_and_the_writer_in_plain_words(
    send: Callable[..., Suggestion], cast: dict[str, User], outbox: Callable[[], list[Delivery]]
) -> None:
    suggestion = send(now=at("2026-03-09"), contact=cast["resident"].contact)
    triaging.take(suggestion, by=cast["officer"])
    before = len(outbox())
    # Due on Monday 16 March at 18:00: reminded that morning, over at 18:00, reported on Thursday 19 at 18:00.
    hours = [
        "2026-03-16 08",
        "2026-03-16 09",
        "2026-03-16 17",
        "2026-03-16 18",
        "2026-03-19 17",
        "2026-03-19 18",
        "2026-05-01 10",
    ]
    sounded = [reminding.remind_due(at(*_split(hour))) for hour in hours for _again in range(2)]
    assert sounded == [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    assert kinds(outbox)[before:] == [
        ("alarm", "officer"), ("alarm", "manager"), ("late", "resident"), ("alarm", "district.officer"), ("late", "resident"),
    ]  # fmt: skip
    alarms = Alarm.objects.order_by("pk").values_list("level", "body__slug", "told")
    assert list(alarms) == [("due", "huacao", 1), ("overdue", "huacao", 1), ("late", "minhang", 1)]
    assert AuditEntry.objects.filter(verb="suggestion.alarm").count() == 3
    page = showing.for_page(Suggestion.objects.all()).get()
    told = [step["title"] for step in showing.steps(page, in_full=True)]
    assert [title for title in told if "told" in title or "reminded" in title] == [
        "The office was reminded that the answer is due",
        "The answer is late: whoever leads the office was told",
        "Still no answer: the level above was told",
    ]
    assert "has not answered in the time we promised" in outbox()[-3].message.text
    assert "bench" not in "".join(mail.message.text for mail in outbox() if mail.message.kind == "suggestion_alarm")


def _split(hour: str) -> tuple[str, int]:
    day, _, clock = hour.partition(" ")
    return day, int(clock)


def test_after_a_long_outage_each_level_still_hears_once(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    send(now=at("2026-03-09"))
    assert reminding.remind_due(at("2026-06-01")) == 6  # three levels of two clocks
    assert reminding.remind_due(at("2026-06-02")) == 0


@pytest.mark.parametrize("desk", ["minhang-letters", "transport", "hotline", "hongqiao-subdistrict"])
def test_an_office_without_people_is_never_silent(
    send: Callable[..., Suggestion], cast: dict[str, User], bodies: dict[str, Body], desk: str
) -> None:
    suggestion = send(now=at("2026-03-09"))
    Suggestion.objects.filter(pk=suggestion.pk).update(desk=bodies[desk])
    reminding.remind_due(at("2026-06-01"))
    assert all(alarm.told for alarm in Alarm.objects.all())


def test_one_whose_role_has_ended_is_not_told(send: Callable[..., Suggestion], cast: dict[str, User]) -> None:
    send(now=at("2026-03-09"))
    Membership.objects.filter(user=cast["manager"], role=Role.MANAGER).update(until=timezone.now())
    reminding.remind_due(at("2026-03-16", 18))
    assert not Alarm.objects.filter(level="overdue", told=0).exists()


def test_imported_history_has_no_clocks(whole_tree: None) -> None:
    assert not Clock.objects.exists()
    assert not StateChange.objects.exists()
