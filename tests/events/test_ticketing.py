"""Tickets: what is signed, what is refused, and what a change does to those that are out."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

import pytest

from events import ticketing
from events.models.registration import ALPHABET
from tests.events.builders import make_date, make_event, register

if TYPE_CHECKING:
    from community.models import Body
    from events.models import EventDate

pytestmark = pytest.mark.django_db


def tampered(ticket: str, **changes: int) -> str:
    """Return a ticket whose claim was changed and whose signature was kept."""
    raw = base64.b32decode(ticket.removeprefix(ticketing.MARK))
    date, number, version, seats = ticketing.CLAIM.unpack(raw[: ticketing.CLAIM.size])
    claim = {"date": date, "number": number, "version": version, "seats": seats, **changes}
    return ticketing.MARK + base64.b32encode(ticketing.CLAIM.pack(*claim.values()) + raw[ticketing.CLAIM.size :]).decode()


def test_a_ticket_says_whose_it_is_and_for_how_many(date: EventDate) -> None:
    made = register(date, seats=4)
    claim = ticketing.read(ticketing.text(made))
    assert claim == ticketing.Claim(date_id=date.pk, reference=made.reference, version=1, seats=4)
    assert ticketing.registration_of(ticketing.text(made)) == made


def test_the_same_ticket_is_the_same_text_and_fits_a_small_code(date: EventDate) -> None:
    made = register(date)
    assert ticketing.text(made) == ticketing.text(made)
    assert re.fullmatch(r"[A-Z2-7]{122}", ticketing.text(made))  # as many as a QR code of 37 by 37 holds


@pytest.mark.parametrize("changes", [{"seats": 5}, {"version": 2}, {"date": 65_000}, {"number": 1}])
def test_a_changed_ticket_is_forged(date: EventDate, changes: dict[str, int]) -> None:
    ticket = ticketing.text(register(date))
    with pytest.raises(ticketing.Forged):
        ticketing.read(tampered(ticket, **changes))


def test_a_ticket_signed_by_another_site_is_forged(date: EventDate, settings: object) -> None:
    made = register(date)
    ours = ticketing.text(made)
    settings.TICKET_SIGNING_KEY = base64.b64encode(b"somebody else's 32 bytes, really").decode()  # type: ignore[attr-defined]
    theirs = ticketing.text(made)
    with pytest.raises(ticketing.Forged):
        ticketing.read(ours)
    assert ticketing.read(theirs).reference == made.reference


@pytest.mark.parametrize(
    "text", ["", "https://weixin.qq.com/x", "TP", "TP" + "A" * 119, "TP" + "a" * 120, "TP" + "1" * 120, "票"]
)
def test_any_other_code_is_foreign(text: str) -> None:
    with pytest.raises(ticketing.Foreign):
        ticketing.read(text)


def test_a_change_ends_the_tickets_that_are_out(date: EventDate) -> None:
    made = register(date)
    old = ticketing.text(made)
    ticketing.reissue(made)
    assert made.ticket_version == 2
    with pytest.raises(ticketing.Replaced):
        ticketing.registration_of(old)
    assert ticketing.registration_of(ticketing.text(made)) == made


def test_each_ticket_opens_a_record_of_its_own(date: EventDate) -> None:
    first, second = (ticketing.record_key(ticketing.text(register(date))) for _time in range(2))
    assert (len(first), first == second) == (32, False)


def test_a_ticket_of_a_registration_that_is_gone_is_replaced(bodies: dict[str, Body]) -> None:
    made = register(make_date(make_event(bodies["huacao"])))
    ticket = ticketing.text(made)
    made.delete()
    with pytest.raises(ticketing.Replaced):
        ticketing.registration_of(ticket)


@pytest.mark.parametrize("typed", ["K7M-4QX", "k7m4qx", " k7m 4qx ", "K7M–4QX", "k7m.4qx"])  # a long dash is what phones type
def test_a_typed_code_is_read_as_people_type(typed: str) -> None:
    assert ticketing.plain_code(typed) == "K7M4QX"


def test_codes_have_no_letter_that_is_read_as_another() -> None:
    assert not set("0O1ILU") & set(ALPHABET)
