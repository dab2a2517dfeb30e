"""Waiting for seats on the site: the printed policy, the form, one's place, and the offer by its link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client

from community.models import Contact
from events import offering, registering
from events.models import EventDate, Offer, Registration, Rule, Skip, WaitlistEntry, WaitlistRule
from tests.events.builders import later, make_contact, make_date, register, taken, wait
from tests.events.views.test_registrations import link_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery, User
    from events.models import Event

    SignedIn = Callable[[str], Client]
    Outbox = Callable[[], list[Delivery]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(event: Event) -> EventDate:
    date = make_date(event, capacity=2, days=10)
    register(date, seats=2)
    return date


def free(date: EventDate) -> None:
    registering.cancel(Registration.objects.select_related("date__event", "contact").filter(date=date, state="confirmed")[0])
    offering.offer_due()


def address(date: EventDate, tail: str = "", language: str = "en") -> str:
    return f"/{language}/events/{date.event.slug}/waitlist/{tail}"


def form(date: EventDate, /, **changes: Any) -> dict[str, Any]:
    return {"date": date.key, "seats": "2", "key": str(uuid4()), **changes}


def offer_link(outbox: Outbox) -> str:
    return next(link_in(delivery) for delivery in outbox() if delivery.message.kind == "waitlist-offer")


def test_a_full_date_leads_to_its_waiting_list_with_the_policy_printed(full: EventDate) -> None:
    page = Client().get(f"/en/events/{full.event.slug}/").content.decode()
    assert address(full) in page
    printed = {
        "strict": "kept for it until three days",
        "bounded": "a smaller party behind it",
        "partial": "waiting for the rest",
    }
    for policy, words in printed.items():
        WaitlistRule.objects.update_or_create(event=full.event, defaults={"policy": policy, "skips": 2})
        page = Client().get(address(full)).content.decode()
        assert words in page
        assert "passed over 2 times at most" in page
        assert ('name="least"' in page) == (policy == "partial")


def test_while_someone_waits_the_public_sees_all_reserved_and_may_join(full: EventDate) -> None:
    wait(full, 2)
    Registration.objects.update(seats=1)
    EventDate.objects.filter(pk=full.pk).update(seats_taken=1)  # one seat is free, too few for the party that waits
    page = Client().get(f"/en/events/{full.event.slug}/").content.decode()
    assert "All seats taken or reserved" in page
    assert address(full) in page
    assert "seat left" not in page.split("<aside")[1]
    form_page = Client().get(f"/en/events/{full.event.slug}/registration/").content.decode()
    assert 'id="registration-form"' not in form_page
    assert address(full) in form_page
    assert "候补" in Client().get(f"/zh-hans/events/{full.event.slug}/").content.decode()


def test_a_resident_joins_and_sees_an_honest_place(full: EventDate, signed_in: SignedIn, cast: dict[str, User]) -> None:
    wait(full, 2)
    response = signed_in("resident").post(address(full), form(full), follow=True)
    page = response.content.decode()
    entry = WaitlistEntry.objects.get(contact=cast["resident"].contact)
    assert response.redirect_chain[-1][0] == f"/en/account/waitlist/{entry.key}/"
    for words in ("Place 2 of 2", "Parties before you want 2 seats", "too few parties of your size"):
        assert words in page
    wait(full, 1)
    assert "Place 2 of 3, 3 at worst" in signed_in("resident").get(f"/en/account/waitlist/{entry.key}/").content.decode()
    assert str(full.event.title_en) in signed_in("resident").get("/en/account/waitlist/").content.decode()


def test_how_likely_it_is_is_told_from_parties_of_the_same_size(full: EventDate, outbox: Outbox) -> None:
    entry = wait(full, 2)
    for number in range(10):
        WaitlistEntry.objects.create(
            date=full, contact=make_contact(), seats=2, least=2, state="seated" if number < 6 else "closed", ended_at=later()
        )
    page = Client().get(link_in(outbox()[-1])).content.decode()
    assert entry.seats == 2
    assert "Of the last 10 parties of your size that waited, 6 got seats" in page


def test_a_place_belongs_to_its_person(full: EventDate, signed_in: SignedIn, cast: dict[str, User]) -> None:
    entry = wait(full, contact=cast["neighbour"].contact)
    assert signed_in("resident").get(f"/en/account/waitlist/{entry.key}/").status_code == 404
    assert signed_in("resident").post(f"/en/account/waitlist/{entry.key}/", {"leave": "1"}).status_code == 404
    assert str(entry.key) not in signed_in("resident").get("/en/account/waitlist/").content.decode()
    assert WaitlistEntry.objects.get().state == "waiting"


def test_a_guest_joins_by_mail_and_the_page_tells_nobody_who_waits(full: EventDate, outbox: Outbox) -> None:
    seated = Registration.objects.get().contact
    known = [wait(full).contact.email, seated.email, "New@Demo.Example"]
    answers = [Client().post(address(full), form(full, email=email, language="zh-hans")) for email in known]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, address(full, "sent/"))}
    guest = WaitlistEntry.objects.get(contact__email="new@demo.example")
    link, client = link_in(outbox()[-1]), Client()
    assert link.startswith("/zh-hans/")
    assert "确认" in client.get(link).content.decode()
    assert WaitlistEntry.objects.get(pk=guest.pk).state == "unconfirmed"  # reading changes nothing
    client.post(link, {"confirm": "1"})
    assert WaitlistEntry.objects.get(pk=guest.pk).state == "waiting"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"seats": "3"}, "fewer seats in all"),
        ({"seats": "6"}, "A party has at most 5 people"),
        ({"email": "nonsense"}, "Enter a valid email address"),
        ({"date": "20200101-0000"}, "Registration for this date is closed"),
        ({"key": "no key"}, "Enter a valid UUID"),
    ],
)
def test_a_wrong_form_is_shown_again_with_what_was_typed(full: EventDate, changes: dict[str, str], words: str) -> None:
    response = Client().post(address(full), form(full, email="ana@demo.example", language="en") | changes)
    page = response.content.decode()
    assert (response.status_code, WaitlistEntry.objects.count()) == (422, 0)
    assert words in page
    assert changes.get("email", "ana@demo.example") in page
    assert not Contact.objects.filter(email="ana@demo.example").exists()


def test_who_could_register_is_sent_to_registering(event: Event) -> None:
    date = make_date(event, capacity=5)
    response = Client().post(address(date), form(date, email="ana@demo.example", language="en"))
    assert response.status_code == 422
    assert "please register instead" in response.content.decode()


def test_six_people_are_told_how_many_a_party_may_have(full: EventDate) -> None:
    for language, words in (("en", "A party has at most 5 people at this event."), ("zh-hans", "本活动每次报名最多5人。")):
        response = Client().post(address(full, language=language), form(full, seats="6", email="ana@demo.example", language="en"))
        assert (response.status_code, words in response.content.decode()) == (422, True)
    assert not WaitlistEntry.objects.exists()


def test_where_ages_decide_they_are_asked_of_who_joins(full: EventDate, signed_in: SignedIn) -> None:
    client = signed_in("resident")
    assert "Age of person" not in client.get(address(full)).content.decode()
    Rule.objects.create(event=full.event, kind=Rule.Kind.AGE, least=6, most=12)
    assert "Age of person 5" in client.get(address(full)).content.decode()
    refused: tuple[tuple[dict[str, str], str], ...] = (
        ({}, "Please choose an age"),
        ({"age_1": "18-59", "age_2": "18-59"}, "This event is for people of 6 to 12 years"),
        ({"age_1": "6-12", "age_2": "6-12"}, "A child comes with an adult here"),
        ({"age_1": "6-12", "age_2": "18-59", "age_3": "6-12"}, "no seat for this person"),
    )
    for said, words in refused:
        page = client.post(address(full), form(full, **said))
        assert (page.status_code, words in page.content.decode()) == (422, True), words
    assert client.post(address(full), form(full, age_1="6-12", age_2="18-59")).status_code == 302
    assert WaitlistEntry.objects.get().ages == "18-59,6-12"
    place, desk = f"/en/account/waitlist/{WaitlistEntry.objects.get().key}/", f"/en/desk/events/{full.event.slug}/queue/"
    assert "18 to 59, 6 to 12" in client.get(place).content.decode()
    assert "18 to 59, 6 to 12" in signed_in("organiser").get(desk).content.decode()


def test_an_offer_is_accepted_by_its_link_with_a_post_only(full: EventDate, outbox: Outbox) -> None:
    entry = wait(full, 2)
    free(full)
    link, client = offer_link(outbox), Client()
    page = client.get(link).content.decode()
    assert "We hold 2 seats for you" in page
    offer = Offer.objects.get()
    assert offer.outcome == ""  # reading changes nothing: mail scanners read every link
    for _time in range(2):  # the second press finds what the first did
        assert client.post(link, {"accept": "1", "offer": offer.pk}).status_code == 302
    assert "You took these seats" in client.get(link).content.decode()
    assert (WaitlistEntry.objects.get(pk=entry.pk).state, taken(full)) == ("seated", 2)
    for path, words in ((link, "An offer counts once"), (link.replace("/en/", "/zh-hans/"), "每份邀请只能用一次")):
        refused = client.post(path, {"decline": "1", "offer": offer.pk})
        assert (refused.status_code, words in refused.content.decode()) == (422, True)


def test_declining_by_the_link_hands_the_seats_on(full: EventDate, outbox: Outbox) -> None:
    first, second = wait(full, 2), wait(full, 2)
    free(full)
    Client().post(offer_link(outbox), {"decline": "1", "offer": Offer.objects.get().pk})
    offering.offer_due()
    found = dict(WaitlistEntry.objects.values_list("pk", "state"))
    assert (found[first.pk], found[second.pk]) == ("left", "offered")


def test_an_expired_offer_says_so_in_both_languages_and_changes_nothing(full: EventDate, outbox: Outbox) -> None:
    wait(full, 2)
    free(full)
    link, offer = offer_link(outbox), Offer.objects.get()
    Registration.objects.filter(pk=offer.registration_id).update(expires_at=later(seconds=-1))
    for path, words in ((link, "The time to answer is over"), (link.replace("/en/", "/zh-hans/"), "答复时间已过")):
        response = Client().post(path, {"accept": "1", "offer": offer.pk})
        assert (response.status_code, words in response.content.decode()) == (422, True)
    assert Registration.objects.get(pk=offer.registration_id).state == "held"


def test_a_foreign_offer_cannot_be_answered_by_ones_own_link(full: EventDate, outbox: Outbox) -> None:
    wait(full, 1)
    wait(full, 1)
    free(full)
    mine, foreign = Offer.objects.order_by("pk")
    assert Client().post(offer_link(outbox), {"accept": "1", "offer": foreign.pk}).status_code == 404
    assert (mine.outcome, foreign.outcome) == ("", "")
    assert Client().get("/en/l/no-such-token/").status_code == 404


def test_every_time_one_was_passed_over_is_shown_with_its_reason(full: EventDate, outbox: Outbox) -> None:
    entry = wait(full, 2)
    Skip.objects.create(entry=entry, reason="too_large", free=1)
    page = Client().get(link_in(outbox()[-1])).content.decode()
    assert "Fewer seats were free than the party needs" in page
    assert "1 seat was free" in page


def test_leaving_by_the_link(full: EventDate, outbox: Outbox) -> None:
    entry = wait(full, 2)
    link = link_in(outbox()[-1])
    assert "Leave the waiting list" in Client().get(link).content.decode()
    Client().post(link, {"leave": "1"})
    assert WaitlistEntry.objects.get(pk=entry.pk).state == "left"
    assert re.search("This place has ended", Client().get(link).content.decode())
