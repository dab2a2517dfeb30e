"""Sets the scene of a measurement: tables, static files, facts, the demo's weeks, events to rush for, people signed in.

``python -m portal.bench.scene`` makes it, with ``dates N`` so many coming dates more, ``count SLUG`` looks what came of it.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402  # after the set-up
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.utils import timezone  # noqa: E402

from community.models import Contact, User  # noqa: E402
from events.models import Event, EventDate, Registration  # noqa: E402
from portal.demo.prepare import prepare  # noqa: E402

ROOMY = 20_000  # the most seats a date may have
PEOPLE = 6_000
RUSHES = {"bench-200": 200, "bench-40": 40}  # events with so many seats
A_SERIES = 10  # dates of each event of the long list


def set_up() -> None:
    """Make everything and print what the command needs to know."""
    prepare(lambda _words: None)
    date = _event("bench", seats=ROOMY)
    for slug, seats in RUSHES.items():
        _event(slug, seats=seats)
    said = {"event": "bench", "date": date.key, "people": _people()}
    _analyse()
    print(json.dumps(said))  # noqa: T201  # the command reads it


def many_dates(number: int) -> None:
    """Add so many coming dates, ten an event."""
    now = timezone.now()
    for first in range(0, number, A_SERIES):
        event = _copy(f"bench-series-{first}")
        starts = [now + timedelta(days=40 + first // A_SERIES % 300, hours=hour) for hour in range(A_SERIES)]
        EventDate.objects.bulk_create(
            EventDate(event=event, starts_at=start, ends_at=start + timedelta(hours=2), capacity=20) for start in starts
        )
    _analyse()


def count(slug: str) -> None:
    """Print what is taken, what is held by registrations, and what there is."""
    date = EventDate.objects.get(event__slug=slug)
    live = Registration.objects.live().filter(date=date)
    held = live.aggregate(held=Sum("seats"))["held"] or 0
    said = {"capacity": date.capacity, "taken": date.seats_taken, "held": held, "parties": live.count()}
    print(json.dumps(said))  # noqa: T201  # the command reads it


def _event(slug: str, *, seats: int) -> EventDate:
    starts_at = timezone.now() + timedelta(days=30)
    made: EventDate = EventDate.objects.create(
        event=_copy(slug), starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), capacity=seats
    )
    return made


def _copy(slug: str) -> Event:
    published = Event.objects.filter(published_at__isnull=False, cancelled_at__isnull=True)
    event: Event = published.filter(rules__isnull=True, questions__isnull=True).order_by("pk")[0]
    event.pk, event.slug, event._state.adding = None, slug, True  # noqa: SLF001  # Django's documented way to copy a row
    event.save()
    return event


def _people() -> list[str]:
    """Return the session of each of many people who are signed in."""
    users = User.objects.bulk_create(User(email=f"person{number}@bench.example", password="!") for number in range(PEOPLE))  # noqa: S106  # nobody's password
    now = timezone.now()
    Contact.objects.bulk_create(Contact(email=user.email, user=user, confirmed_at=now) for user in users)
    store, keys = import_module(settings.SESSION_ENGINE).SessionStore, []
    for user in users:
        session = store()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.create()
        keys.append(session.session_key)
    return keys


def _analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["count", slug]:
            count(slug)
        case ["dates", number]:
            many_dates(int(number))
        case _:
            set_up()
