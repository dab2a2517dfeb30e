"""A door that was kept two weeks ago by two phones without a network, so that the desk has something to look at."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from community.models import Contact, User
from events import checking_in, scheduling, ticketing
from events.checking_in import Act
from events.models import Event, EventDate, Registration
from portal.demo.cast import CAST
from portal.demo.events import fill

if TYPE_CHECKING:
    from datetime import datetime

TEA = "tea-ceremony-for-beginners"
EARLIER = timedelta(days=14)
PHONES = ("K7M4", "QX9D")


def invent(now: datetime) -> None:
    """Make the earlier date once, with its parties and what two phones recorded: most came once, one party twice."""
    event = Event.objects.filter(slug=TEA).first()
    by = User.objects.filter(email=next(part.email for part in CAST if part.key == "organiser")).first()
    coming = event.dates.filter(starts_at__gt=now).first() if event else None
    if event is None or by is None or coming is None or event.dates.filter(ends_at__lt=now).exists():
        return
    with transaction.atomic():
        starts_at = coming.starts_at - EARLIER
        date = scheduling.set_date(event, by=by, starts_at=starts_at, ends_at=coming.ends_at - EARLIER, capacity=20)
        fill(date, 14, list(Contact.objects.filter(email__startswith="guest", email__endswith="@demo.example")[:30]), starts_at)
        _keep(date, by)


def _keep(date: EventDate, by: User) -> None:
    hour = timedelta(hours=1)
    door, _token = checking_in.open_door(date, by=by, label="东门", opens_at=date.starts_at - hour, closes_at=date.ends_at + hour)
    parties = list(Registration.objects.filter(date=date).order_by("pk"))
    acts: dict[str, list[Act]] = {phone: [] for phone in PHONES}
    for number, party in enumerate(parties[:-1]):  # the last party did not come
        acts[PHONES[number % 2]].append(_arrival(party, number))
    acts[PHONES[1]].append(_arrival(parties[0], 7))
    acts[PHONES[0]].append(_act(date, 8, kind="walk-in", way="", reference="", ticket="", people=2))
    for phone, recorded in acts.items():
        checking_in.record(door, device=phone, acts=recorded, skew=0)


def _arrival(party: Registration, minute: int) -> Act:
    return _act(
        party.date, minute, kind="arrival", way="qr", reference=party.reference, ticket=ticketing.text(party), people=party.seats
    )


def _act(date: EventDate, minute: int, **given: Any) -> Act:
    return Act(
        nonce=uuid5(NAMESPACE_URL, f"demo:{date.pk}:{minute}"),
        already=0,
        undoes=None,
        was_offline=True,
        device_at=date.starts_at + timedelta(minutes=minute - 15),
        skew=0,
        **given,
    )
