"""Digests: each item once with every reason, no empty mail, missed runs made up, what was taken back is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from community import announcing, digesting, notifying, publishing, retiring, subscribing
from community.models import Change, Delivery, DigestRun, Message, Notice, Notification, Subscription
from tests.community.followers import follower
from tests.community.notices import published

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, User

pytestmark = pytest.mark.django_db
BECAUSE = {"en": "It was wrong.", "zh-hans": "内容有误。"}
MONDAY = datetime(2026, 11, 23, 0, 5, tzinfo=UTC)  # five past eight in Shanghai
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def publish(cast: dict[str, User], bodies: dict[str, Body]) -> Callable[..., Notice]:
    def make(title: str = "A new rule", *, at: datetime = MONDAY - HOUR, body: str = "huacao", **about: Any) -> Notice:
        notice = published(bodies[body], by=cast["admin"], approved_by=cast["second_admin"], title_en=title, **about)
        Change.objects.filter(notice=notice).update(at=at)
        return notice

    return make


def reader(email: str, *, rhythm: str = "daily", **about: Any) -> Subscription:
    """Return a subscription that was confirmed long ago."""
    subscription = follower(email, rhythm=rhythm, **about)
    Subscription.objects.filter(pk=subscription.pk).update(confirmed_at=MONDAY - 90 * DAY)
    return subscription


def texts() -> dict[str, str]:
    return {mail.address: mail.message.text for mail in Delivery.objects.select_related("message").order_by("pk")}


def test_an_item_stands_once_with_every_reason(publish: Callable[..., Notice], bodies: dict[str, Body]) -> None:
    reader("a@mail.example", township=bodies["huacao"])
    reader("a@mail.example", kind="policy")
    publish()
    assert digesting.run_due(MONDAY) == 1
    text = texts()["a@mail.example"]
    assert text.count("A new rule") == 1
    assert "(because you follow: Huacao Town, Minhang District; policy update)" in text


def test_several_items_are_one_mail_in_the_readers_language(publish: Callable[..., Notice]) -> None:
    reader("a@mail.example")
    reader("b@mail.example", language="zh-hans")
    publish("First")
    publish("Second")
    digesting.run_due(MONDAY)
    subjects = sorted(Message.objects.values_list("subject", flat=True))
    assert subjects == ["First, and 1 more notice", "一项新规定，另有1则通知"]


def test_readers_with_the_same_digest_share_its_message(publish: Callable[..., Notice]) -> None:
    for number in range(3):
        reader(f"p{number}@mail.example")
    publish()
    assert (digesting.run_due(MONDAY), Message.objects.count(), Delivery.objects.count()) == (3, 1, 3)


def test_nothing_to_tell_is_no_mail(publish: Callable[..., Notice], bodies: dict[str, Body]) -> None:
    reader("a@mail.example", township=bodies["hongqiao-town"])
    assert digesting.run_due(MONDAY) == 0
    publish(at=MONDAY + HOUR, body="huacao")
    assert (digesting.run_due(MONDAY + DAY), Delivery.objects.count()) == (0, 0)


def test_a_second_call_sends_nothing(publish: Callable[..., Notice]) -> None:
    reader("a@mail.example")
    publish()
    assert [digesting.run_due(MONDAY), digesting.run_due(MONDAY), digesting.run_due(MONDAY + DAY)] == [1, 0, 0]


def test_who_was_told_at_once_reads_it_not_again(publish: Callable[..., Notice], bodies: dict[str, Body]) -> None:
    reader("a@mail.example", rhythm="at_once", kind="policy")
    reader("a@mail.example", rhythm="daily")
    publish()
    assert (announcing.tell_due(), digesting.run_due(MONDAY)) == (1, 0)


def test_who_read_it_in_a_digest_is_not_told_by_a_clock_that_comes_late(publish: Callable[..., Notice]) -> None:
    reader("a@mail.example", rhythm="at_once", kind="policy")
    reader("a@mail.example", rhythm="daily")
    reader("b@mail.example", rhythm="at_once")
    publish()
    assert (digesting.run_due(MONDAY), announcing.tell_due()) == (1, 1)
    assert sorted(Delivery.objects.values_list("address", flat=True)) == ["a@mail.example", "b@mail.example"]


def test_what_was_before_one_followed_is_not_told(publish: Callable[..., Notice]) -> None:
    subscription = reader("a@mail.example")
    publish(at=MONDAY - 2 * HOUR)
    Subscription.objects.filter(pk=subscription.pk).update(confirmed_at=MONDAY - HOUR)
    assert digesting.run_due(MONDAY) == 0


def test_what_changed_again_is_told_as_it_reads_now(publish: Callable[..., Notice], cast: dict[str, User]) -> None:
    reader("a@mail.example")
    notice = publish()
    edition = publishing.revise(notice, by=cast["admin"])
    words = {"significance": "major", "change_note_en": "No fee.", "change_note_zh_hans": "不收费。", "title_en": "The rule now"}
    publishing.write(edition, content=words, by=cast["admin"])
    publishing.publish(publishing.submit(edition, by=cast["admin"]), by=cast["second_admin"])
    Change.objects.filter(edition=edition).update(at=MONDAY - HOUR / 2)
    digesting.run_due(MONDAY)
    text = texts()["a@mail.example"]
    assert (text.count("The rule now"), text.count("A new rule")) == (1, 0)


# --- When ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rhythm", "now", "due"),
    [
        ("daily", "2026-11-24 08:00", "2026-11-24 08:00"),
        ("daily", "2026-11-24 07:59", "2026-11-23 08:00"),
        ("weekly", "2026-11-23 08:00", "2026-11-23 08:00"),
        ("weekly", "2026-11-23 07:59", "2026-11-16 08:00"),
        ("weekly", "2026-11-29 23:00", "2026-11-23 08:00"),
    ],
)
def test_the_hour_is_eight_in_shanghai(rhythm: str, now: str, due: str) -> None:
    def at(text: str) -> datetime:
        return timezone.make_aware(datetime.fromisoformat(text))

    assert digesting.last_due(Subscription.Rhythm(rhythm), at(now)) == at(due)


def test_the_weekly_one_brings_the_week(publish: Callable[..., Notice]) -> None:
    reader("a@mail.example", rhythm="weekly")
    publish("First", at=MONDAY - 6 * DAY)
    publish("Second", at=MONDAY - HOUR)
    assert [digesting.run_due(MONDAY - DAY), digesting.run_due(MONDAY)] == [0, 1]
    assert all(title in texts()["a@mail.example"] for title in ("First", "Second"))


def test_missed_runs_are_made_up(publish: Callable[..., Notice]) -> None:
    reader("a@mail.example")
    digesting.run_due(MONDAY)
    publish("First", at=MONDAY + HOUR)
    publish("Second", at=MONDAY + 2 * DAY)  # and nothing ran for three days
    assert digesting.run_due(MONDAY + 3 * DAY) == 1
    assert all(title in texts()["a@mail.example"] for title in ("First", "Second"))


def test_a_killed_run_goes_on_where_it_stopped(publish: Callable[..., Notice], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digesting, "IN_A_STEP", 2)
    for number in range(5):
        reader(f"p{number}@mail.example")
    publish()
    run = DigestRun.objects.create(
        rhythm="daily", since=MONDAY - DAY, until=digesting.last_due(Subscription.Rhythm.DAILY, MONDAY)
    )
    assert digesting.tell_next(run.pk, digesting.news(run)) == 2  # and the worker is killed
    digesting.run_due(MONDAY)
    run.refresh_from_db()
    assert (sorted(texts()), run.finished_at is not None) == ([f"p{number}@mail.example" for number in range(5)], True)


# --- Taken back ---------------------------------------------------------------------------------------------------------
def withdraw(notice: Notice, cast: dict[str, User], *, at: datetime) -> None:
    current = Notice.objects.select_related("current").get(pk=notice.pk).current
    assert current is not None
    retiring.withdraw(current, because=BECAUSE, by=cast["admin"])
    Change.objects.filter(notice=notice, kind="taken_back").update(at=at)


def test_what_was_taken_back_in_time_is_not_told(publish: Callable[..., Notice], cast: dict[str, User]) -> None:
    reader("a@mail.example")
    withdraw(publish(), cast, at=MONDAY - HOUR / 2)
    assert digesting.run_due(MONDAY) == 0


def test_who_read_it_learns_that_it_was_taken_back_and_nobody_else(publish: Callable[..., Notice], cast: dict[str, User]) -> None:
    reader("a@mail.example")
    notice = publish()
    digesting.run_due(MONDAY)
    notifying.deliver_due()
    reader("b@mail.example")
    withdraw(notice, cast, at=MONDAY + HOUR)
    assert (announcing.tell_due(), digesting.run_due(MONDAY + DAY)) == (0, 1)
    last = Delivery.objects.select_related("message").latest("pk")
    assert (last.address, last.message.subject) == ("a@mail.example", "No longer counts: A new rule")
    assert "It was wrong." in last.message.text


def test_who_was_told_at_once_and_reads_digests_now_learns_it(publish: Callable[..., Notice], cast: dict[str, User]) -> None:
    subscription = reader("a@mail.example", rhythm="at_once")
    notice = publish()
    announcing.tell_due()
    notifying.deliver_due()
    subscribing.change_rhythm(subscription, rhythm="daily")
    withdraw(notice, cast, at=MONDAY + HOUR)
    digesting.run_due(MONDAY)
    assert (announcing.tell_due(), digesting.run_due(MONDAY + DAY), Notification.objects.count()) == (0, 1, 2)


def test_a_digest_that_waits_goes_out_for_its_other_items(publish: Callable[..., Notice], cast: dict[str, User]) -> None:
    reader("a@mail.example")
    notice = publish("First")
    publish("Second")
    digesting.run_due(MONDAY)
    withdraw(notice, cast, at=MONDAY + HOUR)
    assert notifying.deliver_due() == 1
    assert digesting.run_due(MONDAY + DAY) == 1  # and tells that the first one no longer counts
