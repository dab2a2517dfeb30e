"""Events of the coming six weeks at real places, invented for the demo and shown as such.

A second run adds what is missing and moves nothing. What is made passes the verbs, except the invented crowd: their
registrations are written at once, without a mail each.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from community.models import Body, Contact, Place, User
from community.models.contact import Language
from events import drafting, registering, restricting, scheduling
from events.models import Event, EventDate, Person, Registration
from portal.demo import families, households, papers, questions, waiting
from portal.demo.cast import CAST

if TYPE_CHECKING:
    from collections.abc import Mapping

    Row = Mapping[str, Any]

INVENTED = Path(__file__).parent / "invented_events.yaml"
WORDS = ("title", "summary", "description", "bring", "access", "meeting_point", "cost_note")
NOT_BEFORE = timedelta(days=3)  # so that even the first date can be registered for in peace
PARTY_SIZES = (2, 1, 4, 1, 3, 2, 5, 1)
GUESTS = 60


def invent(now: datetime) -> None:
    """Make the events that are missing, with their crowd."""
    rows = papers.read(INVENTED)
    there = set(Event.objects.filter(slug__in=[row["slug"] for row in rows]).values_list("slug", flat=True))
    missing = [row for row in rows if row["slug"] not in there]
    if not missing:
        return
    guests = _guests(now)
    for row in missing:
        with transaction.atomic():
            _make(row, guests, now)
    waiting.line_up(guests, now)


def _make(row: Row, guests: list[Contact], now: datetime) -> None:
    body, place = Body.objects.get(slug=row["township"]), Place.objects.get(slug=row["place"])
    by = _organiser(row["township"])
    given = {"slug": row["slug"], "kind": row["kind"], "place": place, "is_demo": True, "source_language": "zh-hans"}
    event = drafting.draft(body, by=by, words=given | _words(row), languages=row["languages"])
    for weeks, weekday, starts, hours, seats, taken in row["when"]:
        starts_at = _next(weekday, starts, now) + timedelta(weeks=weeks)
        ends_at = starts_at + timedelta(hours=hours)
        date = scheduling.set_date(event, by=by, starts_at=starts_at, ends_at=ends_at, capacity=seats)
        fill(date, taken, guests, now)
    if row.get("draft"):
        return
    scheduling.publish(event, by=by)
    if "called_off" in row:
        scheduling.call_off(event, by=by, reason=dict(zip(("en", "zh-hans"), row["called_off"], strict=True)))
    for rule in row.get("first_for", []):
        townships = Body.objects.filter(slug__in=rule["townships"])
        restricting.add_rule(event, by=by, kind="township", townships=townships, seats=rule["seats"], melts_hours=rule["hours"])
    if row["slug"] == "tea-ceremony-for-beginners":
        questions.ask(event, by=by)
        _bring_resident(event)
    if row["slug"] == families.EVENT:
        families.gather(event, guests, by=by, now=now)


def _words(row: Row) -> dict[str, str]:
    pairs = {name: row[name] for name in WORDS if name in row}
    return {f"{name}_en": pair[0] for name, pair in pairs.items()} | {f"{name}_zh_hans": pair[1] for name, pair in pairs.items()}


def fill(date: EventDate, taken: int, guests: list[Contact], now: datetime) -> None:
    """Seat an invented crowd, in parties, until so many seats are taken."""
    sizes: list[int] = []
    while sum(sizes) < taken:
        sizes.append(min(PARTY_SIZES[len(sizes) % len(PARTY_SIZES)], taken - sum(sizes)))
    parties = [
        Registration(
            date=date,
            contact=guest,
            language=guest.language,
            seats=size,
            state=Registration.State.CONFIRMED,
            source=Registration.Source.GUEST,
            created_at=now - timedelta(hours=len(sizes) - number),
            confirmed_at=now - timedelta(hours=len(sizes) - number),
            key=uuid4(),
        )
        for number, (size, guest) in enumerate(zip(sizes, guests, strict=False))
    ]
    made = Registration.objects.bulk_create(parties)
    people = [Person(registration=party, age_band=Person.AgeBand.ADULT) for party in made for _seat in range(party.seats)]
    Person.objects.bulk_create(people)
    EventDate.objects.take_seats(date.pk, sum(party.seats for party in made))


def _bring_resident(event: Event) -> None:
    """Give the cast's resident a registration, so that their account and the mailbox have something to show."""
    contact = Contact.objects.filter(email=CAST[0].email).first()
    date = event.dates.select_related("event").first()
    if contact is None or date is None:
        return
    ana, _rui, leo, *_others = households.gather(contact)
    people = households.come(ana, leo)
    registering.register(
        date,
        contact=contact,
        seats=2,
        people=people,
        answers=questions.answer(event),
        key=uuid4(),
        source=Registration.Source.ACCOUNT,
    )


def _guests(now: datetime) -> list[Contact]:
    """Return invented people whose addresses lead nowhere."""
    invented = Contact.objects.filter(email__startswith="guest", email__endswith="@demo.example")
    there = {contact.email: contact for contact in invented}
    languages = (Language.ENGLISH, Language.ENGLISH, Language.CHINESE)
    new = [
        Contact(email=f"guest{number}@demo.example", language=languages[number % 3], confirmed_at=now)
        for number in range(1, GUESTS + 1)
        if f"guest{number}@demo.example" not in there
    ]
    return [*there.values(), *Contact.objects.bulk_create(new)]


def _organiser(township: str) -> User | None:
    """Return the cast's organiser of a township, where it has one."""
    part = next((part for part in CAST if part.key == "organiser" and part.body == township), None)
    return User.objects.filter(email=part.email).first() if part else None


def _next(weekday: int, starts: str, now: datetime) -> datetime:
    """Return the first such weekday that is far enough ahead, at a local time."""
    first = timezone.localdate(now + NOT_BEFORE)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7)
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(starts)))
