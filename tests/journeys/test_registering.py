"""A resident registers and cancels; so does a guest, by a link in the mailbox."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from community.models import Body, Place
from events import ticketing
from events.models import Registration
from tests.events.builders import make_date, make_event
from tests.journeys.conftest import in_every_window

if TYPE_CHECKING:
    from events.models import EventDate
    from tests.journeys.conftest import Scene, Walker

pytestmark = pytest.mark.browser


@pytest.fixture
def date(people: object) -> EventDate:
    """Return the date of a published event at a real place, a week ahead."""
    huacao = Body.objects.get(slug="huacao")
    place = Place.objects.get(slug="hicc")
    starts_at = timezone.now() + timedelta(days=7)
    return make_date(make_event(huacao, place=place, slug="tea"), starts_at=starts_at, capacity=20)


def choose_seats(walker: Walker, seats: int) -> None:
    """Start from the event's page, as people do."""
    walker.go("/events/tea/")
    walker.page.locator(f"label[for=seats-{seats}]").click()
    walker.page.locator("main form.panel button").click()
    walker.page.wait_for_url(re.compile("/registration/"))
    walker.check()


def link_in(letter: str) -> str:
    """Return the path of the signed link in a mail."""
    found = re.search(r"https?://[^/\s]+(/[\w-]+/l/[\w-]+/)", letter)
    assert found is not None, letter
    return found[1]


def open_without_a_network(walker: Walker, address: str) -> str:
    """Open a page on a phone that has no network; return what it says, with nothing on it that failed or overflows."""
    walker.page.context.set_offline(True)
    walker.go(address)
    walker.page.context.set_offline(False)
    return walker.page.inner_text("main")


@in_every_window
def test_a_resident_registers_three_people_and_cancels(date: EventDate, scene: Scene) -> None:
    resident = scene.sign_in("resident")
    choose_seats(resident, 3)
    resident.page.locator("#registration-form button.btn-warm").click()
    resident.page.locator(".own-seats .code").wait_for()
    resident.check()
    made = Registration.objects.get()
    date.refresh_from_db()
    assert (made.state, made.seats, date.seats_taken) == (Registration.State.CONFIRMED, 3, 3)
    with translation.override(scene.language):
        ticket, ended = reverse("events:ticket", args=[ticketing.text(made)]), str(ticketing.Ended.message)
    resident.go(ticket)  # seen once, kept
    resident.page.locator("[data-kept]").wait_for()
    assert resident.page.locator("[data-saved]").is_hidden()
    resident.go("/events/tea/registration/")
    resident.page.locator(".own-seats form button").click()
    resident.page.locator(".own-seats").wait_for(state="detached")
    resident.check()
    made.refresh_from_db()
    date.refresh_from_db()
    assert (made.state, date.seats_taken) == (Registration.State.CANCELLED, 0)
    kept = open_without_a_network(resident, ticket)
    assert (made.code in kept, resident.page.locator(".ticket-qr").is_visible()) == (True, True)
    copy = resident.page.locator("[data-saved]")  # it says that it is one, and of when
    assert (copy.is_visible(), str(timezone.localtime().year) in copy.inner_text()) == (True, True)
    resident.go(ticket)
    assert ended in resident.page.inner_text("main")
    assert ended in open_without_a_network(resident, ticket)


def test_a_guest_confirms_by_mail_and_cancels_by_the_same_mail(date: EventDate, scene: Scene) -> None:
    guest = scene.window()
    choose_seats(guest, 2)
    guest.page.fill("input[name=email]", "guest")
    guest.page.locator("#registration-form button.btn-warm").click()
    guest.page.locator("[aria-invalid=true]").first.wait_for()
    guest.check()
    assert guest.page.input_value("input[name=email]") == "guest"
    guest.page.fill("input[name=email]", "guest@mail.example")
    guest.page.locator("#registration-form button.btn-warm").click()
    guest.page.wait_for_url(re.compile("/sent/"))
    guest.check()
    address = link_in(scene.letters("guest@mail.example")[0])
    assert address.startswith(f"/{scene.language}/")
    guest.go(address)
    assert Registration.objects.get().state == Registration.State.HELD
    guest.page.locator("button[name=confirm]").click()
    guest.page.locator(".ticket .code").wait_for()
    guest.check()
    assert Registration.objects.get().state == Registration.State.CONFIRMED
    guest.go(link_in(scene.letters("guest@mail.example")[-1]))
    guest.page.locator("button[name=cancel]").click()
    guest.page.locator("button[name=cancel]").wait_for(state="detached")
    guest.check()
    date.refresh_from_db()
    assert (Registration.objects.get().state, date.seats_taken) == (Registration.State.CANCELLED, 0)


def test_switching_the_language_keeps_what_was_typed(date: EventDate, scene: Scene) -> None:
    guest = scene.window()
    choose_seats(guest, 4)
    guest.page.fill("input[name=email]", "half@mail.exa")
    other = "zh-hans" if scene.language == "en" else "en"
    guest.page.locator(f"button[name=switch_language][value={other}]").first.click()
    guest.page.wait_for_url(re.compile(f"/{other}/"))
    assert guest.page.input_value("input[name=email]") == "half@mail.exa"
    assert guest.page.locator("input[name=seats]:checked").get_attribute("value") == "4"
    assert (Registration.objects.count(), guest.page.locator("[aria-invalid=true]").count()) == (0, 0)
