"""What people do with seats, drawn by numbers: the state machine tries the acts in any order, the soak in parallel.

A world is one event with two dates that people share: few seats, a limit of children, a limit of kitchen places, a reserve
for one township, a series rule, a waiting list. `broken` says what must never be, read in one look at the tables.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db.models import Count, Sum

from community.models.contact import Profile
from events import (
    changing,
    enrolling,
    holding,
    lining_up,
    moving,
    offering,
    reconciling,
    registering,
    resizing,
    restricting,
    scheduling,
)
from events.models import EventDate, Hold, Limit, LimitUse, Offer, Person, Registration, Skip, WaitlistEntry, WaitlistRule
from events.models.registration import CHILDREN
from events.queueing import rule_of
from events.refusals import RegistrationRefused, SchedulingRefused
from tests.events.builders import held, later, make_contact, make_date, make_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Body, Contact
    from events.models import Event

State = Registration.State


@dataclass
class World:
    """Two dates and the people who want them. Each act takes who, which date and how many; a refusal is an answer."""

    event: Event
    dates: list[int]
    people: list[Contact]
    holds: list[UUID] = field(default_factory=list)

    @classmethod
    def make(cls, body: Body, *, policy: str = "bounded", people: int = 6) -> World:
        event = make_event(body, lap_infants=False)
        dates = [make_date(event, capacity=7, days=10 + day) for day in range(2)]
        WaitlistRule.objects.create(event=event, policy=policy, skips=2)
        restricting.add_rule(event, by=None, kind="series", most=2)
        restricting.add_rule(event, by=None, kind="township", townships=[body], seats=2, melts_hours=24)
        for date in dates:
            names = {"name_en": "Kitchen", "name_zh_hans": "厨房"}
            restricting.add_limit(date, by=None, counts="children", places=3, names={})
            restricting.add_limit(date, by=None, counts="asked", places=2, names=names)
        contacts = [make_contact() for _person in range(people)]
        Profile.objects.create(contact=contacts[0], township=body)
        return cls(event, [date.pk for date in dates], contacts)

    def act(self, what: str, who: int, which: int, number: int) -> None:
        """Do one thing; whatever is refused in words has changed nothing, which `broken` then shows."""
        person, date = self.people[who % len(self.people)], self.dates[which % len(self.dates)]
        with contextlib.suppress(RegistrationRefused, SchedulingRefused):
            ACTS[what](self, person, date, number)

    def broken(self) -> list[str]:
        """Return what is wrong now, in words; nothing, always."""
        found = []
        waiting = set(WaitlistEntry.objects.filter(date__in=self.dates, state="waiting").values_list("date", flat=True))
        for date in EventDate.objects.filter(pk__in=self.dates):
            if not date.seats_taken == (there := held(date)) <= date.capacity:
                found.append(f"{date.pk}: {date.seats_taken} counted, {there} held, {date.capacity} there")
            if date.has_line != (date.pk in waiting):
                found.append(f"{date.pk}: marked {date.has_line}, waited for {date.pk in waiting}")
        found += self._wrong_limits()
        bound = rule_of(self.event).skips
        line = WaitlistEntry.objects.in_line().filter(date__in=self.dates)
        found += [f"{entry.pk} was passed over {entry.passed_over} times" for entry in line if entry.passed_over > bound]
        double = Registration.objects.live().filter(date__in=self.dates).values_list("date", "contact")
        if len(double) != len(set(double)):
            found.append("somebody has two registrations of one date")
        return found

    def _wrong_limits(self) -> list[str]:
        """Compare the limits' counters with their uses, and the uses with who is registered."""
        found, uses = [], LimitUse.objects.filter(limit__date__in=self.dates).values("limit")
        every = dict(uses.values_list("limit").annotate(total=Sum("places")))
        living = dict(uses.filter(registration__state__in=Registration.LIVE).values_list("limit").annotate(total=Sum("places")))
        there = Registration.objects.live().filter(date__in=self.dates)
        children = Person.objects.filter(registration__in=there, age_band__in=CHILDREN, on_lap=False)
        young = dict(children.values_list("registration__date").annotate(total=Count("pk")))
        for limit in Limit.objects.filter(date__in=self.dates):
            counted = (every.get(limit.pk, 0), living.get(limit.pk, 0))
            if (limit.taken, limit.taken) != counted or limit.taken > limit.places:
                found.append(f"limit {limit.counts}: {limit.taken} counted, {counted} used, {limit.places} there")
            if limit.counts == Limit.Counts.CHILDREN and limit.taken != young.get(limit.date_id, 0):
                found.append(f"limit of children: {limit.taken} counted, {young.get(limit.date_id, 0)} registered")
        return found

    def passed_silently(self, offers_before: set[int], line_before: list[int]) -> list[str]:
        """Return who stood before a party that was offered seats just now, still waits, and was not told why."""
        made = Offer.objects.filter(entry__date__in=self.dates).exclude(pk__in=offers_before)
        silent = []
        for offer in made:
            if offer.entry_id not in line_before:
                continue
            before = line_before[: line_before.index(offer.entry_id)]
            waiting = WaitlistEntry.objects.filter(pk__in=before, state="waiting", placed_at__lte=offer.made_at)
            told = Skip.objects.filter(offer=offer).values("entry")
            silent += [f"{entry.pk} was passed over for {offer.entry_id}" for entry in waiting.exclude(pk__in=told)]
        return silent

    def line(self, which: int) -> list[int]:
        return [entry.pk for entry in WaitlistEntry.objects.in_line().filter(date=self.dates[which])]


def _date(pk: int) -> EventDate:
    found: EventDate = EventDate.objects.select_related("event__body").get(pk=pk)
    return found


def _own(person: Contact, date: int) -> Registration | None:
    mine = Registration.objects.live().filter(contact=person, date=date)
    return mine.select_related("date__event__body", "contact").first()


def _party(number: int) -> list[Person]:
    """Return a grown-up and one or two children for the numbers that are a family."""
    children = max(number - 1, 0) if number in {2, 3} else 0
    return [Person(age_band="18-59"), *(Person(age_band="6-12") for _child in range(children))] if children else []


def _asked(date: int, number: int) -> dict[int, int]:
    kitchen = Limit.objects.filter(date=date, counts="asked").first()
    return {kitchen.pk: 1} if kitchen and number == 4 else {}


def register(world: World, person: Contact, date: int, number: int) -> None:
    registering.register(
        _date(date),
        contact=person,
        seats=number,
        key=uuid4(),
        source="account",
        people=_party(number),
        asked=_asked(date, number),
    )


def register_as_guest(world: World, person: Contact, date: int, number: int) -> None:
    registering.register(_date(date), contact=person, seats=number, key=uuid4(), source="guest", people=_party(number))


def enrol(world: World, person: Contact, date: int, number: int) -> None:
    dates = [_date(pk) for pk in world.dates]
    enrolling.enrol(dates, contact=person, seats=number, key=uuid4(), source="account", people=_party(number))


def hold(world: World, person: Contact, date: int, number: int) -> None:
    world.holds.append(holding.hold(_date(date), seats=number).key)


def register_held(world: World, person: Contact, date: int, number: int) -> None:
    key = world.holds[number % len(world.holds)] if world.holds else None
    registering.register(_date(date), contact=person, seats=number, key=uuid4(), source="account", hold=key)


def cancel(world: World, person: Contact, date: int, number: int) -> None:
    if mine := _own(person, date):
        registering.cancel(mine)


def confirm(world: World, person: Contact, date: int, number: int) -> None:
    if mine := _own(person, date):
        registering.confirm(mine)


def edit(world: World, person: Contact, date: int, number: int) -> None:
    if mine := _own(person, date):
        changing.change_party(mine, seats=number, people=_party(number), key=uuid4(), version=mine.version)


def join(world: World, person: Contact, date: int, number: int) -> None:
    lining_up.join(_date(date), contact=person, seats=number, least=1, key=uuid4())


def leave(world: World, person: Contact, date: int, number: int) -> None:
    for entry in WaitlistEntry.objects.live().filter(contact=person, date=date).select_related("date__event", "contact"):
        lining_up.leave(entry)


def offer(world: World, person: Contact, date: int, number: int) -> None:
    offering.offer_due()


def answer(world: World, person: Contact, date: int, number: int) -> None:
    mine = Offer.objects.filter(entry__contact=person, entry__date=date, answer__isnull=True)
    for one in mine.select_related("entry__contact", "entry__date", "registration__date__event", "registration__contact"):
        if number % 2:
            offering.accept(one, keep_waiting=number > 2)
        else:
            offering.decline(one)


def lapse(world: World, person: Contact, date: int, number: int) -> None:
    """Let the time of somebody's offer, of a guest or of a hold be up."""
    Registration.objects.filter(contact=person, date=date, state=State.HELD).update(expires_at=later(seconds=-1))
    if number % 2:
        Hold.objects.filter(date=date).update(expires_at=later(seconds=-1))
    registering.expire_due()
    holding.expire_due()


def resize(world: World, person: Contact, date: int, number: int) -> None:
    one = _date(date)
    scheduling.set_date(world.event, by=None, date=one, starts_at=one.starts_at, ends_at=one.ends_at, capacity=number * 2)


def shrink(world: World, person: Contact, date: int, number: int) -> None:
    resizing.shrink(_date(date), capacity=number + 2, way=["keep", "wait", "call_off"][number % 3], by=None)


def change_limit(world: World, person: Contact, date: int, number: int) -> None:
    for limit in Limit.objects.own().filter(date=date, counts="children").select_related("date__event__body"):
        restricting.change_limit(limit, by=None, places=number)


def renew_limit(world: World, person: Contact, date: int, number: int) -> None:
    """Take the limit of children away and set another while families are registered."""
    for limit in Limit.objects.own().filter(date=date, counts="children").select_related("date__event__body"):
        restricting.remove_limit(limit, by=None)
    restricting.add_limit(_date(date), by=None, counts="children", places=number, names={})


def melt(world: World, person: Contact, date: int, number: int) -> None:
    if number == 5:
        Limit.objects.filter(date=date, counts="others").update(melts_at=later(seconds=-1))
        restricting.melt_due()


def move(world: World, person: Contact, date: int, number: int) -> None:
    """Move a date by some hours; whoever takes seats meanwhile holds its key."""
    one, later_by = _date(date), timedelta(hours=number)
    to: dict[str, Any] = {"starts_at": one.starts_at + later_by, "ends_at": one.ends_at + later_by, "place": one.place}
    moving.move(one, by=None, cause="typhoon", reason={"en": "", "zh-hans": ""}, **to)


def reconcile(world: World, person: Contact, date: int, number: int) -> None:
    assert reconciling.reconcile() == []


ACTS: dict[str, Callable[[World, Contact, int, int], None]] = {
    act.__name__: act
    for act in (
        register, register_as_guest, enrol, hold, register_held, cancel, confirm, edit, join, leave, offer, answer, lapse,
        resize, shrink, change_limit, renew_limit, melt, move,
    )
}  # fmt: skip
