"""The month of notices, and looking at them again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import publishing, timing
from community.desk.calendar import entries
from community.desk.waiting import waiting
from community.fields import PartialDate
from community.models import Edition, Membership, Notice
from tests.community.notices import a_notice, published

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db
LIST = "/en/desk/notices/"


def a_month(cast: dict[str, User], bodies: dict[str, Body], month: str, number: int = 0) -> Notice:
    """Make one notice of each kind of entry in a month."""
    notice = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news", title_en=f"Rule {number}")
    Edition.objects.filter(notice=notice).update(
        effective_from_on=f"{month}-03",
        effective_from_precision="day",
        effective_until_on=f"{month}-20",
        effective_until_precision="day",
    )
    Notice.objects.filter(pk=notice.pk).update(review_due=f"{month}-10")
    return notice


def test_a_month_shows_what_happens_to_ones_own_notices_only(
    signed_in: SignedIn, cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    month = timezone.localdate().replace(day=1) + timedelta(days=64)
    a_month(cast, bodies, f"{month:%Y-%m}")
    coming = a_notice(bodies["huacao"], by=cast["editor"], kind="news", title_en="Coming")
    submitted = publishing.submit(coming.editions.get(), by=cast["editor"])
    timing.schedule(submitted, at=timezone.make_aware(datetime.combine(month.replace(day=7), time(9, 30))), by=cast["manager"])
    page = signed_in("editor").get(f"{LIST}calendar/?month={month:%Y-%m}").content.decode()
    for words in ("Coming", "09:30", "the clock publishes", "begins to apply", "ends", "look at it again", "Rule 0"):
        assert words in page
    assert "Rule 0" not in signed_in("editor").get(f"{LIST}calendar/").content.decode()
    Membership.objects.create(user=cast["neighbour"], body=bodies["hongqiao-subdistrict"], role="editor")
    theirs = signed_in("neighbour").get(f"{LIST}calendar/?month={month:%Y-%m}").content.decode()
    assert "Rule 0" not in theirs
    assert "Coming" not in theirs


@pytest.mark.parametrize("month", ["2026-13", "x", "2026-1", "1999-01", "2026-01-01"])
def test_what_is_no_month_is_absent(signed_in: SignedIn, db: None, month: str) -> None:
    assert signed_in("editor").get(f"{LIST}calendar/?month={month}").status_code == 404


def test_a_month_costs_the_same_for_one_notice_and_for_many(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    counts = []
    for number in range(4):
        a_month(cast, bodies, "2030-05", number)
        with CaptureQueriesContext(connection) as queries:
            found = entries(cast["editor"], date(2030, 5, 1), date(2030, 6, 1))
            assert [each.edition.notice.body.full_name for each in found]
        counts.append(len(queries))
    assert len(found) == 12
    assert counts[0] == counts[-1]


def test_a_notice_comes_to_the_desk_on_its_day_and_leaves_it_when_looked_at(
    signed_in: SignedIn, cast: dict[str, User], bodies: dict[str, Body]
) -> None:
    notice = published(bodies["huacao"], by=cast["editor"], approved_by=cast["manager"], kind="news")
    client, today = signed_in("editor"), timezone.localdate()
    later = today + timedelta(days=90)
    assert client.post(f"{LIST}{notice.slug}/review/", {"due": str(later)}).status_code == 302
    notice.refresh_from_db()
    assert (notice.review_due, notice.reviewed_at) == (later, None)
    refused = client.post(f"{LIST}{notice.slug}/review/", {"due": str(today)})
    assert refused.status_code == 422
    assert "still to come" in refused.content.decode()
    assert "notices-to-review" not in [each.key for each in waiting(cast["editor"], timezone.now())]
    Notice.objects.update(review_due=today)
    for key, is_told in (("editor", True), ("manager", True), ("organiser", False), ("officer", False)):
        keys = [each.key for each in waiting(cast[key], timezone.now())]
        assert ("notices-to-review" in keys) == is_told, key
    client.post(f"{LIST}{notice.slug}/review/", {"due": "", "looked": "on"})
    notice.refresh_from_db()
    assert (notice.review_due, notice.reviewed_by) == (None, cast["editor"])


def test_a_partial_end_stands_on_its_last_day(cast: dict[str, User], bodies: dict[str, Body]) -> None:
    notice = a_notice(bodies["huacao"], by=cast["editor"], kind="news", effective_until=PartialDate.parse("2030-02", end=True))
    (entry,) = entries(cast["editor"], date(2030, 2, 1), date(2030, 3, 1))
    assert (entry.day, entry.kind, entry.edition.notice) == (date(2030, 2, 28), "ends", notice)
