"""What phones recorded, and what follows: the same in whatever order it arrives."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from events import checking_in, registering, ticketing
from events.checking_in import Act
from events.models import Attendance, CheckIn, DoorLink
from tests.events.builders import make_date, register

if TYPE_CHECKING:
    from events.models import EventDate, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(date: EventDate) -> DoorLink:
    """Return a door that is open now."""
    now = timezone.now()
    return DoorLink.objects.create(date=date, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=1))


def arrival(of: Registration | None, people: int = 1, already: int = 0, minute: float = 0, **changes: Any) -> Act:
    given: dict[str, Any] = {
        "nonce": uuid4(),
        "kind": "arrival",
        "way": "qr",
        "reference": of.reference if of else "QQQQQQ",
        "ticket": ticketing.text(of) if of else "",
        "people": people,
        "already": already,
        "undoes": None,
        "was_offline": True,
        "device_at": timezone.now() + timedelta(minutes=minute - 60),
        "skew": 0,
    }
    return Act(**{**given, **changes})


def undo(act: Act, **changes: Any) -> Act:
    given = {"kind": "undo", "reference": act.reference, "ticket": "", "undoes": act.nonce, "way": ""}
    return arrival(None, 0, **{**given, **changes})


def send(door: DoorLink, *acts: Act, device: str = "AAAA", skew: int = 0) -> None:
    checking_in.record(door, device=device, acts=acts, skew=skew)


def here(registration: Registration) -> int:
    return Attendance.objects.get(registration=registration).here


def test_a_party_comes_in_and_the_rest_of_it_later(door: DoorLink) -> None:
    party = register(door.date, seats=4)
    send(door, arrival(party, 3))
    assert here(party) == 3
    send(door, arrival(party, 1, already=3), device="BBBB")
    assert here(party) == 4
    assert checking_in.report(door.date).doubles == []
    assert checking_in.inside(door.date) == {party.reference: 4}
    send(door, arrival(party, 3, already=4))  # more than have seats
    assert here(party) == 4


def test_what_is_sent_twice_is_recorded_once(door: DoorLink) -> None:
    party = register(door.date, seats=2)
    act = arrival(party, 2)
    for _time in range(3):
        send(door, act)
    assert (CheckIn.objects.count(), here(party), checking_in.report(door.date).doubles) == (1, 2, [])


def test_what_is_taken_back_does_not_count_even_if_that_is_known_first(door: DoorLink) -> None:
    party = register(door.date, seats=2)
    act = arrival(party, 2)
    send(door, undo(act))
    assert Attendance.objects.get().here == 0
    send(door, act)
    assert (here(party), Attendance.objects.get().first_at) == (0, None)
    assert len(checking_in.report(door.date).undone) == 1


def test_three_phones_in_every_order_come_to_the_same(door: DoorLink) -> None:
    """Three phones let people in without a network, some of them the same; then they send, in each possible order."""
    parties = [register(door.date, seats=seats) for seats in (1, 2, 3, 4, 5)]
    phones = {
        "AAAA": [arrival(parties[0], 1, minute=1), arrival(parties[1], 2, minute=2), arrival(parties[2], 2, minute=3)],
        "BBBB": [arrival(parties[1], 2, minute=4), arrival(parties[3], 4, minute=5), arrival(parties[2], 1, already=2, minute=6)],
        "CCCC": [arrival(parties[1], 2, minute=1.5), arrival(parties[3], 4, minute=7), arrival(parties[4], 5, minute=8)],
    }
    taken_back = undo(phones["CCCC"][2], minute=9)
    phones["CCCC"].append(taken_back)
    results = set()
    for order in itertools.permutations(phones):
        CheckIn.objects.all().delete()
        Attendance.objects.all().delete()
        for device in order:
            for act in phones[device]:  # one by one: a network that breaks off after each
                send(door, act, device=device)
        found = checking_in.report(door.date)
        doubles = tuple((party.reference, tuple((act.device, act.happened_at) for act in acts)) for party, acts in found.doubles)
        counts = tuple(Attendance.objects.order_by("pk").values_list("registration__reference", "here", "first_at"))
        results.add((doubles, tuple(sorted(counts, key=str)), found.people))
    assert len(results) == 1
    doubles, counts, people = results.pop()
    assert [(reference, [device for device, _at in acts]) for reference, acts in doubles] == [
        (parties[1].reference, ["CCCC", "AAAA", "BBBB"]),
        (parties[3].reference, ["BBBB", "CCCC"]),
    ]
    assert people == 1 + 2 + 3 + 4
    assert sum(row[1] for row in counts) == people


def test_halves_of_a_party_claimed_by_two_phones_are_a_duplicate_and_counted_once(door: DoorLink) -> None:
    party = register(door.date, seats=4)
    send(door, arrival(party, 2), device="AAAA")
    send(door, arrival(party, 3), device="BBBB")
    assert (here(party), len(checking_in.report(door.date).doubles)) == (3, 1)


def test_someone_let_in_after_cancelling_is_listed(door: DoorLink) -> None:
    party = register(door.date, seats=2)
    act = arrival(party, 2)
    registering.cancel(party)
    send(door, act)
    assert [row.registration for row in checking_in.report(door.date).without_seats] == [party]


def test_a_code_of_another_date_and_a_forged_ticket_are_listed(door: DoorLink) -> None:
    other = register(make_date(door.date.event, days=8))
    party = register(door.date)
    genuine = ticketing.text(party)
    forged = genuine[:60] + ("A" if genuine[60] != "A" else "B") + genuine[61:]
    wrong = [arrival(party, ticket=ticket) for ticket in (ticketing.text(other), forged)]
    send(door, arrival(other), *wrong, arrival(None))
    found = checking_in.report(door.date)
    assert [row.reference for row in found.not_genuine] == [party.reference] * 2
    assert {row.reference for row in found.unknown} == {other.reference, "QQQQQQ"}
    assert found.is_clear is False


def test_walk_ins_are_counted_and_can_be_taken_back(door: DoorLink) -> None:
    first, second = (arrival(None, people, kind="walk-in", reference="", way="") for people in (2, 3))
    send(door, first, second, undo(second, reference=""))
    found = checking_in.report(door.date)
    assert (checking_in.walked_in(door.date), found.walked_in, found.is_clear) == (2, 2, True)


def test_a_phone_whose_clock_is_a_day_off_is_put_right_and_listed(door: DoorLink) -> None:
    party, day = register(door.date), 24 * 3600
    before = timezone.now()
    send(door, arrival(party, device_at=before - timedelta(days=1), skew=day), skew=day)
    act = CheckIn.objects.get()
    assert (act.happened_at, act.has_odd_clock) == (before, True)
    assert [row.pk for row in checking_in.report(door.date).odd_clocks] == [act.pk]


@pytest.mark.parametrize(
    ("then", "sent", "odd"),
    [(0, 0, False), (60, 90, False), (0, 3600, True), (-86400, -86400, True), (0, -400, True)],
)
def test_a_clock_that_was_set_in_between_is_an_anomaly(door: DoorLink, then: int, sent: int, odd: bool) -> None:  # noqa: FBT001
    at = timezone.now() - timedelta(hours=1, seconds=then)
    send(door, arrival(register(door.date), device_at=at, skew=then), skew=sent)
    assert CheckIn.objects.get().has_odd_clock is odd


def test_the_merge_does_not_depend_on_the_order_it_is_given() -> None:
    at = timezone.now()
    acts = [
        CheckIn(pk=n + 1, nonce=UUID(int=n), kind="arrival", people=people, already=already, happened_at=at, device="A")
        for n, (people, already) in enumerate([(2, 0), (1, 2), (2, 1)])
    ]
    outcomes = {checking_in.outcome(order, 3) for order in itertools.permutations(acts)}
    assert len(outcomes) == 1
    assert (outcomes.pop().here, len(acts)) == (3, 3)
