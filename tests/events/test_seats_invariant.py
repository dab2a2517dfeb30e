"""Whatever people do, in whatever order: after each act the counters are what is held, and never above what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from community import notifying
from events import offering, reconciling
from events.models import EventDate, Offer
from events.models.date import EventDateQuerySet
from tests.events.acts import ACTS, World

if TYPE_CHECKING:
    from django.db.transaction import Atomic

    from community.models import Body

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the words of the mails: drawing them takes most of the time, and no seat hangs on them."""
    monkeypatch.setattr(notifying, "queue", lambda *_mail, **_how: None)


WHO, WHICH, NUMBER = st.integers(0, 4), st.integers(0, 1), st.integers(1, 5)
OFTEN = ["register", "join", "cancel", "offer", "answer"]  # without these the line stays empty


class Seats(RuleBasedStateMachine):
    """One event that five people and its team do everything with; each run is rolled back."""

    body: ClassVar[Body]
    around: Atomic

    @initialize(policy=st.sampled_from(["strict", "bounded", "partial"]))
    def begin(self, policy: str) -> None:
        self.around = transaction.atomic()
        self.around.__enter__()
        self.world = World.make(self.body, policy=policy, people=5)

    @rule(what=st.sampled_from(sorted(ACTS)), who=WHO, which=WHICH, number=NUMBER)
    def act(self, what: str, who: int, which: int, number: int) -> None:
        self.world.act(what, who, which, number)

    @rule(what=st.sampled_from(OFTEN), who=WHO, which=WHICH, number=NUMBER)
    def act_as_most_do(self, what: str, who: int, which: int, number: int) -> None:
        self.world.act(what, who, which, number)

    @rule(which=WHICH)
    def offer_and_look_who_was_passed_over(self, which: int) -> None:
        line, before = self.world.line(which), set(Offer.objects.values_list("pk", flat=True))
        offering.offer_due()
        assert self.world.passed_silently(before, line) == []

    @invariant()
    def nothing_is_broken(self) -> None:
        if hasattr(self, "world"):
            assert self.world.broken() == []

    def teardown(self) -> None:
        if hasattr(self, "world"):
            drifts = reconciling.drifts()
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)
            assert drifts == []


def explore(body: Body, *, examples: int, steps: int, **more: Any) -> None:
    Seats.body = body
    quiet: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
    run_state_machine_as_test(Seats, settings=settings(max_examples=examples, stateful_step_count=steps, **quiet, **more))


def test_whatever_is_done_in_whatever_order_every_count_is_right(bodies: dict[str, Body]) -> None:
    explore(bodies["huacao"], examples=10, steps=25)


def test_a_broken_guard_is_found(bodies: dict[str, Body], monkeypatch: pytest.MonkeyPatch) -> None:
    """Show that the machine above sees something: seats of whoever leaves are given back one short."""
    free = EventDateQuerySet.free_seats
    monkeypatch.setattr(
        EventDate.objects.__class__, "free_seats", lambda self, pk, seats, **how: free(self.all(), pk, max(seats - 1, 0), **how)
    )
    with pytest.raises(AssertionError, match="counted"):
        explore(bodies["huacao"], examples=20, steps=20, phases=[Phase.generate], derandomize=True, database=None)
