"""Counting the seats anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from community.models import AuditEntry
from events import reconciling
from events.models import EventDate
from tests.events.builders import make_date, register, taken

if TYPE_CHECKING:
    from events.models import Event

pytestmark = pytest.mark.django_db


def test_a_right_counter_is_left_alone(date: EventDate) -> None:
    register(date, seats=2)
    assert reconciling.reconcile() == []
    assert not AuditEntry.objects.exists()


def test_a_wrong_counter_is_reported_set_right_and_recorded(event: Event, caplog: pytest.LogCaptureFixture) -> None:
    wrong, right = make_date(event), make_date(event, days=9)
    register(wrong, seats=2)
    register(right, seats=1)
    EventDate.objects.filter(pk=wrong.pk).update(seats_taken=7)
    (found,) = reconciling.reconcile()
    assert (found.date, found.counted, found.held) == (wrong, 7, 2)
    assert (taken(wrong), taken(right)) == (2, 1)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.values["counted"], entry.values["held"]) == ("event.seats_reconciled", 7, 2)
    assert "7 counted, 2 held" in caplog.text
    assert reconciling.reconcile() == []
