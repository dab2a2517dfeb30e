"""Builders of the tests of events: each takes what matters and invents the rest."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from community.models import Body, Contact, Place
from events import lining_up, registering
from events.models import Event, EventDate, Hold, Registration, WaitlistEntry

if TYPE_CHECKING:
    from community.models import User

_numbers = itertools.count(1)


def make_place(body: Body | None = None, **fields: Any) -> Place:
    number = next(_numbers)
    given = {
        "slug": f"place-{number}",
        "kind": Place.Kind.COMMUNITY_CENTRE,
        "name_en": f"Centre {number}",
        "name_zh_hans": f"中心{number}",
        "address_en": "550 Jidi Road",
        "address_zh_hans": "纪翟路550号",
        "published_at": timezone.now(),
    }
    place: Place = Place.objects.create(body=body, **{**given, **fields})
    return place


def make_event(body: Body, *, published: bool = True, **fields: Any) -> Event:
    number = next(_numbers)
    given = {
        "slug": f"event-{number}",
        "kind": Event.Kind.FOOD,
        "title_en": f"Tea ceremony {number}",
        "title_zh_hans": f"茶艺{number}",
        "summary_en": "Taste five teas.",
        "summary_zh_hans": "品五种茶。",
        "description_en": "Learn the **order** of the cups.",
        "description_zh_hans": "学习**茶具**的顺序。",
        "published_at": timezone.now() if published else None,
    }
    event: Event = Event.objects.create(body=body, **{**given, **fields})
    return event


def make_date(event: Event, *, days: float = 7, capacity: int = 20, **fields: Any) -> EventDate:
    starts_at = fields.pop("starts_at", timezone.now() + timedelta(days=days))
    given = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "capacity": capacity}
    date: EventDate = EventDate.objects.create(event=event, **{**given, **fields})
    return date


def make_contact(*, confirmed: bool = True, language: str = "en", user: User | None = None) -> Contact:
    return Contact.objects.create(
        email=f"person{next(_numbers)}@demo.example",
        language=language,
        confirmed_at=timezone.now() if confirmed else None,
        user=user,
    )


def register(
    date: EventDate, *, contact: Contact | None = None, seats: int = 1, guest: bool = False, **more: Any
) -> Registration:
    return registering.register(
        EventDate.objects.select_related("event").get(pk=date.pk),
        contact=contact or make_contact(confirmed=not guest),
        seats=seats,
        key=more.pop("key", None) or uuid4(),
        source=Registration.Source.GUEST if guest else Registration.Source.ACCOUNT,
        **more,
    )


def wait(date: EventDate, seats: int = 1, *, contact: Contact | None = None, **more: Any) -> WaitlistEntry:
    """Let a party wait for a date; the seats that are left are taken by others first."""
    for _seat in range(EventDate.objects.get(pk=date.pk).seats_left):
        register(date)
    return lining_up.join(
        EventDate.objects.select_related("event").get(pk=date.pk),
        contact=contact or make_contact(),
        seats=seats,
        key=uuid4(),
        **more,
    )


def taken(date: EventDate) -> int:
    now: EventDate = EventDate.objects.get(pk=date.pk)
    return now.seats_taken


def held(date: EventDate) -> int:
    registered = Registration.objects.live().filter(date=date).values_list("seats", flat=True)
    return sum(registered) + sum(Hold.objects.filter(date=date).values_list("seats", flat=True))


def later(**span: float) -> datetime:
    return timezone.now() + timedelta(**span)
