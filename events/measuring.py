"""Figures of dates: how full they are and who comes. Constant in queries, whatever the number of dates.

What tells something of people (townships, languages, ages) is rounded to fives, and groups under five are not named. So no
figure, and no difference between two tables, of one date and of all, speaks of anyone in particular.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import Body
from community.models.contact import Language
from events.models import AgeBand, Attendance, CheckIn, EventDate, Hold, Person, Registration, WaitlistEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from events.models.date import EventDateQuerySet

SMALLEST = 5
HELD, CONFIRMED = Registration.State.HELD, Registration.State.CONFIRMED


@dataclass
class Tally:
    """What one date, or several together, come to."""

    dates: int = 0
    seats: int = 0  # on offer
    parties: int = 0
    people: int = 0  # with confirmed seats
    held: int = 0  # seats of forms being filled in, of addresses not confirmed yet, of offers
    came: int = 0
    walk_ins: int = 0
    missing: int = 0  # confirmed, and not seen where the door kept book
    waiting: int = 0  # parties in line
    waiting_seats: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__})

    @property
    def free(self) -> int:
        """Return how many seats on offer nobody has."""
        return max(self.seats - self.people - self.held, 0)


@dataclass(frozen=True)
class Share:
    """A group and about how many are in it, in fives."""

    label: str
    about: int


@dataclass(frozen=True)
class Breakdown:
    """The groups that may be named, the largest first; `others` says that there are some too small for it."""

    shares: list[Share] = field(default_factory=list)
    others: bool = False


@dataclass(frozen=True)
class Line:
    """A date, or a month, or an event, with what it comes to."""

    key: Any
    tally: Tally
    mix: Breakdown = field(default_factory=Breakdown)


def about(count: int) -> int:
    """Return a number of people in fives; 0 for a group that is too small to be named."""
    return (count + 2) // 5 * 5 if count >= SMALLEST else 0


def tallies(dates: Iterable[EventDate] | EventDateQuerySet, *, now: datetime) -> dict[int, Tally]:
    """Return what each date comes to, by its id, in five queries."""
    found = {date.pk: Tally(dates=1, seats=date.capacity) for date in dates}
    over = {date.pk for date in dates if date.ends_at <= now}
    live = Registration.objects.live().filter(date__in=found).order_by().values_list("date", "state")
    for date, state, parties, seats in live.annotate(Count("pk"), Sum("seats")):
        if state == CONFIRMED:
            found[date].parties, found[date].people = parties, seats
        else:
            found[date].held += seats
    for date, seats in Hold.objects.filter(date__in=found).order_by().values_list("date").annotate(Sum("seats")):
        found[date].held += seats
    line = WaitlistEntry.objects.filter(date__in=found, state__in=[WaitlistEntry.State.WAITING, WaitlistEntry.State.OFFERED])
    for date, parties, seats in line.order_by().values_list("date").annotate(Count("pk"), Sum("seats")):
        found[date].waiting, found[date].waiting_seats = parties, seats
    here = Attendance.objects.filter(registration__date__in=found, here__gt=0).order_by().values_list("registration__date")
    for date, people in here.annotate(Sum("here")):
        found[date].came = people
        found[date].missing = max(found[date].people - people, 0) if date in over else 0
    for date, people in _walk_ins(found):
        found[date].walk_ins += people
    return found


def mixes(dates: Iterable[int]) -> dict[int, Breakdown]:
    """Return for each date of which townships its confirmed parties are, as far as their profiles say."""
    rows = Registration.objects.filter(date__in=dates, state=CONFIRMED).order_by()
    counted: dict[int, Counter[Any]] = defaultdict(Counter)
    for date, township, parties in rows.values_list("date", "contact__profile__township").annotate(Count("pk")):
        counted[date][township] = parties
    names = _names({township for groups in counted.values() for township in groups})
    return {date: _broken_down(groups, names) for date, groups in counted.items()}


def board(dates: Iterable[EventDate], *, now: datetime) -> list[Line]:
    """Return a line for each date: how full it is, its queue, its townships."""
    rows = list(dates)
    found, mixed = tallies(rows, now=now), mixes([date.pk for date in rows])
    return [Line(date, found[date.pk], mixed.get(date.pk, Breakdown())) for date in rows]


def townships(dates: EventDateQuerySet) -> Breakdown:
    """Return of which townships the confirmed parties are."""
    rows = Registration.objects.filter(date__in=dates, state=CONFIRMED).order_by()
    groups = Counter(dict(rows.values_list("contact__profile__township").annotate(Count("pk"))))
    return _broken_down(groups, _names(groups))


def languages(dates: EventDateQuerySet) -> Breakdown:
    """Return in which languages the confirmed parties read."""
    rows = Registration.objects.filter(date__in=dates, state=CONFIRMED).order_by()
    groups = Counter(dict(rows.values_list("language").annotate(Count("pk"))))
    return _broken_down(groups, {code: str(label) for code, label in Language.choices})


def ages(dates: EventDateQuerySet) -> Breakdown:
    """Return how old the people of the confirmed parties are, as far as they said; in the order of ages."""
    rows = Person.objects.filter(registration__date__in=dates, registration__state=CONFIRMED).exclude(age_band="").order_by()
    groups = Counter(dict(rows.values_list("age_band").annotate(Count("pk"))))
    found = _broken_down(groups, {code: str(label) for code, label in AgeBand.choices})
    order = [str(label) for label in AgeBand.labels]
    return Breakdown(sorted(found.shares, key=lambda share: order.index(share.label)), found.others)


def by_month(dates: Iterable[EventDate], found: Mapping[int, Tally]) -> list[Line]:
    """Return the dates summed up by the month in which they are, the latest first."""
    months: dict[Any, Tally] = defaultdict(Tally)
    for date in dates:
        months[timezone.localdate(date.starts_at).replace(day=1)] += found[date.pk]
    return [Line(month, months[month]) for month in sorted(months, reverse=True)]


def by_event(dates: Iterable[EventDate], found: Mapping[int, Tally]) -> list[Line]:
    """Return the dates summed up by event, the one with most people first."""
    events: dict[Any, Tally] = defaultdict(Tally)
    for date in dates:
        events[date.event] += found[date.pk]
    lines = [Line(event, tally) for event, tally in events.items()]
    return sorted(lines, key=lambda line: (-line.tally.people, str(line.key)))


def _walk_ins(dates: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Return how many came without a registration; what was taken back counts no more."""
    acts = CheckIn.objects.filter(date__in=dates)
    undone = acts.filter(kind=CheckIn.Kind.UNDO).values("undoes")
    came = acts.filter(kind=CheckIn.Kind.WALK_IN).exclude(nonce__in=undone).order_by()
    return came.values_list("date").annotate(people=Sum(F("people")))


def _names(townships_: Iterable[int | None]) -> dict[Any, str]:
    bodies = Body.objects.filter(pk__in=[pk for pk in townships_ if pk]).select_related("parent")
    return {**{body.pk: body.full_name for body in bodies}, None: _("township not said")}


def _broken_down(groups: Mapping[Any, int], names: Mapping[Any, str]) -> Breakdown:
    named = [Share(names[key], about(count)) for key, count in groups.items() if about(count)]
    shares = sorted(named, key=lambda share: (-share.about, share.label))
    return Breakdown(shares, others=len(shares) < len([count for count in groups.values() if count]))
