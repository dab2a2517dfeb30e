"""Plays through who could register for a date at a moment: each township, someone without one, a guest. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from events import admitting, counting
from events.refusals import NotForYou

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from community.models import Body
    from events.admitting import Applicant
    from events.models import EventDate


@dataclass(frozen=True)
class Verdict:
    """What one kind of person would meet: how many seats, or why none and from when on."""

    who: str
    body: Body | None
    seats: int
    why: str = ""
    opens_at: datetime | None = None


def simulate(date: EventDate, townships: Iterable[Body], *, like: Applicant, now: datetime) -> list[Verdict]:
    """Return a verdict for each township, then for someone whose township is unknown, and for a guest by email.

    `like` says what else they are: language, newcomer or not, ages.
    """
    people: list[tuple[str, Body | None, Applicant]] = [
        (body.full_name, body, replace(like, township=body.pk)) for body in townships
    ]
    people.append((_("account without a township"), None, replace(like, township=None)))
    people.append((_("guest, by email"), None, replace(like, is_known=False, township=None)))
    rules = list(date.event.rules.prefetch_related("townships"))
    limits = list(date.limits.select_related("rule").prefetch_related("rule__townships"))
    verdicts = []
    for who, body, applicant in people:
        verdict = Verdict(who, body, seats=0)
        refused = admitting.refusal(rules, applicant, now)
        if closed := _closed(date, now):
            verdict = replace(verdict, why=closed, opens_at=None if date.has_opened(now) else date.opens_at)
        elif refused is not None:
            opens = refused.opens_at if isinstance(refused, NotForYou) else None
            why = refused.why if isinstance(refused, NotForYou) else str(refused.message)
            verdict = replace(verdict, why=why, opens_at=opens)
        else:
            stand_in_the_way = [one for one in limits if counting.needed(one, 1, applicant=applicant, now=now, asked={})]
            free = min([date.seats_left, *(limit.left for limit in stand_in_the_way)])
            kept = next((limit.kept for limit in stand_in_the_way if limit.left == free and limit.kept), "")
            verdict = replace(verdict, seats=free, why="" if free else kept or _("No seats are left."))
        verdicts.append(verdict)
    return verdicts


def _closed(date: EventDate, now: datetime) -> str:
    if date.is_cancelled:
        return _("called off")
    if date.drop_in:
        return _("No registration is needed.")
    if not date.has_opened(now):
        return _("Registration has not opened yet.")
    return "" if date.is_open(now) else _("Registration has closed.")
