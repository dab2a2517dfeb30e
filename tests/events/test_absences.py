"""Missed events: noted with grace, fading, explained in one tap, and never more than a place in line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import AuditEntry
from events import absences
from events.models import Absence, Attendance, EventDate, WaitlistEntry
from tests.events.builders import make_contact, make_date, register, wait
from tests.events.views.test_registrations import link_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Contact, Delivery, User
    from events.models import Event

    Outbox = Callable[[], list[Delivery]]
    SignedIn = Callable[[str], Client]

pytestmark = pytest.mark.django_db


def missed(event: Event, contact: Contact, *, hours: float = 13) -> EventDate:
    """Let a person miss a date to which somebody else came, and let it be over for so long."""
    date = make_date(event, days=3 + EventDate.objects.count())
    register(date, contact=contact)
    Attendance.objects.create(registration=register(date), here=1)
    over = timezone.now() - timedelta(hours=hours, minutes=EventDate.objects.count())
    EventDate.objects.filter(pk=date.pk).update(starts_at=over - timedelta(hours=2), ends_at=over)
    absences.record_due()
    return date


def test_who_did_not_come_is_noted_half_a_day_later_where_a_door_kept_book(event: Event, outbox: Outbox) -> None:
    contact = make_contact()
    missed(event, contact, hours=3)
    assert not Absence.objects.exists()  # a phone without a network may still hold the door's book
    missed(event, contact)
    assert absences.record_due() == 0
    found = Absence.objects.get()
    assert (found.contact, found.forgiven_at is not None) == (contact, True)
    assert [one.address for one in outbox() if one.message.kind == "absence"] == [contact.email]
    unwatched = make_date(event, days=30)
    register(unwatched)
    EventDate.objects.filter(pk=unwatched.pk).update(
        starts_at=timezone.now() - timedelta(days=1, hours=2), ends_at=timezone.now() - timedelta(days=1)
    )
    assert absences.record_due() == 0


def test_the_first_in_a_year_weighs_nothing_the_next_ones_a_day_each_three_at_most(event: Event) -> None:
    contact, now = make_contact(), timezone.now()
    for days in (0, 1, 2, 3, 3):
        missed(event, contact)
        assert absences.setback(contact, now + timedelta(minutes=1)) == timedelta(days=days)


def test_it_fades_and_weighs_on_ones_place_in_line_only(event: Event) -> None:
    careless, now = make_contact(), timezone.now()
    missed(event, careless)
    missed(event, careless)
    date = make_date(event, capacity=1, days=40)
    register(date, contact=make_contact())
    first, second = wait(date, contact=careless), wait(date)
    assert list(WaitlistEntry.objects.in_line().filter(date=date)) == [second, first]
    assert register(make_date(event, days=41), contact=careless).is_confirmed  # nothing else is affected
    assert absences.setback(careless, now + timedelta(days=181)) == timedelta(0)


def test_whoever_turns_out_to_have_been_there_is_excused(event: Event) -> None:
    contact = make_contact()
    missed(event, contact)
    absence = Absence.objects.get()
    Attendance.objects.create(registration=absence.registration, here=1)
    absences.record_due()
    assert Absence.objects.get().excused_at is not None


def test_a_resident_sees_what_counts_and_explains_it_in_one_tap(event: Event, signed_in: SignedIn, cast: dict[str, User]) -> None:
    contact = cast["resident"].contact
    missed(event, contact)
    missed(event, contact)
    client, address = signed_in("resident"), "/en/account/missed/"
    page = client.get(address).content.decode()
    assert "you stand 1 day further back" in page
    counted = Absence.objects.get(forgiven_at__isnull=True)
    foreign = signed_in("neighbour").post(address, {"reference": counted.registration.reference})
    assert (foreign.status_code, Absence.objects.appealed().count()) == (404, 0)
    for _time in range(2):
        assert client.post(address, {"reference": counted.registration.reference}).status_code == 302
    assert Absence.objects.appealed().count() == 1
    assert absences.setback(contact, timezone.now()) == timedelta(0)  # it does not count until somebody has looked
    assert "None of them has an effect now" in client.get(address).content.decode()


def test_a_guest_explains_it_from_the_mail(event: Event, outbox: Outbox) -> None:
    contact = make_contact()
    missed(event, contact)
    missed(event, contact)
    link = link_in(outbox()[-1])
    assert "There was a reason" in Client().get(link).content.decode()
    Client().post(link)
    assert Absence.objects.appealed().count() == 1


def test_the_organiser_answers_and_the_desk_counts_what_waits(
    event: Event, signed_in: SignedIn, cast: dict[str, User], outbox: Outbox
) -> None:
    contact = make_contact()
    for _time in range(3):
        missed(event, contact)
    first, second = Absence.objects.filter(forgiven_at__isnull=True).order_by("pk")
    for absence in (first, second):
        absences.appeal(absence)
    organiser, address = signed_in("organiser"), f"/en/desk/events/{event.slug}/missed/"
    assert "Missed events with a reason" in organiser.get("/en/desk/").content.decode()
    assert signed_in("officer").post(address, {"reference": first.registration.reference, "excuse": "1"}).status_code == 404
    organiser.post(address, {"reference": first.registration.reference, "excuse": "1"})
    organiser.post(address, {"reference": second.registration.reference, "keep": "1"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.excused_by, second.kept_by) == (cast["organiser"], cast["organiser"])
    assert absences.setback(contact, timezone.now()) == timedelta(days=1)
    assert list(Absence.objects.counting(timezone.now())) == [one for one in Absence.objects.all() if one.counts_now] == [second]
    assert AuditEntry.objects.filter(verb__startswith="event.absence_").count() == 2
    assert "Missed events with a reason" not in organiser.get("/en/desk/").content.decode()
    assert outbox()


def test_an_explanation_after_it_faded_is_refused(event: Event, signed_in: Any, cast: dict[str, User]) -> None:
    missed(event, cast["resident"].contact)
    Absence.objects.update(fades_at=timezone.now(), forgiven_at=None)
    reference = Absence.objects.get().registration.reference
    signed_in("resident").post("/en/account/missed/", {"reference": reference})
    assert Absence.objects.get().appealed_at is None
