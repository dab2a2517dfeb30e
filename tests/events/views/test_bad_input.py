"""What goes wrong when people register, and the clear answer to it in both languages; nothing is booked and nothing lost.

Tickets that are forged or replaced: test_tickets.py; offers: test_queue.py; a hold that ended: test_registrations.py; clocks of
door phones: test_door.py; files for spreadsheets: tests/events/desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client

from community import linking
from community.models import Link
from events.models import EventDate, Registration
from tests.events.builders import later, make_date, make_event, register, taken
from tests.events.views.test_registrations import address, guest_form

if TYPE_CHECKING:
    from community.models import Body
    from events.models import Event

pytestmark = pytest.mark.django_db

CLOSED = ("Registration for this date is closed. Nothing was booked.", "该场次报名已截止，本次未报名。")
LANGUAGES = ("en", "zh-hans")


def answers(date: EventDate, **changes: Any) -> list[str]:
    """Send a guest's form in both languages; return the pages, each a refusal that keeps what was typed."""
    pages = []
    for language in LANGUAGES:
        response = Client().post(address(date, language=language), guest_form(date, **changes))
        page = response.content.decode()
        assert (response.status_code, "Ana@Demo.Example" in page) == (422, True)
        pages.append(page)
    assert not Registration.objects.filter(contact__email="ana@demo.example").exists()
    return pages


def says(pages: list[str], words: tuple[str, str]) -> list[bool]:
    return [said in page for said, page in zip(words, pages, strict=True)]


def test_a_party_larger_than_the_event_allows(bodies: dict[str, Body]) -> None:
    date = make_date(make_event(bodies["huacao"], largest_party=2))
    said = ("A party has at most 2 people at this event.", "本活动每次报名最多2人。本次未预订任何名额。")
    assert says(answers(date, seats="4"), said) == [True, True]


def test_a_child_without_an_adult(bodies: dict[str, Body]) -> None:
    date = make_date(make_event(bodies["huacao"], guardian="children"))
    pages = answers(date, seats="1", name_1="Leo", age_1="6-12")
    assert says(pages, ("A child comes with an adult here", "本活动要求儿童由成人陪同")) == [True, True]
    assert says(pages, ('value="Leo"', 'value="Leo"')) == [True, True]


@pytest.mark.parametrize("others", [0, 2])
def test_a_date_in_the_past(event: Event, others: int) -> None:
    date = make_date(event, days=-3)
    for day in range(others):
        make_date(event, days=5 + day)
    assert says(answers(date), CLOSED) == [True, True]


def test_a_date_that_was_called_off_while_the_form_was_open(date: EventDate) -> None:
    EventDate.objects.update(cancelled_at=later())
    assert says(answers(date), CLOSED) == [True, True]


def test_a_form_left_open_in_another_tab_overwrites_nothing(date: EventDate) -> None:
    made = register(date, seats=1)
    link = linking.make("registration", made, expires_at=date.ends_at)
    typed = {"seats": "2", "version": "1", "name_1": "Ana"}
    first = Client().post(f"/en/l/{link}/?do=party", typed | {"key": str(uuid4())})
    pages = []
    for language in LANGUAGES:
        response = Client().post(f"/{language}/l/{link}/?do=party", {**typed, "seats": "3", "key": str(uuid4())})
        pages.append(response.content.decode())
        assert response.status_code == 422
    assert (first.status_code, taken(date)) == (302, 2)
    assert says(pages, ("changed in another window meanwhile. Nothing was saved", "已在另一个窗口中变更，本次未保存")) == [
        True,
        True,
    ]


def test_made_up_expired_and_revoked_links(date: EventDate) -> None:
    made = register(date, seats=1)
    expired = linking.make("registration", made, expires_at=date.ends_at)
    Link.objects.update(expires_at=later(days=-1))
    revoked = linking.make("registration", made, expires_at=date.ends_at)
    linking.revoke("registration", made)
    for token, words in (
        ("x" * 32, ("This link does not work.", "该链接无法打开。")),
        (expired, ("This link has ended.", "该链接已失效")),
        (revoked, ("This link has ended.", "该链接已失效")),
    ):
        for send in (Client().get, Client().post):
            found = [send(f"/{language}/l/{token}/") for language in LANGUAGES]
            assert [response.status_code for response in found] == [404, 404]
            assert says([response.content.decode() for response in found], words) == [True, True]
    assert Registration.objects.get().is_confirmed
