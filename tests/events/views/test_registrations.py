"""Registering on the site: the form, the guest's mailbox, one's own seats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from community.models import Contact, Link
from events import holding
from events.models import EventDate, Hold, Registration
from tests.events.builders import later, make_contact, make_date, register, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery, User
    from events.models import Event

    SignedIn = Callable[[str], Client]
    Outbox = Callable[[], list[Delivery]]

pytestmark = pytest.mark.django_db


def form(date: EventDate, /, **changes: Any) -> dict[str, Any]:
    return {"date": date.key, "seats": "2", "key": str(uuid4()), **changes}


def guest_form(date: EventDate, /, **changes: Any) -> dict[str, Any]:
    return {**form(date), "email": "Ana@Demo.Example", "language": "en", **changes}


def address(date: EventDate, tail: str = "", language: str = "en") -> str:
    return f"/{language}/events/{date.event.slug}/registration/{tail}"


def link_in(delivery: Delivery) -> str:
    found = re.search(r"https?://[^/]+(/[\w-]+/l/[^/\s]+/)", delivery.message.text)
    assert found
    return found[1]


def test_a_resident_registers_and_sees_their_seats(date: EventDate, signed_in: SignedIn, cast: dict[str, User]) -> None:
    client = signed_in("resident")
    response = client.post(address(date), form(date, name_1="Ana", age_1="18-59", age_2="6-12"), follow=True)
    made = Registration.objects.get()
    assert (made.state, made.contact, made.source) == ("confirmed", cast["resident"].contact, "account")
    assert [person.name for person in made.people.all()] == ["Ana", ""]
    assert response.redirect_chain == [(address(date), 302)]
    assert made.code in response.content.decode()
    assert made.code in client.get(f"/en/events/{date.event.slug}/").content.decode()
    assert made.code in client.get("/en/account/registrations/").content.decode()


def test_a_guest_registers_and_confirms_by_the_link_in_the_mail(date: EventDate, outbox: Outbox) -> None:
    response = Client().post(address(date), guest_form(date))
    assert response.headers["Location"] == address(date, "sent/")
    made = Registration.objects.get()
    assert (made.state, made.contact.email, taken(date)) == ("held", "ana@demo.example", 2)
    client, link = Client(), link_in(outbox()[0])
    assert "Confirm my seats" in client.get(link).content.decode()
    assert Registration.objects.get().state == "held"  # reading changes nothing: mail scanners read every link
    page = client.post(link, {"confirm": "1"}, follow=True).content.decode()
    assert made.code in page
    assert Registration.objects.get().state == "confirmed"


def test_a_guest_cancels_by_the_link_of_the_confirmation(date: EventDate, outbox: Outbox) -> None:
    register(date, seats=3)
    link = link_in(outbox()[0])
    client = Client()
    assert "Cancel my registration" in client.get(link).content.decode()
    assert taken(date) == 3
    client.post(link, {"cancel": "1"})
    assert (Registration.objects.get().state, taken(date)) == ("cancelled", 0)
    assert "was cancelled" in client.get(link).content.decode()


def test_a_link_opened_after_the_hold_says_so_and_changes_nothing(date: EventDate, outbox: Outbox) -> None:
    register(date, guest=True)
    Registration.objects.update(expires_at=later(seconds=-1))
    client, link = Client(), link_in(outbox()[0])
    for path, words in ((link, "The 30 minutes have passed"), (link.replace("/en/", "/zh-hans/"), "已超过30分钟，名额已释放")):
        assert words in client.get(path).content.decode()
        response = client.post(path, {"confirm": "1"})
        assert (response.status_code, words in response.content.decode()) == (422, True)
    assert Registration.objects.get().state == "held"


def test_a_link_opens_its_own_registration_only(date: EventDate, outbox: Outbox) -> None:
    first, second = register(date), register(date)
    page = Client().get(link_in(outbox()[0])).content.decode()
    assert (first.code in page, second.code in page) == (True, False)
    Link.objects.update(revoked_at=later(seconds=-1))
    assert Client().get(link_in(outbox()[0])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "nonsense"}, "Enter a valid email address"),
        ({"email": ""}, "This field is required"),
        ({"seats": "6"}, "A party has at most 5 people"),
        ({"seats": ""}, "This field is required"),
        ({"date": "20200101-0000"}, "Registration for this date is closed"),
        ({"age_1": "old"}, "Select a valid choice"),
        ({"name_1": "x" * 121}, "at most 120 characters"),
        ({"name_3": "Cleo"}, "There is no seat for this person"),
        ({"key": "no key"}, "Enter a valid UUID"),
        ({"language": "fr"}, "Select a valid choice"),
    ],
)
def test_a_wrong_form_is_shown_again_with_what_was_typed(date: EventDate, changes: dict[str, str], words: str) -> None:
    response = Client().post(address(date), guest_form(date, **{"name_1": "Ana", **changes}))
    page = response.content.decode()
    assert (response.status_code, Registration.objects.count(), Contact.objects.count()) == (422, 0, 0)
    assert words in page
    assert 'class="error-summary"' in page
    assert changes.get("name_1", "Ana") in page


def test_a_refusal_is_said_in_the_page_and_keeps_what_was_typed(event: Event) -> None:
    date = make_date(event, capacity=3)
    register(date, seats=2)
    response = Client().post(address(date), guest_form(date, name_1="Ana"))
    assert response.status_code == 422
    page = response.content.decode()
    for words in ("Only 1 seat is left", 'value="Ana@Demo.Example"', 'value="Ana"'):
        assert words in page
    assert not Contact.objects.filter(email="ana@demo.example").exists()  # refused means nothing is kept
    chinese = Client().post(address(date, language="zh-hans"), guest_form(date)).content.decode()
    assert "仅剩1个名额" in chinese


def test_the_same_form_twice_is_one_registration(date: EventDate, signed_in: SignedIn) -> None:
    client, data = signed_in("resident"), form(date)
    answers = [client.post(address(date), data) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert (Registration.objects.count(), taken(date)) == (1, 2)


def test_the_answer_to_a_guest_does_not_tell_whether_the_address_is_registered(date: EventDate) -> None:
    known = make_contact()
    register(date, contact=known)
    answers = [Client().post(address(date), guest_form(date) | {"email": email}) for email in (known.email, "new@demo.example")]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, address(date, "sent/"))}


def test_switching_the_language_keeps_what_was_typed_and_books_nothing(date: EventDate) -> None:
    data = guest_form(date, name_1="Ana", switch_language="zh-hans", seats="4")
    response = Client().post(address(date, language="zh-hans"), data)
    page = response.content.decode()
    assert (response.status_code, Registration.objects.count()) == (200, 0)
    assert 'value="Ana"' in page
    assert 'value="Ana@Demo.Example"' in page
    assert re.search(r'name="seats" value="4"[^>]*checked', page)
    assert "几位参加" in page


def test_the_number_and_date_asked_for_on_the_events_page_are_chosen_in_the_form(event: Event) -> None:
    make_date(event)
    second = make_date(event, days=9)
    page = Client().get(f"{address(second)}?date={second.key}&seats=3").content.decode()
    assert re.search(rf'value="{second.key}"[^>]*checked', page)
    assert re.search(r'name="seats" value="3"[^>]*checked', page)


def test_forms_are_rate_limited_but_reading_is_not(date: EventDate, settings: Any) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "registration": "2/h/ip"}
    client = Client()
    codes = [client.post(address(date), guest_form(date) | {"email": f"p{n}@demo.example"}).status_code for n in range(3)]
    assert codes == [302, 302, 429]
    assert client.get(address(date)).status_code == 200


def test_cancelling_needs_a_post_by_the_owner(date: EventDate, signed_in: SignedIn, cast: dict[str, User]) -> None:
    made = register(date, contact=cast["resident"].contact)
    tail, data = "cancellation/", {"reference": made.reference}
    assert signed_in("resident").get(address(date, tail)).status_code == 405
    assert signed_in("neighbour").post(address(date, tail), data).status_code == 404
    assert "/account/login/" in Client().post(address(date, tail), data).headers["Location"]
    assert taken(date) == 1
    assert signed_in("resident").post(address(date, tail), data).headers["Location"] == address(date)
    assert taken(date) == 0


def test_my_registrations_are_mine_only(date: EventDate, signed_in: SignedIn, cast: dict[str, User]) -> None:
    made = register(date, contact=cast["neighbour"].contact)
    assert made.code not in signed_in("resident").get("/en/account/registrations/").content.decode()
    assert made.code in signed_in("neighbour").get("/zh-hans/account/registrations/").content.decode()
    assert Client().get("/en/account/registrations/").status_code == 302


def test_a_closed_or_full_event_offers_no_form(event: Event) -> None:
    date = make_date(event, capacity=1)
    register(date)
    assert 'id="registration-form"' not in Client().get(address(date)).content.decode()
    EventDate.objects.update(closes_at=later(minutes=-1))
    assert "Registration is closed" in Client().get(address(date)).content.decode()


@pytest.mark.parametrize("who", ["visitor", "resident"])
def test_the_form_that_is_sent_asks_little_of_the_database(
    date: EventDate, signed_in: SignedIn, who: str, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(who)
    client.post(address(date), guest_form(date, email="warm@demo.example") | {"key": "no key"})
    with django_assert_max_num_queries(23):
        assert client.post(address(date), guest_form(date)).status_code == 302


@pytest.mark.parametrize(("language", "words"), [("en", "The time for your seats ran out"), ("zh-hans", "填写表单期间")])
def test_a_hold_that_expired_while_typing_is_told_and_nothing_typed_is_lost(event: Event, language: str, words: str) -> None:
    date = make_date(event, capacity=2)
    hold = holding.hold(EventDate.objects.select_related("event").get(pk=date.pk), seats=2)
    Hold.objects.update(expires_at=later(seconds=-1))
    holding.expire_due()
    register(date, seats=2)
    data = guest_form(date, name_1="Ana", hold=str(hold.key))
    response = Client().post(address(date, language=language), data)
    page = response.content.decode()
    assert (response.status_code, taken(date), Registration.objects.count()) == (422, 2, 1)
    assert words in page
    assert 'value="Ana"' in page
