"""Series: what a rule gives, what the preview says, and that only the ticked dates are made."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from community.working_days import Calendar
from events import repeating, scheduling
from events.models import EventDate
from tests.events.builders import later, make_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from events.models import Event

    SignedIn = Callable[[str], Client]


def at(words: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(words))


def days(first: str, every: str, count: int, *weekdays: int) -> list[str]:
    starts = at(first)
    rule = repeating.Rule(starts_at=starts, ends_at=starts + timedelta(hours=2), every=every, count=count, weekdays=weekdays)
    return [one.key for one in repeating.plan(rule)]


@pytest.mark.parametrize(
    ("every", "weekdays", "expected"),
    [
        ("day", (), ["20260907-1400", "20260908-1400", "20260909-1400"]),
        ("week", (), ["20260907-1400", "20260914-1400", "20260921-1400"]),
        ("week", (0, 3), ["20260907-1400", "20260910-1400", "20260914-1400"]),
        ("fortnight", (), ["20260907-1400", "20260921-1400", "20261005-1400"]),
        ("month", (), ["20260907-1400", "20261005-1400", "20261102-1400"]),
    ],
)
def test_a_rule_gives_its_dates_at_the_same_local_time(every: str, weekdays: tuple[int, ...], expected: list[str]) -> None:
    assert days("2026-09-07T14:00", every, 3, *weekdays) == expected


def test_a_fifth_weekday_is_the_months_last() -> None:
    assert days("2026-08-31T10:00", "month", 3) == ["20260831-1000", "20260928-1000", "20261026-1000"]


def test_a_day_that_an_admin_entered_counts_here_too() -> None:
    rule = repeating.Rule(starts_at=at("2027-03-06T14:00"), ends_at=at("2027-03-06T15:00"), every="week", count=2)
    first, second = repeating.plan(rule, calendar=Calendar(days={date(2027, 3, 6): True, date(2027, 3, 13): False}))
    assert (first.is_workday_made_up, first.is_unannounced) == (True, False)
    assert (second.holiday, second.is_proposed) == ("Holiday", False)


def test_holidays_and_made_up_workdays_are_told_and_years_to_come_are_not_guessed() -> None:
    starts = at("2026-09-26T14:00")  # a Saturday; mid-autumn is on the 25th, National Day the week after
    rule = repeating.Rule(starts_at=starts, ends_at=starts + timedelta(hours=1), every="week", count=16)
    planned = {one.key[:8]: one for one in repeating.plan(rule)}
    assert (planned["20261003"].holiday, planned["20261003"].is_proposed) == ("National Day", False)
    assert planned["20261010"].is_workday_made_up
    assert planned["20261017"].is_proposed
    assert planned["20270102"].is_unannounced


def form(first: datetime, **changes: Any) -> dict[str, Any]:
    local = timezone.localtime(first)
    ends = local + timedelta(hours=2)
    times = {"starts_at": f"{local:%Y-%m-%dT%H:%M}", "ends_at": f"{ends:%Y-%m-%dT%H:%M}"}
    return {**times, "every": "week", "count": "4", "capacity": "12", **changes}


@pytest.mark.django_db
def test_the_preview_makes_nothing_and_the_ticked_dates_are_made(event: Event, signed_in: SignedIn) -> None:
    client, address = signed_in("organiser"), f"/en/desk/events/{event.slug}/series/"
    first = later(days=400).replace(second=0, microsecond=0)
    there = make_date(event, starts_at=first + timedelta(weeks=1))
    page = client.get(address, form(first)).content.decode()
    assert ("4 dates by this rule" in page, "is there already" in page, EventDate.objects.count()) == (True, True, 1)
    keys = [f"{timezone.localtime(first + timedelta(weeks=week)):%Y%m%d-%H%M}" for week in range(4)]
    response = client.post(address, {**form(first), "keep": [keys[0], keys[1], keys[3]]}, follow=True)
    assert "2 dates are added" in response.content.decode()
    made = EventDate.objects.exclude(pk=there.pk)
    assert [(date.key, date.capacity) for date in made] == [(keys[0], 12), (keys[3], 12)]
    assert "Choose at least one date" in client.post(address, form(first)).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"count": "61"}, {"starts_at": "2020-01-01T10:00"}, {"ends_at": "2020-01-01T10:00"}])
def test_a_wrong_rule_is_shown_again(event: Event, signed_in: SignedIn, changes: dict[str, str]) -> None:
    response = signed_in("organiser").get(f"/en/desk/events/{event.slug}/series/", form(later(days=9), **changes))
    assert (response.status_code, "error-summary" in response.content.decode()) == (422, True)


@pytest.mark.django_db
def test_a_series_is_made_whole_or_not_at_all(event: Event) -> None:
    there = make_date(event, days=9)
    moments = [(later(days=8), later(days=8, hours=1)), (there.starts_at, there.ends_at)]
    with pytest.raises(scheduling.AlreadyThere):
        scheduling.add_series(event, by=None, moments=moments, capacity=5)
    assert list(event.dates.all()) == [there]


@pytest.mark.django_db
def test_a_minimum_shows_who_is_lacking_until_someone_decides(event: Event, signed_in: SignedIn) -> None:
    date = make_date(event, minimum=5, decide_at=later(days=5))
    page = signed_in("visitor").get(f"/en/events/{event.slug}/").content.decode()
    assert ("5 more people needed" in page, "Decided by" in page) == (True, True)
    client = signed_in("organiser")
    client.post(f"/en/desk/events/{event.slug}/dates/{date.key}/decision/")
    date.refresh_from_db()
    assert (date.lacking, date.takes_place_at is not None) == (0, True)
    with pytest.raises(scheduling.Settled):
        scheduling.decide(date, by=None)


@pytest.mark.django_db
def test_a_date_of_its_own_place_note_and_door_seats_says_so(event: Event, signed_in: SignedIn) -> None:
    starts = timezone.localtime(later(days=9))
    data = {
        "starts_at": f"{starts:%Y-%m-%dT%H:%M}", "ends_at": f"{starts + timedelta(hours=2):%Y-%m-%dT%H:%M}", "capacity": "10",
        "door_reserve": "3", "note_en": "With music.", "note_zh_hans": "有音乐。",
    }  # fmt: skip
    address = f"/en/desk/events/{event.slug}/dates/"
    assert signed_in("organiser").post(address, {**data, "note_zh_hans": ""}).status_code == 422
    assert signed_in("organiser").post(address, {**data, "door_reserve": "11"}).status_code == 422
    assert signed_in("organiser").post(address, data).status_code == 302
    page = signed_in("visitor").get(f"/zh-hans/events/{event.slug}/").content.decode()
    assert "有音乐。" in page
    assert EventDate.objects.get().seats_left == 7
