"""The seat rule, one thing at a time. Many at once: test_concurrency.py; long random lives: test_seats_invariant.py."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events import holding, registering
from events.models import EventDate, Person, Registration
from events.models import registration as registration_module
from tests.events.builders import held, later, make_contact, make_date, make_event, register, taken, wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, Delivery
    from events.models import Event

    Outbox = Callable[[], list[Delivery]]

pytestmark = pytest.mark.django_db


def lapse(registration: Registration) -> None:
    Registration.objects.filter(pk=registration.pk).update(expires_at=later(seconds=-1))


def test_a_signed_in_party_is_confirmed_at_once_and_its_seats_are_taken(date: EventDate) -> None:
    made = register(date, seats=3)
    assert (made.state, made.seats, taken(date)) == (Registration.State.CONFIRMED, 3, 3)


def test_a_guest_is_held_for_thirty_minutes_and_the_seats_count(date: EventDate) -> None:
    before = timezone.now()
    made = register(date, seats=2, guest=True)
    assert made.expires_at is not None
    assert timedelta(minutes=29) < made.expires_at - before <= timedelta(minutes=31)
    assert (made.state, taken(date)) == (Registration.State.HELD, 2)


def test_a_guest_who_types_the_confirmed_address_of_another_is_held_all_the_same(date: EventDate) -> None:
    assert register(date, contact=make_contact(confirmed=True), guest=True).is_held


def test_the_last_seats_can_be_taken_and_not_one_more(event: Event) -> None:
    date = make_date(event, capacity=3)
    register(date, seats=2)
    with pytest.raises(registering.Full) as refusal:
        register(date, seats=2)
    assert (refusal.value.seats_left, taken(date)) == (1, 2)
    assert "Only 1 seat is left" in str(refusal.value.message)
    register(date, seats=1)
    with pytest.raises(registering.Full) as refusal:
        register(date)
    assert refusal.value.seats_left == 0


def test_a_refused_party_leaves_nothing_behind(event: Event, outbox: Outbox) -> None:
    date = make_date(event, capacity=1)
    stale = EventDate.objects.select_related("event").get(pk=date.pk)
    register(date)
    mails = len(outbox())
    with pytest.raises(registering.Full):  # the row as read still shows a seat: the conditional UPDATE refuses
        registering.register(
            stale, contact=make_contact(), seats=1, key=uuid4(), source=Registration.Source.ACCOUNT, people=[Person(name="Ana")]
        )
    assert (Registration.objects.count(), len(outbox())) == (1, mails)
    assert not Person.objects.filter(name="Ana").exists()


@pytest.mark.parametrize("seats", [0, 6, -1])
def test_a_party_has_one_to_five_people(date: EventDate, seats: int) -> None:
    with pytest.raises(registering.TooManyPeople):
        register(date, seats=seats)


def test_the_database_refuses_a_party_of_six(date: EventDate) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Registration.objects.create(date=date, contact=make_contact(), seats=6, state="confirmed", source="account")
    assert registering.violated(error.value) == "registration_one_to_five"


def test_a_draft_takes_no_registrations(bodies: dict[str, Body]) -> None:
    with pytest.raises(registering.NotPublished):
        register(make_date(make_event(bodies["huacao"], published=False)))


def test_a_date_one_just_comes_to_takes_no_registrations_no_holds_and_has_no_line(event: Event) -> None:
    date = make_date(event, drop_in=True)
    with pytest.raises(registering.Closed):
        register(date)
    with pytest.raises(registering.Closed):
        holding.hold(EventDate.objects.select_related("event").get(pk=date.pk), seats=1)
    EventDate.objects.filter(pk=date.pk).update(seats_taken=date.capacity)
    with pytest.raises(registering.Closed):
        wait(date)
    assert not Registration.objects.exists()


def test_registration_ends_at_its_closing_time_and_at_the_start(event: Event) -> None:
    closed = make_date(event, days=1, closes_at=later(minutes=-1))
    begun = make_date(event, starts_at=later(minutes=-1))
    for date in (closed, begun):
        with pytest.raises(registering.Closed):
            register(date)


def test_a_date_called_off_while_the_form_was_open_refuses(date: EventDate) -> None:
    stale = EventDate.objects.select_related("event").get(pk=date.pk)
    EventDate.objects.filter(pk=date.pk).update(cancelled_at=timezone.now())
    with pytest.raises(registering.Closed):
        registering.register(stale, contact=make_contact(), seats=1, key=uuid4(), source=Registration.Source.ACCOUNT)
    assert Registration.objects.count() == 0


def test_sending_the_same_form_twice_registers_once(date: EventDate, outbox: Outbox) -> None:
    contact, key = make_contact(), uuid4()
    first = register(date, contact=contact, key=key, seats=2)
    assert register(date, contact=contact, key=key, seats=2) == first
    assert (taken(date), len(outbox())) == (2, 1)


def test_a_retry_after_the_last_seat_went_to_oneself_is_no_refusal(event: Event) -> None:
    date, contact, key = make_date(event, capacity=1), make_contact(), uuid4()
    first = register(date, contact=contact, key=key)
    assert register(date, contact=contact, key=key) == first


def test_a_second_form_of_the_same_person_leads_to_what_they_have(date: EventDate) -> None:
    contact = make_contact()
    first = register(date, contact=contact, seats=2)
    assert register(date, contact=contact, seats=4) == first
    assert taken(date) == 2


def test_a_form_sent_before_for_another_person_is_refused(date: EventDate) -> None:
    key = uuid4()
    register(date, key=key)
    with pytest.raises(registering.KeyUsed):
        register(date, key=key)
    assert taken(date) == 1


def test_a_stranger_cant_learn_from_a_full_date_whose_address_is_registered(event: Event) -> None:
    date, contact = make_date(event, capacity=1), make_contact()
    register(date, contact=contact)
    with pytest.raises(registering.Full):
        register(date, contact=contact, guest=True)


def test_a_guest_who_asks_again_gets_the_link_once_a_day(date: EventDate, outbox: Outbox) -> None:
    contact = make_contact(confirmed=False)
    first = register(date, contact=contact, guest=True)
    for _time in range(3):
        assert register(date, contact=contact, guest=True) == first
    assert [delivery.message.kind for delivery in outbox()] == ["registration-confirm", "registration-again"]


def test_after_cancelling_one_may_register_again(date: EventDate) -> None:
    contact = make_contact()
    registering.cancel(register(date, contact=contact, seats=2))
    again = register(date, contact=contact, seats=1)
    assert (again.is_confirmed, taken(date)) == (True, 1)


def test_a_drawn_reference_that_exists_is_drawn_anew(date: EventDate, monkeypatch: pytest.MonkeyPatch) -> None:
    field = Registration._meta.get_field("reference")
    drawn = iter(["AAAAAA", "AAAAAA", "BBBBBB"])
    monkeypatch.setattr(field, "default", lambda: next(drawn))
    monkeypatch.setattr(field, "_get_default", lambda: next(drawn))
    assert [register(date).reference, register(date).reference] == ["AAAAAA", "BBBBBB"]


def test_references_hold_no_letters_that_are_read_as_others() -> None:
    drawn = "".join(registration_module.new_reference() for _time in range(200))
    assert not set(drawn) & set("01OILU")
    assert re.fullmatch(r"[2-9A-Z]{3}-[2-9A-Z]{3}", Registration(reference="K7M4QX").code)


def test_the_party_has_a_row_for_each_of_its_people(date: EventDate) -> None:
    made = register(date, seats=3, people=[Person(name="Ana", age_band="18-59"), Person(age_band="6-12")])
    assert [(person.name, person.age_band) for person in made.people.all()] == [("Ana", "18-59"), ("", "6-12"), ("", "")]


def test_confirming_in_time_keeps_the_seats_and_proves_the_address(date: EventDate) -> None:
    made = registering.confirm(register(date, seats=2, guest=True))
    assert (made.state, made.expires_at, taken(date)) == (Registration.State.CONFIRMED, None, 2)
    assert made.contact.is_confirmed


def test_confirming_twice_is_one_confirmation(date: EventDate, outbox: Outbox) -> None:
    made = register(date, guest=True)
    registering.confirm(made)
    registering.confirm(made)
    assert [delivery.message.kind for delivery in outbox()] == ["registration-confirm", "registration-confirmed"]


def test_a_lapsed_hold_cant_be_confirmed_even_before_the_job_came_by(date: EventDate) -> None:
    made = register(date, guest=True)
    lapse(made)
    with pytest.raises(registering.HoldEnded):
        registering.confirm(made)


def test_the_job_gives_back_the_seats_of_lapsed_holds_only(date: EventDate) -> None:
    lapsed, waiting, sure = register(date, seats=2, guest=True), register(date, seats=3, guest=True), register(date, seats=4)
    lapse(lapsed)
    assert registering.expire_due() == 1
    assert registering.expire_due() == 0
    states = {made.pk: Registration.objects.get(pk=made.pk).state for made in (lapsed, waiting, sure)}
    assert states == {lapsed.pk: "expired", waiting.pk: "held", sure.pk: "confirmed"}
    assert taken(date) == held(date) == 7


def test_a_guest_whose_hold_lapsed_may_ask_again_at_once(date: EventDate) -> None:
    contact = make_contact(confirmed=False)
    lapsed = register(date, contact=contact, seats=5, guest=True)
    lapse(lapsed)
    again = register(date, contact=contact, seats=2, guest=True)
    assert (again.pk != lapsed.pk, taken(date)) == (True, 2)


def test_cancelling_gives_the_seats_back_once_and_says_so(date: EventDate, outbox: Outbox) -> None:
    made = register(date, seats=5)
    registering.cancel(made)
    registering.cancel(made)
    assert (made.state, taken(date)) == (Registration.State.CANCELLED, 0)
    assert [delivery.message.kind for delivery in outbox()][1:] == ["registration-cancelled"]


def test_what_has_begun_is_not_cancelled(date: EventDate) -> None:
    made = register(date)
    EventDate.objects.filter(pk=date.pk).update(starts_at=later(hours=-1))
    made.date.refresh_from_db()
    with pytest.raises(registering.TooLate):
        registering.cancel(made)
    assert taken(date) == 1


def test_mails_speak_the_language_chosen_for_this_registration(date: EventDate, outbox: Outbox) -> None:
    made = register(date, guest=True, language="zh-hans")
    registering.confirm(made)
    asked, confirmed = outbox()
    assert (asked.message.language, confirmed.message.language) == ("zh-hans", "zh-hans")
    assert str(date.event.title_zh_hans) in asked.message.subject
    assert "/zh-hans/l/" in asked.message.text
    assert "/zh-hans/l/" in confirmed.message.html
    assert made.code in confirmed.message.text
    assert "纪翟路550号" in confirmed.message.text


def test_the_mail_that_asks_to_confirm_is_worthless_after_the_hold(date: EventDate, outbox: Outbox) -> None:
    made = register(date, guest=True)
    assert [delivery.not_after for delivery in outbox()] == [made.expires_at]
    assert outbox()[0].message.sensitive
