"""Rules in time: how they stand on a day, what changes when, and where that is drawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community import timelines
from community.fields import PartialDate, Precision
from community.models import Notice
from community.models.standing import Span, Standing, last_day
from community.timelines import Turn, Window
from tests.community.notices import published

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
WRITTEN = st.one_of(
    st.just("unknown"),
    st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31)).flatmap(
        lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"])
    ),
)


def span(begins: str = "unknown", ends: str = "unknown") -> Span:
    return Span.of(PartialDate.parse(begins), PartialDate.parse(ends, end=True))


# --- standing -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("begins", "ends", "day", "standing"),
    [
        ("2026-05-03", "unknown", "2026-05-02", Standing.COMING),
        ("2026-05-03", "unknown", "2026-05-03", Standing.IN_FORCE),
        ("2026-05", "unknown", "2026-05-03", Standing.BEGINNING),
        ("2026-05", "unknown", "2026-05-31", Standing.IN_FORCE),
        ("2026", "unknown", "2026-12-30", Standing.BEGINNING),
        ("unknown", "2026-12-31", "2026-12-31", Standing.ENDING),
        ("unknown", "2026", "2026-12-31", Standing.ENDING),
        ("unknown", "2026-11", "2026-12-01", Standing.ENDED),
        ("2026", "2026", "2026-06-01", Standing.BEGINNING),
        ("unknown", "unknown", "2026-06-01", Standing.UNDATED),
    ],
)
def test_a_rule_stands_as_far_as_its_dates_are_known(begins: str, ends: str, day: str, standing: Standing) -> None:
    assert span(begins, ends).standing(date.fromisoformat(day)) == standing


ORDER = [Standing.COMING, Standing.BEGINNING, Standing.IN_FORCE, Standing.ENDING, Standing.ENDED]


@given(begins=WRITTEN, ends=WRITTEN, day=DAYS, later=st.integers(min_value=0, max_value=20_000))
def test_time_only_moves_a_rule_forward(begins: str, ends: str, day: date, later: int) -> None:
    rule = span(begins, ends)
    before, after = rule.standing(day), rule.standing(day + timedelta(days=later))
    if Standing.UNDATED in {before, after}:
        assert before == after == Standing.UNDATED
    else:
        assert ORDER.index(before) <= ORDER.index(after)


@given(begins=WRITTEN, ends=WRITTEN, day=DAYS)
def test_what_may_apply_is_never_called_over_or_to_come(begins: str, ends: str, day: date) -> None:
    """Every day that both dates may mean is tried: if the rule applies under one meaning, it is shown as applying."""
    rule = span(begins, ends)
    begun = rule.begins is None or rule.begins <= day  # the earliest meaning
    lasts = rule.ends is None or rule.ends >= day  # the latest meaning
    assert rule.applies(day) == (begun and lasts)


@given(begins=WRITTEN)
def test_the_last_day_a_date_may_mean_is_within_it(begins: str) -> None:
    known = PartialDate.parse(begins)
    last = last_day(known)
    assert last == PartialDate.parse(begins, end=True).value
    assert known.value is None or (last is not None and known.value <= last)


# --- the drawing --------------------------------------------------------------------------------------------------------
@given(today=DAYS, day=DAYS, other=DAYS)
def test_the_drawing_keeps_the_order_of_days(today: date, day: date, other: date) -> None:
    window = Window.around(today)
    assert 0 <= window.across(today) <= timelines.WIDTH
    assert window.first.month % 3 == 1
    earlier, later = sorted([day, other])
    assert window.across(earlier) <= window.across(later)
    bar = window.bar(earlier, later)
    in_sight = earlier <= window.last and later >= window.first
    assert (bar is not None) == in_sight
    if bar:
        assert bar.left >= 0
        assert bar.width > 0


def test_a_drawing_of_open_ends_reaches_its_edges() -> None:
    window = Window.around(date(2026, 11, 22))
    assert (window.first, window.last) == (date(2026, 1, 1), date(2028, 3, 31))
    bar = window.bar(None, None)
    assert bar is not None
    assert (bar.left, bar.width) == (0, timelines.WIDTH)
    assert window.bar(date(2028, 4, 1), None) is None


# --- the page -----------------------------------------------------------------------------------------------------------


def on(days: int) -> PartialDate:
    return PartialDate(timezone.localdate() + timedelta(days=days), Precision.DAY)


@pytest.fixture
def notice(bodies: dict[str, Body], cast: dict[str, User]) -> Notice:
    words = {"transition_en": "Old cards still count.", "transition_zh_hans": "旧卡仍可使用。"}
    dates = {"effective_from": on(-20), "transition_until": on(10), "effective_until": on(40)}
    return published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news", **words, **dates)


def test_changes_come_in_order_and_are_split_by_today(notice: Notice) -> None:
    today = timezone.localdate()
    found = timelines.changes([notice], since=today - timedelta(days=30), until=today + timedelta(days=60))
    coming, past = timelines.split(found, today)
    assert [change.turn for change in coming] == [Turn.TRANSITION_ENDS, Turn.ENDS]
    assert [change.turn for change in past] == [Turn.STARTS]
    assert not timelines.changes([notice], since=today, until=today)


def test_the_timeline_draws_and_lists_what_turns(notice: Notice, client: Client) -> None:
    page = client.get("/en/notices/timeline/").content.decode()
    assert page.count(f"/en/notices/{notice.slug}/") == 4  # drawn once, listed thrice
    assert "law-transition" in page
    assert "Last day of the transition" in page
    assert notice.slug in client.get("/en/notices/timeline/?township=huacao").content.decode()
    assert notice.slug not in client.get("/en/notices/timeline/?township=hongqiao-subdistrict").content.decode()
    assert client.get("/en/notices/timeline/?township=nowhere").status_code == 404


def test_a_notice_tells_its_transition_and_its_dates(notice: Notice, client: Client) -> None:
    page = client.get(f"/en/notices/{notice.slug}/").content.decode()
    assert "Old cards still count." in page
    assert "Last day on which it applies" in page


def test_a_timeline_without_changes_says_so(db: None, client: Client) -> None:
    assert "Nothing changes in these months" in client.get("/en/notices/timeline/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"transition_from": "2026-06", "transition_until": "2026-05"}, "A transition can&#x27;t end before it begins."),
        ({"transition_until": "2026-05"}, "Say what counts in the transition."),
        ({"effective_from": "2026-06", "effective_until": "2026-05"}, "What applies can&#x27;t end before it begins."),
    ],
)
def test_crossed_dates_are_refused_beside_the_field(
    cast: dict[str, User], signed_in: Callable[[str], Client], wrong: dict[str, str], words: str
) -> None:
    form = {"kind": "news", "source_language": "en", "title_en": "A rule", "source_kind": "none"}
    key = {"key": "11111111-1111-4111-8111-111111111111"}
    response = signed_in("editor").post("/en/desk/notices/new/", form | key | wrong)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Notice.objects.exists()
