"""Handing seats to somebody else: by a link that proves their address, once, with nothing of one's own passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from community import linking
from community.models import Contact, Link
from events import handing_over, registering, ticketing
from events.models import EventDate, Handover, Person, Registration
from events.refusals import HandedOnBefore, HandoverEnded, HasSeats, NotYours, RegistrationRefused, TooLate, ToOneself
from tests.events.builders import later, make_contact, register, taken
from tests.events.test_admitting import rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, Delivery

    Outbox = Callable[[], list[Delivery]]

pytestmark = pytest.mark.django_db


def offer(registration: Registration, email: str = "Bea@Demo.Example", **more: Any) -> Handover:
    return handing_over.offer(registration, email=email, language="zh-hans", key=more.get("key") or uuid4())


def accept(handover: Handover) -> Registration:
    return handing_over.accept(Handover.objects.select_related("registration__date", "given_by").get(pk=handover.pk))


def test_seats_move_when_the_other_says_yes(date: EventDate, outbox: Outbox) -> None:
    made = register(date, seats=2, people=[Person(name="Ana", needs="wheelchair")])
    former = made.contact
    given = offer(made)
    assert Registration.objects.get().contact == former
    assert not Contact.objects.filter(email="bea@demo.example").exists()  # an address somebody typed is no contact yet
    moved = accept(given)
    assert (moved.contact.email, moved.language, moved.seats, moved.version) == ("bea@demo.example", "zh-hans", 2, 2)
    assert moved.contact.is_confirmed
    assert taken(date) == 2
    assert list(Person.objects.values_list("name", "needs")) == [("", ""), ("", "")]
    told = [(delivery.message.kind, delivery.address) for delivery in outbox()][1:]
    assert told == [
        ("registration-handover", "bea@demo.example"),
        ("registration-confirmed", "bea@demo.example"),
        ("registration-handed-over", former.email),
    ]
    assert made.code not in outbox()[1].message.text  # the code is theirs only once they took over


def test_the_former_links_open_nothing_any_more(date: EventDate, outbox: Outbox) -> None:
    made = register(date)
    token, ticket = linking.make("registration", made), ticketing.text(made)
    accept(offer(made))
    with pytest.raises(ticketing.Replaced):
        ticketing.registration_of(ticket)
    with pytest.raises(linking.LinkClosed):
        linking.resolve(token)
    assert Link.objects.filter(purpose="registration", revoked_at__isnull=True).count() == 1  # of the new holder


def test_saying_yes_twice_is_one_handover(date: EventDate, outbox: Outbox) -> None:
    given = offer(register(date))
    first, second = accept(given), accept(given)
    assert (first.pk, second.version, len(outbox())) == (second.pk, 2, 4)


def test_an_offer_is_one_at_a_time_and_can_be_taken_back(date: EventDate) -> None:
    made, key = register(date), uuid4()
    first = offer(made, key=key)
    assert offer(made, key=key) == first
    with pytest.raises(HandedOnBefore):
        offer(made, email="cleo@demo.example")
    handing_over.take_back(made)
    handing_over.take_back(made)
    with pytest.raises(HandoverEnded):
        accept(first)
    accept(offer(made, email="cleo@demo.example"))
    assert Registration.objects.get().contact.email == "cleo@demo.example"


def test_seats_are_not_offered_again_and_again(date: EventDate) -> None:
    made = register(date)
    for number in range(handing_over.MOST):
        offer(made, email=f"p{number}@demo.example")
        handing_over.take_back(made)
    with pytest.raises(HandedOnBefore):
        offer(made)


def test_who_has_seats_already_takes_over_no_others(date: EventDate) -> None:
    other = make_contact()
    register(date, contact=other)
    made = register(date)
    given = offer(made, email=other.email)
    with pytest.raises(HasSeats):
        accept(given)
    given.refresh_from_db()
    assert (given.accepted_at, Registration.objects.get(pk=made.pk).contact) == (None, made.contact)


def test_what_was_cancelled_meanwhile_is_not_taken_over(date: EventDate) -> None:
    made = register(date)
    given = offer(made)
    registering.cancel(made)
    with pytest.raises(HandoverEnded):
        accept(given)


def test_nothing_is_taken_over_once_the_date_has_begun(date: EventDate) -> None:
    given = offer(register(date))
    EventDate.objects.update(starts_at=later(minutes=-1))
    with pytest.raises(HandoverEnded):
        accept(given)
    assert Registration.objects.get().contact.email != "bea@demo.example"


def test_only_confirmed_seats_are_offered_and_not_to_oneself(date: EventDate) -> None:
    with pytest.raises(NotYours):
        offer(register(date, guest=True))
    made = register(date)
    with pytest.raises(ToOneself):
        offer(made, email=made.contact.email.upper())
    type(date).objects.update(starts_at=later(minutes=-1))
    with pytest.raises(TooLate):
        offer(Registration.objects.get(pk=made.pk))


def test_whom_the_event_is_not_for_takes_nothing_over(date: EventDate, bodies: dict[str, Body]) -> None:
    made = register(date)
    given = offer(made)
    rule(date.event, "township", (bodies["huacao"],))
    with pytest.raises(RegistrationRefused):
        accept(given)
    assert Registration.objects.get().contact == made.contact
