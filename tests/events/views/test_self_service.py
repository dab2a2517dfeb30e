"""One's own registration, by the account and by the link in the mail: the party, the answers, handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client

from community import linking
from events import gathering
from events.models import Handover, Person, Registration
from tests.events.builders import make_date, register, taken
from tests.events.test_asking import ask, pick
from tests.events.views.test_registrations import form as registration_form
from tests.events.views.test_registrations import link_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Delivery, User
    from events.models import Event, EventDate

    SignedIn = Callable[[str], Client]
    Outbox = Callable[[], list[Delivery]]

pytestmark = pytest.mark.django_db


def own(registration: Registration, do: str = "", language: str = "en") -> str:
    return f"/{language}/account/registrations/{registration.reference}/" + (f"?do={do}" if do else "")


def typed(**said: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "version": "1", **said}


@pytest.fixture
def mine(date: EventDate, cast: dict[str, User]) -> Registration:
    """Return two seats of the resident."""
    people = [Person(name="Ana", age_band="18-59", needs="wheelchair"), Person(name="Leo", age_band="6-12")]
    return register(date, contact=cast["resident"].contact, seats=2, people=people)


def test_the_page_is_its_owners_only(mine: Registration, signed_in: SignedIn) -> None:
    page = signed_in("resident").get(own(mine)).content.decode()
    assert mine.code in page
    assert "Leo" in page
    assert signed_in("neighbour").get(own(mine, "party")).status_code == 404
    assert "/account/login/" in Client().get(own(mine)).headers["Location"]


def test_the_party_is_changed_and_who_stays_keeps_their_needs(mine: Registration, signed_in: SignedIn, date: EventDate) -> None:
    client = signed_in("resident")
    page = client.get(own(mine, "party")).content.decode()
    assert 'value="Ana"' in page
    said = typed(seats="3", name_1="Ana", age_1="18-59", name_2="Mia", age_2="2-5")
    for _tap in range(2):
        assert client.post(own(mine, "party"), said).headers["Location"] == own(mine)
    assert list(Person.objects.values_list("name", "needs")) == [("Ana", "wheelchair"), ("Mia", ""), ("", "")]
    assert taken(date) == 3


def test_a_form_left_open_in_another_window_says_so_and_keeps_what_was_typed(mine: Registration, signed_in: SignedIn) -> None:
    client = signed_in("resident")
    client.post(own(mine, "party"), typed(seats="1", name_1="Ana", age_1="18-59"))
    response = client.post(own(mine, "party"), typed(seats="2", name_1="Ana", age_1="18-59", name_2="Zoe"))
    page = response.content.decode()
    assert (response.status_code, Person.objects.count()) == (422, 1)
    assert "changed in another window" in page
    assert 'value="Zoe"' in page
    assert "另一个窗口" in client.post(own(mine, "party", "zh-hans"), typed(seats="2")).content.decode()


def test_a_link_offers_nobodys_household_for_the_party_of_another(
    mine: Registration, signed_in: SignedIn, cast: dict[str, User]
) -> None:
    for key in ("resident", "neighbour"):
        gathering.add(cast[key].contact, key=uuid4(), said={"name": f"Child of the {key}"})
    link = f"/en/l/{linking.make('registration', mine)}/?do=party"
    seen = {key: signed_in(key).get(link).content.decode() for key in ("resident", "neighbour", "visitor")}
    assert {key: "Child of the" in page for key, page in seen.items()} == {"resident": True, "neighbour": False, "visitor": False}


def test_a_guest_does_the_same_by_the_link_of_the_mail(date: EventDate, outbox: Outbox) -> None:
    made = register(date, seats=2, people=[Person(name="Ana")])
    client, link = Client(), link_in(outbox()[0])
    assert "?do=party" in client.get(link).content.decode()
    assert client.post(f"{link}?do=party", typed(seats="1", name_1="Ana")).headers["Location"] == link
    assert (taken(date), Person.objects.get().name) == (1, "Ana")
    made.refresh_from_db()
    assert made.version == 2


def test_switching_the_language_changes_nothing_and_keeps_what_was_typed(mine: Registration, signed_in: SignedIn) -> None:
    said = typed(seats="1", name_1="Zoe", switch_language="zh-hans")
    response = signed_in("resident").post(own(mine, "party", "zh-hans"), said)
    page = response.content.decode()
    assert (response.status_code, Registration.objects.get().version) == (200, 1)
    assert 'value="Zoe"' in page
    assert "同行" in page


def test_seats_are_handed_over_and_taken_over_by_link(mine: Registration, signed_in: SignedIn, outbox: Outbox) -> None:
    client = signed_in("resident")
    said = typed(email="bea@demo.example", language="en")
    for _tap in range(2):
        assert client.post(own(mine, "handover"), said).status_code == 302
    assert Handover.objects.count() == 1
    assert "Offered to bea@demo.example" in client.get(own(mine)).content.decode()
    link, bea = link_in(outbox()[-1]), Client()
    page = bea.get(link).content.decode()
    assert "Take over these seats" in page
    assert mine.code not in page
    assert Registration.objects.get().contact == mine.contact  # reading changes nothing
    bea.post(link)
    assert "The seats are yours" in bea.get(link).content.decode()
    assert Registration.objects.get().contact.email == "bea@demo.example"
    assert client.get(own(mine)).status_code == 404


def test_an_offer_that_was_taken_back_opens_nothing(mine: Registration, signed_in: SignedIn, outbox: Outbox) -> None:
    client = signed_in("resident")
    client.post(own(mine, "handover"), typed(email="bea@demo.example", language="en"))
    client.post(own(mine), {"take_back": "1"})
    assert Client().post(link_in(outbox()[-1])).status_code == 404
    assert Registration.objects.get().contact == mine.contact


def test_an_address_is_needed_to_hand_over(mine: Registration, signed_in: SignedIn) -> None:
    response = signed_in("resident").post(own(mine, "handover"), typed(email="", language="en"))
    assert (response.status_code, Handover.objects.count()) == (422, 0)


def test_questions_are_asked_in_the_form_and_answered_differently_later(
    event: Event, date: EventDate, signed_in: SignedIn
) -> None:
    wok = ask(event, "Wok", "Steamer", places=1, required=True)
    why = ask(event, order=2, required=True, only_if=wok.options.all()[1])
    ask(event, "Pram", order=3)  # nobody has to answer this one
    address, client = f"/en/events/{event.slug}/registration/", signed_in("resident")
    page = client.get(address).content.decode()
    assert "Used for: The kitchen" in page
    assert "erased on" in page
    assert client.post(address, registration_form(date)).status_code == 422  # the first is required
    chosen = {f"question_{wok.pk}": str(wok.options.all()[1].pk)}
    assert client.post(address, registration_form(date) | chosen).status_code == 422  # so is what hangs on the second option
    dropped = {f"question_{wok.pk}": str(wok.options.all()[0].pk), f"question_{why.pk}": "typed, then not reached"}
    assert client.post(address, registration_form(date) | dropped).status_code == 302
    made = Registration.objects.get()
    assert [str(answer) for answer in made.answers.all()] == ["Wok"]
    said = typed(**chosen, **{f"question_{why.pk}": "because"})
    assert client.post(own(made, "answers"), said).status_code == 302
    assert [str(answer) for answer in made.answers.all()] == ["Steamer", "because"]
    assert client.post(own(made, "answers"), typed(**dropped, version="2") | {f"question_{why.pk}": ""}).status_code == 302
    assert [str(answer) for answer in made.answers.all()] == ["Wok"]


def test_a_full_option_is_a_clear_refusal(event: Event, date: EventDate, signed_in: SignedIn) -> None:
    wok = ask(event, "Wok", places=1)
    register(date, answers=[pick(wok)])
    said = registration_form(date) | {f"question_{wok.pk}": str(wok.options.all()[0].pk)}
    response = signed_in("resident").post(f"/en/events/{event.slug}/registration/", said)
    assert response.status_code == 422
    assert "“Wok” has no place left" in response.content.decode()


def test_a_link_to_hand_over_is_no_link_to_the_registration(mine: Registration) -> None:
    assert Client().get(f"/en/l/{linking.make('registration-handover', make_date(mine.date.event, days=9))}/").status_code == 404
