"""The organiser's view of a line: why is nobody being offered this seat?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from community.models import AuditEntry
from events.models import EventDate, Registration, WaitlistRule
from tests.events.builders import later, make_date, register, wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from events.models import Event

    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


def why(client: Client, event: Event) -> str:
    response = client.get(f"/en/desk/events/{event.slug}/queue/")
    assert response.status_code == 200
    found: str = response.context["lines"][0].why
    assert found.split(":", maxsplit=1)[0] in response.content.decode()
    return found


def test_each_reason_for_which_a_seat_is_not_offered_is_said(event: Event, signed_in: SignedIn) -> None:
    client = signed_in("organiser")
    date = make_date(event, capacity=3, days=10)
    row = EventDate.objects.filter(pk=date.pk)
    assert "Nobody waits. Free seats" in why(client, event)
    register(date, seats=3)
    assert "Nobody waits, and all seats are taken" in why(client, event)
    wait(date, 3)
    assert "All seats are taken or held" in why(client, event)
    Registration.objects.filter(seats=3).update(seats=1)
    row.update(seats_taken=1)
    assert "2 seats are free, but every party that waits needs more" in why(client, event)
    WaitlistRule.objects.create(event=event, policy="strict", skips=3)
    assert "2 of 3 seats are saved up for the party at place 1" in why(client, event)
    row.update(seats_taken=0)
    assert "gets its offer within a minute" in why(client, event)
    row.update(closes_at=later(minutes=-1))
    assert "Registration has closed" in why(client, event)
    row.update(cancelled_at=timezone.now())
    assert "called off" in why(client, event)
    assert AuditEntry.objects.filter(verb="event.participants_read").count() == 8


def test_the_policy_is_set_by_who_organises_and_stands_on_the_trail(event: Event, signed_in: SignedIn) -> None:
    address = f"/en/desk/events/{event.slug}/queue/"
    assert signed_in("officer").post(address, {"policy": "strict", "skips": "2"}).status_code == 404
    assert signed_in("organiser").post(address, {"policy": "strict", "skips": "11"}).status_code == 422
    assert not WaitlistRule.objects.exists()
    assert signed_in("organiser").post(address, {"policy": "strict", "skips": "2"}).status_code == 302
    assert (WaitlistRule.objects.get().policy, WaitlistRule.objects.get().skips) == ("strict", 2)
    assert AuditEntry.objects.get(verb="event.waitlist_rule_set").values == {"policy": "strict", "skips": 2}
