"""What a phone at a door takes along, so that it works without a network: enough to decide, too little to tell who comes.

No name, no address and no ticket is in it. Each party is a row under a hash of its code, with its seats and state in the
clear; initials, language and children are sealed under a key that only the party's own ticket yields (ticketing.record_key).
A lost phone tells how large the parties are, and of those whose ticket it is shown, a little more.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db.models import Count, Max, Q, Sum

from events import checking_in, sharing, ticketing
from events.models import EventDate, Person, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from events.models import DoorLink

NEARBY = timedelta(days=60)  # dates of the same organiser or place around this one, to tell a guest where they belong
SHOWN_NEARBY = 200
STATES: dict[str, str] = {Registration.State.CONFIRMED: "y", Registration.State.HELD: "h"}  # everything else holds no seats
CHILDREN = (Person.AgeBand.SMALL_CHILD, Person.AgeBand.CHILD)


def bundle(door: DoorLink, now: datetime) -> dict[str, Any]:
    """Return all that a phone needs for one date."""
    date = EventDate.objects.select_related("event__body__parent", "event__place__body__parent").get(pk=door.date_id)
    salt = _salt(date)
    parties = Registration.objects.filter(date=date).exclude(state=Registration.State.EXPIRED).prefetch_related("people")
    return {
        "date": _about(date),
        "label": door.label,
        "closes": _milliseconds(door.closes_at),
        "capacity": date.capacity,
        "key": _text(ticketing.public_key()),
        "salt": salt,
        "parties": {_hidden(party.reference, salt): _party(party) for party in parties},
        "nearby": {str(other.pk): _about(other) for other in _nearby(date)},
        "edition": edition(date),
        **standing(date, now),
    }


def standing(date: EventDate, now: datetime) -> dict[str, Any]:
    """Return what changes by the minute: who is inside, how many walked in, our clock, and whether the bundle is outdated."""
    salt = _salt(date)
    return {
        "now": _milliseconds(now),
        "here": {_hidden(reference, salt): here for reference, here in checking_in.inside(date).items()},
        "walkIns": checking_in.walked_in(date),
        "taken": date.seats_taken,
        "edition": edition(date),
    }


def edition(date: EventDate) -> str:
    """Return a mark that changes when the bundle of a date would be another."""
    counted = Registration.objects.filter(date=date).aggregate(
        rows=Count("pk"),
        last=Max("pk"),
        versions=Sum("ticket_version"),
        seats=Sum("seats"),
        confirmed=Count("pk", filter=Q(state=Registration.State.CONFIRMED)),
        held=Count("pk", filter=Q(state=Registration.State.HELD)),  # one confirms while another cancels: as many as before
    )
    shown = (date.starts_at, date.ends_at, date.cancelled_at, date.capacity, *counted.values())
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:12]


def _party(party: Registration) -> list[Any]:
    """Return version, seats, state and what is sealed: what it says opens with the party's ticket only."""
    sealed = ""
    if party.is_confirmed:
        people = list(party.people.all())
        said = {
            "initials": _initials(people),
            "language": party.language,
            "children": sum(person.age_band in CHILDREN for person in people),
        }
        nonce = os.urandom(12)
        box = AESGCM(ticketing.record_key(ticketing.text(party)))
        sealed = _text(nonce + box.encrypt(nonce, json.dumps(said).encode(), None))
    return [party.ticket_version, party.seats, STATES.get(party.state, "x"), sealed]


def _initials(people: Iterable[Person]) -> str:
    """Return the initials of the first named person: A. L., or the family name of a Chinese name."""
    name = next((person.name.strip() for person in people if person.name.strip()), "")
    if name and "\u3400" <= name[0] <= "\u9fff":
        return name[0]
    return " ".join(f"{word[0].upper()}." for word in name.split()[:3])


def _about(date: EventDate) -> dict[str, Any]:
    """Return what everyone may know of a date, in both languages, to be shown to a guest."""
    facts = sharing.facts(date.event, date)
    pairs = {"title": facts.title, "when": facts.when, "place": facts.place}
    return {
        "id": date.pk,
        "event": date.event_id,
        "place_id": date.event.place_id,
        "starts": _milliseconds(date.starts_at),
        "ends": _milliseconds(date.ends_at),
        "cancelled": date.is_cancelled,
        **{name: {"zh-hans": pair.chinese or pair.english, "en": pair.english or pair.chinese} for name, pair in pairs.items()},
    }


def _nearby(date: EventDate) -> list[EventDate]:
    related = Q(event=date.event_id) | Q(event__body=date.event.body_id)
    if date.event.place_id is not None:
        related |= Q(event__place=date.event.place_id)
    around = EventDate.objects.published().filter(starts_at__range=(date.starts_at - NEARBY, date.starts_at + NEARBY))
    found = around.filter(related).exclude(pk=date.pk).select_related("event__body__parent", "event__place__body__parent")
    return list(found.order_by("starts_at", "pk")[:SHOWN_NEARBY])


def _salt(date: EventDate) -> str:
    """Return what is mixed into the codes of a date, so that lists of two dates can't be laid side by side."""
    return hmac.new(settings.SECRET_KEY.encode(), f"door:{date.pk}".encode(), hashlib.sha256).hexdigest()[:32]


def _hidden(reference: str, salt: str) -> str:
    return hashlib.sha256(f"{salt}{reference}".encode()).hexdigest()[:24]


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
