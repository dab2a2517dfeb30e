"""A date that makes up for one that was called off: who had or awaited seats is told, and nobody loses their turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from events import lining_up, making_up, offering, queueing, registering, scheduling
from events.models import EventDate, WaitlistEntry
from tests.events.builders import later, make_contact, make_date, make_event, register, taken, wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Contact, Delivery, User
    from events.models import Event

    Outbox = Callable[[], list[Delivery]]
    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db

REASON = {"en": "The hall is being repaired.", "zh-hans": "活动厅正在维修。"}


def read(date: EventDate) -> EventDate:
    found: EventDate = EventDate.objects.select_related("event__body", "event__place", "place").get(pk=date.pk)
    return found


def make_up(date: EventDate, *, capacity: int = 9) -> EventDate:
    """Call a date off and set another for it."""
    scheduling.call_off(date.event, by=None, reason=REASON, date=read(date))
    times: dict[str, Any] = {"starts_at": later(days=20), "ends_at": later(days=20, hours=2)}
    return scheduling.set_date(date.event, by=None, capacity=capacity, makes_up_for=read(date), **times)


def line(date: EventDate) -> list[Contact]:
    return [entry.contact for entry in queueing.line_of(read(date))]


def test_whom_a_killed_process_left_untold_a_job_tells_once(
    event: Event, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    date = make_date(event)
    register(date, contact=make_contact())
    with monkeypatch.context() as killed:
        killed.setattr(making_up, "tell", lambda _date: 0)
        make_up(date)
    before = len(outbox())
    assert (making_up.finish(), making_up.finish()) == (1, 0)
    assert [delivery.message.kind for delivery in outbox()[before:]] == ["registration-make-up"]


def test_who_waited_is_told_too_each_once_in_their_language(event: Event, outbox: Outbox) -> None:
    date = make_date(event, capacity=1)
    make_date(event, days=9)
    waiting = wait(date, contact=make_contact(language="zh-hans"))  # behind one who has the seat
    unconfirmed = wait(date, contact=make_contact(confirmed=False), proven=False)
    left = lining_up.leave(wait(date))
    closed = wait(date)  # told then that no seat came free
    WaitlistEntry.objects.filter(pk=closed.pk).update(state="closed", ended_at=later(days=-1))
    offered = wait(date)
    lining_up.leave(waiting)
    waiting = wait(date, contact=waiting.contact, language="zh-hans")
    EventDate.objects.filter(pk=date.pk).update(capacity=2)
    offering.offer_due()
    offered.refresh_from_db()
    assert offered.state == "offered"
    before = len(outbox())
    made = make_up(date)
    lining_up.close_due()
    assert making_up.tell(read(made)) == 0
    told = {mail.contact: mail.message for mail in outbox()[before:] if mail.message.kind.endswith("make-up")}
    assert len(told) == sum(mail.message.kind.endswith("make-up") for mail in outbox()[before:]) == 3
    assert {unconfirmed.contact, left.contact, closed.contact} & set(told) == set()
    mail = told[waiting.contact]
    assert (mail.kind, mail.text.count(f"/zh-hans/events/{event.slug}/"), "候补" in mail.text) == ("waitlist-make-up", 1, True)
    assert told[offered.contact].kind == "registration-make-up"


def test_who_was_seated_in_part_and_waited_for_the_rest_is_told_once(event: Event, outbox: Outbox) -> None:
    date = make_date(event, capacity=1)
    party = register(date)
    WaitlistEntry.objects.create(date=date, contact=party.contact, state="waiting", seats=1, least=1, tops_up=party)
    make_up(date)
    assert [mail.contact for mail in outbox() if mail.message.kind.endswith("make-up")] == [party.contact]


def test_nobody_loses_their_turn_by_a_call_off(event: Event, signed_in: SignedIn, cast: dict[str, User]) -> None:
    date = make_date(event, capacity=1)
    waited = wait(date).contact
    seated = date.registrations.get().contact
    guest = wait(date).contact
    gone = wait(date)
    lining_up.leave(gone)
    made = make_up(date, capacity=1)
    newcomer = wait(made, contact=cast["resident"].contact)
    page = signed_in("resident").get(f"/en/account/waitlist/{newcomer.key}/").content.decode()
    for words in (
        "Place 1 of 1, 4 at worst",
        "before the call-off may still come before you",
        "when people first signed up",
    ):
        assert words in page
    wait(made, contact=gone.contact)
    lining_up.confirm(lining_up.join(read(made), contact=guest, seats=1, key=uuid4(), proven=False))
    rejoined = wait(made, contact=waited)
    assert line(made) == [waited, guest, newcomer.contact, gone.contact]
    wait(made, contact=seated)
    assert line(made) == [seated, waited, guest, newcomer.contact, gone.contact]
    assert making_up.may_come_before(WaitlistEntry.objects.get(pk=newcomer.pk)) == 0
    offering.offer_due()
    assert rejoined.queued_at < rejoined.placed_at
    page = signed_in("resident").get(f"/en/account/waitlist/{newcomer.key}/").content.decode()
    assert ("Place 4 of 5" in page, "at worst" in page, taken(made)) == (True, False, 1)


def test_time_from_before_counts_for_a_make_up_date_only(event: Event) -> None:
    date, other = make_date(event, capacity=1), make_date(event, days=9, capacity=1)
    waited = wait(date).contact
    scheduling.call_off(event, by=None, reason=REASON, date=read(date))
    first = wait(other).contact
    wait(other, contact=waited)
    assert line(other) == [first, waited]


def test_whose_date_was_called_off_is_told_of_the_one_that_makes_up_for_it(event: Event, outbox: Outbox) -> None:
    date, other = make_date(event), make_date(event, days=8)
    register(date, contact=make_contact(language="zh-hans"))
    registering.cancel(register(date))
    register(other)
    scheduling.call_off(event, by=None, reason=REASON, date=date)
    before = len(outbox())
    given: dict[str, Any] = {
        "starts_at": later(days=20),
        "ends_at": later(days=20, hours=2),
        "capacity": 9,
        "makes_up_for": read(date),
    }
    made = scheduling.set_date(event, by=None, **given)
    (mail,) = (delivery.message for delivery in outbox()[before:])
    assert (mail.kind, mail.sensitive, f"/zh-hans/events/{event.slug}/" in mail.text) == ("registration-make-up", False, True)
    assert "补办" in mail.text
    scheduling.set_date(event, by=None, date=read(made), **given)
    assert len(outbox()) == before + 1


def test_a_make_up_date_of_an_event_published_later_is_told_when_everyone_can_see_it(event: Event, outbox: Outbox) -> None:
    date, draft = make_date(event), make_event(event.body, published=False)
    register(date)
    scheduling.call_off(event, by=None, reason=REASON, date=date)
    before = len(outbox())
    times: dict[str, Any] = {"starts_at": later(days=20), "ends_at": later(days=20, hours=2)}
    scheduling.set_date(draft, by=None, capacity=9, makes_up_for=read(date), **times)
    assert len(outbox()) == before
    scheduling.publish(draft, by=None)
    (mail,) = (delivery.message for delivery in outbox()[before:])
    assert (mail.kind, f"/events/{draft.slug}/" in mail.text) == ("registration-make-up", True)
