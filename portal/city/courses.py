"""Where what the people of the synthetic city write goes: asked of the real rules once for all that can be written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from community.models import Body, Membership, User
from feedback import routing
from feedback.models import Category, Suggestion
from feedback.submitting import CITY_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

OFFICERS_A_DESK = 2


class Somewhere(NamedTuple):
    """A township, or the whole city."""

    id: int | None
    prefix: str  # of its references


class Matter(NamedTuple):
    """What a category's contract says that a row repeats."""

    id: int
    days: int
    due_in: timedelta
    may_be_public: bool


class Course(NamedTuple):
    """The desk of one kind of suggestion about one matter in one place, why, and who works there."""

    desk: int
    rule: int | None
    reason_en: str
    reason_zh_hans: str
    inferred: bool
    officers: tuple[int, int]


def matter(category: Category) -> Matter:
    """Return what rows repeat of a category."""
    due_in = timedelta(days=7 if category.clock_days <= 5 else 21)  # noqa: PLR2004  # working days, roughly
    return Matter(category.pk, category.clock_days, due_in, category.publicity == Category.Publicity.CHOICE)


def somewhere(township: Body | None) -> Somewhere:
    """Return what rows repeat of a township."""
    return Somewhere(township.pk, township.code or CITY_CODE) if township else Somewhere(None, CITY_CODE)


def plan(
    categories: Iterable[Category], townships: Iterable[Body | None], at: datetime
) -> Mapping[tuple[int, int | None, str], Course]:
    """Return every course there is, by category, township and kind. Desks get officers where they have none."""
    rules, officers = routing.Table.load(), {}
    found: dict[tuple[int, int | None, str], Course] = {}
    places = list(townships)
    for category in categories:
        for township in places:
            for kind in Suggestion.Kind.values:
                decision = rules.decide(routing.Case(category, township, kind, at))
                desk: Any = decision.desk.pk
                if desk not in officers:
                    officers[desk] = _officers(desk)
                found[category.pk, township.pk if township else None, kind] = Course(
                    desk,
                    decision.rule.pk if decision.rule else None,
                    decision.reason_en,
                    decision.reason_zh_hans,
                    decision.inferred,
                    officers[desk],
                )
    return found


def _officers(desk: int) -> tuple[int, int]:
    first, second = (
        User.objects.get_or_create(email=f"officer{desk}.{number}@city.example", defaults={"password": "!"})[0]
        for number in range(OFFICERS_A_DESK)
    )
    for user in (first, second):
        Membership.objects.get_or_create(user=user, body_id=desk, role="officer")
    return first.pk, second.pk
