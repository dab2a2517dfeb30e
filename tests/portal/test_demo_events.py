"""The demo's invented events and the facts' past ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.models import Body
from events import reconciling, scheduling
from events.models import Event, EventDate, Limit, Offer, PastEvent, Registration
from portal.demo import cast as demo_cast
from portal.demo import events as demo_events
from portal.demo import load_events
from portal.demo.papers import facts

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(db: None) -> datetime:
    """Load the facts and the cast, invent the coming weeks, and return that moment."""
    call_command("load_facts", verbosity=0)
    demo_cast.gather("a long enough password")
    now = timezone.now()
    demo_events.invent(now)
    return now


def test_the_invented_weeks_are_whole_and_a_second_run_changes_nothing(now: datetime) -> None:
    events = Event.objects.all()
    assert set(events.values_list("is_demo", flat=True)) == {True}
    assert set(events.values_list("body__slug", flat=True)) == set(Body.objects.townships().values_list("slug", flat=True))
    assert [event.slug for event in events if scheduling.missing_words(event)] == []
    assert list(events.filter(published_at=None).values_list("slug", "body__slug")) == [("dumplings-and-stories", "huacao")]
    assert all(date.starts_at > now for date in EventDate.objects.all())
    standings = {date.standing for date in EventDate.objects.all()}
    assert {"open", "few", "full", "cancelled"} <= standings
    assert reconciling.drifts() == []
    running = Offer.objects.filter(answer=None).values_list("entry__ages", flat=True)
    assert (sorted(running), Limit.objects.filter(melted_at__isnull=False).count()) == (["", "18-59,6-12,6-12"], 1)
    assert EventDate.objects.get(makes_up_for__cancelled_at__isnull=False).standing == "open"
    before = list(EventDate.objects.order_by("pk").values()), Registration.objects.count()
    demo_events.invent(timezone.now())
    assert (list(EventDate.objects.order_by("pk").values()), Registration.objects.count()) == before


def test_past_events_load_once_and_whole(now: datetime) -> None:
    rows = facts("events")
    assert PastEvent.objects.count() == len(rows) == 68
    assert load_events.load(rows) == 0
    one = PastEvent.objects.get(fact_id="loyalty-business")
    assert (str(one.held), one.attendance_en, one.attendance_zh_hans) == (
        "2023-05-27",
        "15 expats from 12 countries",
        "来自12个国家的15名外籍人士",
    )
    vague = PastEvent.objects.get(fact_id="voice-matters")
    assert (vague.held_on, vague.held_note_en) == (None, "before 30 April 2024")


def test_every_word_of_the_history_is_there_in_chinese(now: datetime) -> None:
    for past in PastEvent.objects.all():
        for name in ("title", "summary", "place_text", "held_note", "organiser", "attendance"):
            english, chinese = getattr(past, f"{name}_en"), getattr(past, f"{name}_zh_hans")
            assert bool(english) == bool(chinese), (past.fact_id, name)
            if name in {"attendance", "held_note"}:
                assert english == "" or chinese != english, (past.fact_id, name)
