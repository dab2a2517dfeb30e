"""The waiting list at work: freed seats go to whoever waits, each offer is used once, nobody passing by comes first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events import lining_up, offering, reconciling, registering
from events.models import EventDate, Limit, Offer, OfferAnswer, Registration, Rule, Skip, WaitlistEntry, WaitlistRule
from events.refusals import (
    AlreadyRegistered,
    Full,
    NeverFits,
    NoNeedToWait,
    NotForYou,
    OfferAnswered,
    OfferEnded,
    PlaceEnded,
    RegistrationRefused,
    Reserved,
)
from tests.events.builders import held, later, make_contact, make_date, register, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Contact, Delivery
    from events.models import Event

    Outbox = Callable[[], list[Delivery]]

pytestmark = pytest.mark.django_db
State = WaitlistEntry.State


def fresh(date: EventDate) -> EventDate:
    found: EventDate = EventDate.objects.select_related("event").get(pk=date.pk)
    return found


def wait(date: EventDate, seats: int = 1, *, contact: Contact | None = None, proven: bool = True, **more: Any) -> WaitlistEntry:
    return lining_up.join(fresh(date), contact=contact or make_contact(), seats=seats, key=uuid4(), proven=proven, **more)


def offer_to(entry: WaitlistEntry) -> Offer | None:
    return entry.offers.filter(answer__isnull=True).select_related("registration__date__event", "registration__contact").first()


def an_offer_to(entry: WaitlistEntry) -> Offer:
    found = offer_to(entry)
    assert found is not None
    return found


def states(*entries: WaitlistEntry) -> list[str]:
    return [WaitlistEntry.objects.get(pk=entry.pk).state for entry in entries]


def let_lapse(offer: Offer) -> None:
    """Let the time to answer pass, and the jobs of the minute run."""
    past = timezone.now() - timedelta(seconds=1)
    Registration.objects.filter(pk=offer.registration_id).update(expires_at=past)
    registering.expire_due()
    offering.offer_due()


@pytest.fixture
def full(event: Event) -> EventDate:
    """Return a full date of four seats, ten days ahead: one party of one, one of three."""
    date = make_date(event, capacity=4, days=10)
    register(date, seats=1)
    register(date, seats=3)
    return fresh(date)


def party_of(date: EventDate, seats: int) -> Registration:
    return Registration.objects.live().select_related("date__event", "contact").get(date=date, seats=seats, source="account")


def test_a_freed_seat_is_offered_to_whoever_waits_longest(full: EventDate, outbox: Outbox) -> None:
    first, second = wait(full), wait(full)
    registering.cancel(party_of(full, 1))
    assert offering.offer_due() == 1
    offer = an_offer_to(first)
    assert (states(first, second), taken(full), held(full)) == (["offered", "waiting"], 4, 4)
    assert (offer.registration.state, offer.registration.expires_at) == ("held", offer.expires_at)
    assert [delivery.address for delivery in outbox() if delivery.message.kind == "waitlist-offer"] == [first.contact.email]


def test_nobody_passing_by_gets_a_freed_seat_while_someone_waits(full: EventDate) -> None:
    wait(full)
    registering.cancel(party_of(full, 1))
    with pytest.raises(Reserved):
        register(full)
    stale = fresh(full)
    stale.queued_since = None
    with pytest.raises(Reserved):  # also who read the page before anybody waited
        registering.register(stale, contact=make_contact(), seats=1, key=uuid4(), source=Registration.Source.ACCOUNT)
    assert fresh(full).standing == EventDate.Standing.RESERVED
    assert offering.offer_due() == 1


def test_seats_are_everyones_again_once_nobody_waits(full: EventDate) -> None:
    entry = wait(full, 2)
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    assert states(entry) == ["waiting"]  # one seat is not enough
    lining_up.leave(entry)
    register(full)
    assert taken(full) == 4


def test_who_passes_by_may_join_and_take_what_nobody_before_can_use_but_the_one_passed_over_is_told(full: EventDate) -> None:
    waiting = wait(full, 2)
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    passing = wait(full, 1)
    assert states(waiting, passing) == ["waiting", "offered"]
    skip = Skip.objects.get()
    assert (skip.entry_id, skip.reason, skip.free) == (waiting.pk, "too_large", 1)


def test_after_its_last_skip_seats_are_saved_up_until_the_party_fits(event: Event) -> None:
    date = make_date(event, capacity=4, days=10)
    singles = [register(date) for _seat in range(4)]
    WaitlistRule.objects.create(event=event, policy="bounded", skips=2)
    large = wait(date, 3)
    smalls = [wait(date, 1) for _party in range(3)]
    for single in singles:
        registering.cancel(Registration.objects.select_related("date__event", "contact").get(pk=single.pk))
        offering.offer_due()
    assert states(large, *smalls) == ["waiting", "offered", "offered", "waiting"]
    for small in smalls[:2]:
        offering.decline(an_offer_to(small))
    offering.offer_due()
    assert (states(large, smalls[2]), taken(date)) == (["offered", "offered"], 4)
    assert Skip.objects.filter(entry=large).count() == 2


def test_accepting_makes_the_seats_theirs_and_is_safe_to_repeat(full: EventDate, outbox: Outbox) -> None:
    entry = wait(full)
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    offer = an_offer_to(entry)
    first, second = offering.accept(offer), offering.accept(Offer.objects.get(pk=offer.pk))
    assert first.pk == second.pk
    assert (Registration.objects.get(pk=first.pk).state, states(entry), taken(full)) == ("confirmed", ["seated"], 4)
    assert sum(1 for delivery in outbox() if delivery.key == f"registration-{first.pk}-confirmed") == 1
    with pytest.raises(OfferAnswered):
        offering.decline(Offer.objects.get(pk=offer.pk))


def test_declining_hands_the_seats_on_at_once(full: EventDate) -> None:
    first, second = wait(full), wait(full)
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    offering.decline(an_offer_to(first))
    offering.offer_due()
    assert (states(first, second), taken(full)) == (["left", "offered"], 4)
    with pytest.raises(OfferAnswered):
        offering.accept(Offer.objects.select_related("entry", "registration").get(entry=first))


def test_an_offer_is_used_up_once_by_the_database_itself(full: EventDate, outbox: Outbox) -> None:
    entry = wait(full)
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    offer = an_offer_to(entry)
    assert outbox()[-1].not_after == offer.expires_at  # its mail is worth nothing later
    offering.accept(offer)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferAnswer.objects.create(offer=offer, kind="declined")


def test_a_missed_offer_moves_its_party_to_the_end_once_and_then_ends_the_wait(full: EventDate, outbox: Outbox) -> None:
    first, second = wait(full), wait(full)
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    missed = an_offer_to(first)
    let_lapse(missed)
    assert states(first, second) == ["waiting", "offered"]
    with pytest.raises(OfferEnded):
        offering.accept(missed)
    offering.decline(an_offer_to(second))
    offering.offer_due()
    let_lapse(an_offer_to(first))
    assert (states(first), taken(full)) == (["lapsed"], 3)
    assert [delivery.key.rpartition("-")[2] for delivery in outbox() if delivery.message.kind == "waitlist-missed"] == ["1", "2"]
    register(full)  # nobody waits any more


def test_an_offer_given_back_on_another_page_is_settled_too(full: EventDate) -> None:
    entry, other = wait(full), wait(full)
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    offer = an_offer_to(entry)
    registering.cancel(offer.registration)
    offering.offer_due()
    assert (offer.outcome, states(entry, other)) == ("declined", ["left", "offered"])


def test_part_of_a_party_may_take_its_seats_and_wait_for_the_rest(full: EventDate, event: Event, outbox: Outbox) -> None:
    WaitlistRule.objects.create(event=event, policy="partial", skips=3)
    entry = wait(full, 4, least=2)
    registering.cancel(party_of(full, 3))
    offering.offer_due()
    offer = an_offer_to(entry)
    assert (offer.seats, offer.is_partial) == (3, True)
    registration = offering.accept(offer, keep_waiting=True)
    assert (states(entry), taken(full)) == (["waiting"], 4)
    with pytest.raises(Full):
        register(full)
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    registration.refresh_from_db()
    assert (registration.seats, registration.people.count(), states(entry), taken(full)) == (4, 4, ["seated"], 4)
    assert reconciling.drifts() == []
    assert sum(1 for delivery in outbox() if delivery.message.kind == "waitlist-rest") == 1


def test_who_gave_the_first_part_back_gets_no_rest(full: EventDate, event: Event) -> None:
    WaitlistRule.objects.create(event=event, policy="partial", skips=3)
    entry = wait(full, 4, least=2)
    registering.cancel(party_of(full, 3))
    offering.offer_due()
    registration = offering.accept(an_offer_to(entry), keep_waiting=True)
    registering.cancel(Registration.objects.select_related("date__event", "contact").get(pk=registration.pk))
    offering.offer_due()
    assert (states(entry), taken(full), fresh(full).queued_since) == (["seated"], 1, None)


def test_a_guest_stands_in_line_only_after_opening_the_link(full: EventDate, outbox: Outbox) -> None:
    guest = wait(full, contact=make_contact(confirmed=False), proven=False)
    assert (states(guest), fresh(full).queued_since) == (["unconfirmed"], None)
    assert outbox()[-1].message.kind == "waitlist-confirm"
    resident = wait(full)
    lining_up.confirm(guest)
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    assert states(guest, resident) == ["waiting", "offered"]  # the place counts from the confirmation
    assert lining_up.confirm(guest).pk == guest.pk  # safe to repeat


def test_a_guest_who_confirms_too_late_has_no_place(full: EventDate) -> None:
    guest = wait(full, contact=make_contact(confirmed=False), proven=False)
    WaitlistEntry.objects.update(expires_at=later(seconds=-1))
    with pytest.raises(PlaceEnded):
        lining_up.confirm(guest)
    lining_up.close_due()
    assert states(guest) == ["lapsed"]


def test_joining_twice_is_one_place(full: EventDate) -> None:
    contact, key = make_contact(), uuid4()
    made = [lining_up.join(fresh(full), contact=contact, seats=2, key=key, proven=True) for _time in range(2)]
    made.append(wait(full, contact=contact))
    assert {entry.pk for entry in made} == {WaitlistEntry.objects.get().pk}


def test_who_left_may_join_again_at_the_end(full: EventDate) -> None:
    contact = make_contact()
    first = wait(full, contact=contact)
    other = wait(full)
    lining_up.leave(first)
    again = wait(full, contact=contact)
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    assert states(first, other, again) == ["left", "offered", "waiting"]


def test_waiting_is_refused_where_it_makes_no_sense(event: Event) -> None:
    date = make_date(event, capacity=2)
    with pytest.raises(NoNeedToWait):
        wait(date)
    with pytest.raises(NeverFits):
        wait(date, 3)
    made = register(date, seats=2)
    with pytest.raises(AlreadyRegistered):
        wait(date, contact=made.contact)
    for seats, least in ((0, 0), (6, 6), (2, 3)):
        with pytest.raises(RegistrationRefused):
            wait(date, seats, least=least)


def test_the_list_ends_with_registration_and_everyone_is_told(full: EventDate, outbox: Outbox) -> None:
    entry = wait(full, language="zh-hans", contact=make_contact(language="zh-hans"))
    EventDate.objects.filter(pk=full.pk).update(closes_at=later(seconds=-1))
    assert (lining_up.close_due(), lining_up.close_due()) == (1, 0)
    assert (states(entry), fresh(full).queued_since) == (["closed"], None)
    told = outbox()[-1].message
    assert (told.kind, told.language) == ("waitlist-closed", "zh-hans")
    assert offering.offer_due() == 0


def test_nothing_is_offered_for_a_date_that_was_called_off(full: EventDate) -> None:
    entry = wait(full)
    registering.cancel(party_of(full, 1))
    EventDate.objects.filter(pk=full.pk).update(cancelled_at=timezone.now())
    assert offering.offer_due() == 0
    lining_up.close_due()
    assert states(entry) == ["closed"]


def test_more_seats_are_offered_to_the_line_first(full: EventDate) -> None:
    entry = wait(full, 2)
    EventDate.objects.filter(pk=full.pk).update(capacity=6)
    offering.offer_due()
    assert states(entry) == ["offered"]


def test_a_party_for_which_the_date_became_too_small_holds_up_nobody(full: EventDate) -> None:
    large, small = wait(full, 4), wait(full, 1)
    registering.cancel(party_of(full, 3))
    EventDate.objects.filter(pk=full.pk).update(capacity=3)
    offering.offer_due()
    assert (states(large, small), Skip.objects.count()) == (["waiting", "offered"], 0)


def test_a_freed_seat_wakes_a_worker(full: EventDate, django_capture_on_commit_callbacks: Any, monkeypatch: Any) -> None:
    sent: list[str] = []
    monkeypatch.setattr("events.queueing.current_app.send_task", lambda name, **_how: sent.append(name))
    with django_capture_on_commit_callbacks(execute=True):
        registering.cancel(party_of(full, 1))
    assert "events.offer_seats" in sent


def test_whom_a_rule_keeps_out_holds_up_nobody_and_is_told_why(full: EventDate, event: Event) -> None:
    outsider, meant = wait(full, 1), wait(full, 1, contact=make_contact(language="zh-hans"))
    Rule.objects.create(event=event, kind=Rule.Kind.LANGUAGE, language="zh-hans")
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    assert (states(outsider, meant), Skip.objects.get().reason) == (["waiting", "offered"], "rule")
    assert WaitlistEntry.objects.in_line().get().passed_over == 0  # it is nobody's turn that was lost
    with pytest.raises(NotForYou):
        wait(full, 1)


def test_whom_a_reserve_leaves_no_room_waits_for_it_and_others_go_first(full: EventDate, event: Event) -> None:
    rule = Rule.objects.create(event=event, kind=Rule.Kind.LANGUAGE, language="zh-hans", seats=2, melts_hours=48)
    Limit.objects.create(date=full, rule=rule, counts=Limit.Counts.OTHERS, places=0, melts_at=later(days=5))
    outsider, meant = wait(full, 1), wait(full, 1, contact=make_contact(language="zh-hans"))
    registering.cancel(party_of(full, 1))
    offering.offer_due()
    assert (states(outsider, meant), Skip.objects.get().reason) == (["waiting", "offered"], "limit")
    registering.cancel(party_of(full, 3))
    Limit.objects.update(melts_at=later(seconds=-1))
    offering.offer_due()
    assert states(outsider) == ["offered"]
