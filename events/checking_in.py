"""What phones at a door recorded, and what follows from it: who is inside, what has to be looked at afterwards.

Acts arrive late, twice and in any order, because phones work without a network. So an act is a row with a nonce of the
phone's own, and everything else is a pure function of the set of rows: the same rows give the same result, whichever phone
came first. A phone says which of a party it let in ("the first three", "the fourth"); two acts that claim the same people
are a duplicate, and the party's count is as far as any act reaches.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from community import auditing, linking
from events import ticketing
from events.models import Attendance, CheckIn, DoorLink, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from community.models import User
    from events.models import EventDate

LATE_UPLOADS = timedelta(hours=72)  # what a phone recorded in time may arrive later: the last metro has no network either


@dataclass(frozen=True)
class Act:
    """One act as a phone sends it. `skew` are the seconds to add to its clock, as it knew when it acted."""

    nonce: UUID
    kind: str
    way: str
    reference: str
    ticket: str
    people: int
    already: int
    undoes: UUID | None
    was_offline: bool
    device_at: datetime
    skew: int


@dataclass(frozen=True)
class Outcome:
    """What the acts on one party come to."""

    here: int
    first_at: datetime | None
    doubles: tuple[CheckIn, ...] = ()  # every act that claims people whom another one claims as well


@dataclass
class Report:
    """What an organiser has to look at after a date, each thing once."""

    doubles: list[tuple[Registration, tuple[CheckIn, ...]]] = field(default_factory=list)
    without_seats: list[CheckIn] = field(default_factory=list)  # let in though the registration had ended
    walk_ins: list[CheckIn] = field(default_factory=list)
    unknown: list[CheckIn] = field(default_factory=list)  # nothing of this date has such a code
    not_genuine: list[CheckIn] = field(default_factory=list)
    odd_clocks: list[CheckIn] = field(default_factory=list)
    undone: list[CheckIn] = field(default_factory=list)
    parties: int = 0
    people: int = 0

    @property
    def walked_in(self) -> int:
        """Return how many people came without a registration."""
        return sum(act.people for act in self.walk_ins)

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing asks for a look."""
        return not (self.doubles or self.without_seats or self.unknown or self.not_genuine or self.odd_clocks)


def open_door(date: EventDate, *, by: User, opens_at: datetime, closes_at: datetime, label: str = "") -> tuple[DoorLink, str]:
    """Make a link that lets its holder let people in to a date; return it with its token, which can't be shown again."""
    with transaction.atomic():
        made = DoorLink.objects.create(date=date, opens_at=opens_at, closes_at=closes_at, label=label, made_by=by)
        token = linking.make("door", made, expires_at=closes_at + LATE_UPLOADS)
        auditing.record("event.door_opened", date.event, by=by, body=date.event.body, values={"date": date.key, "door": made.pk})
    return made, token


def close_door(door: DoorLink, *, by: User) -> None:
    """End a link at once, on every phone that asks again. Safe to repeat."""
    with transaction.atomic():
        if DoorLink.objects.filter(pk=door.pk, revoked_at__isnull=True).update(revoked_at=timezone.now(), revoked_by=by):
            linking.revoke("door", door)
            date = door.date
            auditing.record(
                "event.door_closed", date.event, by=by, body=date.event.body, values={"date": date.key, "door": door.pk}
            )


def move_doors(date: EventDate, *, later: timedelta) -> None:
    """Let the links to a date's door work around its new time, in the caller's transaction."""
    if not later:
        return
    for door in date.door_links.filter(revoked_at__isnull=True):
        DoorLink.objects.filter(pk=door.pk).update(opens_at=F("opens_at") + later, closes_at=F("closes_at") + later)
        linking.postpone("door", door, by=later)


def record(door: DoorLink, *, device: str, acts: Sequence[Act], skew: int) -> None:
    """Store what a phone recorded and count its parties anew. Safe to repeat, in part or whole, in any order.

    `skew` is what the phone's clock lacks now, in seconds. Nothing is refused: it happened at the door already.
    """
    now = timezone.now()
    codes = {act.reference for act in acts if act.reference}
    with transaction.atomic():
        # In order, so that two phones that send the same parties at once wait for each other instead of both.
        known = Registration.objects.filter(date=door.date_id, reference__in=codes).order_by("pk").select_for_update()
        found = {registration.reference: registration for registration in known}
        rows = [_row(act, door=door, device=device, skew=skew, of=found.get(act.reference), now=now) for act in acts]
        CheckIn.objects.bulk_create(rows, ignore_conflicts=True)
        _count(found.values())


def outcome(acts: Iterable[CheckIn], seats: int) -> Outcome:
    """Return what acts on one party come to; the order in which they are given does not matter."""
    rows = sorted(acts, key=lambda act: (act.happened_at, act.nonce))
    taken_back = {act.undoes for act in rows if act.kind == CheckIn.Kind.UNDO}
    arrivals = [act for act in rows if act.kind == CheckIn.Kind.ARRIVAL and act.nonce not in taken_back]
    if not arrivals:
        return Outcome(here=0, first_at=None)
    here = min(max(act.already + act.people for act in arrivals), seats)
    doubles = tuple(act for act in arrivals if any(_overlap(act, other) for other in arrivals if other is not act))
    return Outcome(here=here, first_at=arrivals[0].happened_at, doubles=doubles)


def report(date: EventDate) -> Report:
    """Return what has to be looked at after a date."""
    rows = list(CheckIn.objects.filter(date=date).select_related("registration", "door"))
    taken_back = {act.undoes for act in rows if act.kind == CheckIn.Kind.UNDO}
    made = Report(undone=[act for act in rows if act.nonce in taken_back])
    standing = [act for act in rows if act.kind != CheckIn.Kind.UNDO and act.nonce not in taken_back]
    made.walk_ins = [act for act in standing if act.kind == CheckIn.Kind.WALK_IN]
    arrivals = [act for act in standing if act.kind == CheckIn.Kind.ARRIVAL]
    made.unknown = [act for act in arrivals if act.registration is None]
    made.not_genuine = [act for act in arrivals if act.is_genuine is False]
    made.without_seats = [act for act in arrivals if act.registration is not None and not act.registration.is_confirmed]
    made.odd_clocks = [act for act in rows if act.has_odd_clock]
    parties: dict[int, list[CheckIn]] = {}
    for act in arrivals:
        if act.registration_id is not None:
            parties.setdefault(act.registration_id, []).append(act)
    for acts in parties.values():
        registration = acts[0].registration
        if registration is not None:
            found = outcome(acts, registration.seats)
            made.people += found.here
            if found.doubles:
                made.doubles.append((registration, found.doubles))
    made.parties = len(parties)
    made.doubles.sort(key=lambda pair: (pair[1][0].happened_at, pair[0].reference))
    return made


def inside(date: EventDate) -> dict[str, int]:
    """Return how many of each party are inside, by reference; parties of whom nobody is are left out."""
    here = Attendance.objects.filter(registration__date=date, here__gt=0)
    return dict(here.values_list("registration__reference", "here"))


def walked_in(date: EventDate) -> int:
    """Return how many came without a registration."""
    undone = CheckIn.objects.filter(date=date, kind=CheckIn.Kind.UNDO).values("undoes")
    came = CheckIn.objects.filter(date=date, kind=CheckIn.Kind.WALK_IN).exclude(nonce__in=undone)
    return came.aggregate(people=Sum("people"))["people"] or 0


def _overlap(first: CheckIn, second: CheckIn) -> bool:
    """Tell whether two acts let in the same people of a party."""
    return first.already < second.already + second.people and second.already < first.already + first.people


def _count(registrations: Iterable[Registration]) -> None:
    """Write the attendance of parties anew from all their acts. The caller holds their locks."""
    by_party: dict[int, list[CheckIn]] = {registration.pk: [] for registration in registrations}
    for act in CheckIn.objects.filter(registration__in=by_party):
        by_party[act.registration_id or 0].append(act)
    rows = []
    for registration in registrations:
        found = outcome(by_party[registration.pk], registration.seats)
        rows.append(Attendance(registration=registration, here=found.here, first_at=found.first_at))
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["registration"], update_fields=["here", "first_at"]
    )


def _row(act: Act, *, door: DoorLink, device: str, skew: int, of: Registration | None, now: datetime) -> CheckIn:
    return CheckIn(
        nonce=act.nonce,
        date_id=door.date_id,
        door=door,
        device=device,
        kind=act.kind,
        way=act.way,
        registration=of,
        reference=act.reference,
        people=act.people,
        already=act.already,
        undoes=act.undoes,
        is_genuine=_is_genuine(act) if act.ticket else None,
        was_offline=act.was_offline,
        device_at=act.device_at,
        skew=act.skew,
        skew_when_sent=skew,
        happened_at=act.device_at + timedelta(seconds=act.skew),
        received_at=now,
    )


def _is_genuine(act: Act) -> bool:
    """Check the signature once more: a phone may have had neither the time nor the means."""
    try:
        return ticketing.read(act.ticket).reference == act.reference
    except ticketing.TicketRefused:
        return False
