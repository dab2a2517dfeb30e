"""Finds the desk of a suggestion: the first rule that matches, and says why in plain words. Nothing is ever without a desk.

Choosing writes nothing. A rule that can't be asked is passed over and reported in the decision; whoever acts on the decision
switches it off (`mending.switch_off`), so that no error stays silent.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from community import working_days
from community.models import Body, Township
from feedback.models import Category, CategoryQuestion, RoutingRule
from feedback.models.rule import OFFICE_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from community.models import Place
    from community.working_days import Calendar
    from feedback.models import Suggestion

HOTLINE = "hotline"
BORDERING = 8  # kilometres between the points of two townships that may touch
HARDLY_FARTHER = 1.3  # a point that lies so much farther from one township's than from another's may be in either
MOST_OFFERED = 2
LANGUAGES = ("en", "zh-hans")


@dataclass(frozen=True)
class Case:
    """All of a suggestion that a rule may ask."""

    category: Category
    township: Body | None
    kind: str
    at: datetime
    place: Place | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, suggestion: Suggestion) -> Case:
        """Return what a stored suggestion would have asked with."""
        return cls(
            category=suggestion.category,
            township=suggestion.body,
            kind=suggestion.kind,
            at=suggestion.created_at,
            place=suggestion.place,
            details=suggestion.details,
        )


class Fault(NamedTuple):
    """A rule that could not be asked, and what was wrong with it."""

    rule: RoutingRule
    what: str

    @property
    def told(self) -> str:
        """Return what was wrong in the reader's language, where it is one of the known faults."""
        return _(self.what)


@dataclass(frozen=True)
class Decision:
    """Which desk, by which rule, and why, in both languages; and the rules that could not be asked on the way."""

    desk: Body
    rule: RoutingRule | None
    reason_en: str
    reason_zh_hans: str
    inferred: bool
    faults: tuple[Fault, ...] = ()


class RuleBroken(Exception):
    """A rule's conditions make no sense any more."""


CLOSED_DESK = gettext_noop("its desk is closed")
NO_SUCH_QUESTION = gettext_noop("its category no longer asks the extra question")


@dataclass(frozen=True)
class Table:
    """The rules in force, read once, with all that choosing asks: a choice from it reads no table."""

    rules: Sequence[RoutingRule]
    calendar: Calendar
    questions: Mapping[tuple[int, str], CategoryQuestion]
    fallbacks: Mapping[str, Body]
    last: Body | None

    @classmethod
    def load(cls, rules: Iterable[RoutingRule] | None = None) -> Table:
        """Read the table as it is now; `rules` are tried instead of those in force."""
        wanted = Body.objects.active().select_related("parent")
        districts = list(wanted.filter(kind=Body.Kind.DISTRICT).values_list("slug", flat=True))
        slugs = [HOTLINE, *districts, *(f"{slug}{OFFICE_SUFFIX}" for slug in districts)]
        return cls(
            rules=list(RoutingRule.objects.in_force() if rules is None else rules),
            calendar=working_days.calendar(),
            questions={(one.category_id, one.code): one for one in CategoryQuestion.objects.asked()},
            fallbacks={body.slug: body for body in wanted.filter(slug__in=slugs)},
            last=wanted.filter(kind__in=[Body.Kind.CITY, Body.Kind.ALLIANCE]).order_by("-kind").first(),
        )

    def decide(self, case: Case) -> Decision:
        """Return where a suggestion goes: the first rule that matches, the category's own desk, or who passes things on."""
        rule, faults = self._first(case)
        own = case.category.desk
        by_contract = rule is None and own is not None and own.active
        desk = rule.desk if rule else own if own is not None and own.active else self.passers_on(case.township)[0]
        reasons = {language: self._reason(language, case, rule=rule, by_contract=by_contract) for language in LANGUAGES}
        inferred = rule.inferred if rule else not by_contract
        return Decision(desk, rule, reasons["en"], reasons["zh-hans"], inferred, tuple(faults))

    def _first(self, case: Case) -> tuple[RoutingRule | None, list[Fault]]:
        faults: list[Fault] = []
        for rule in self.rules:
            try:
                if self.matches(rule, case):
                    return rule, faults
            except RuleBroken as broken:
                faults.append(Fault(rule, str(broken)))
            except Exception as error:  # noqa: BLE001  # whatever is wrong with one rule must not leave anyone unrouted
                faults.append(Fault(rule, f"{type(error).__name__}: {error}"[:300]))
        return None, faults

    def matches(self, rule: RoutingRule, case: Case) -> bool:
        """Tell whether all conditions of a rule hold. Raises RuleBroken where they would, but make no sense any more."""
        if rule.category_id not in {None, case.category.pk} or rule.kind not in {"", case.kind}:
            return False
        if rule.area_id is not None and (
            case.township is None or rule.area_id not in {case.township.pk, case.township.parent_id}
        ):
            return False
        if rule.place_id is not None and (case.place is None or rule.place_id != case.place.pk):
            return False
        if not self._is_time(rule, case.at) or not self._is_answered(rule, case):
            return False
        if not rule.desk.active:
            raise RuleBroken(CLOSED_DESK)
        return True

    def _is_time(self, rule: RoutingRule, moment: datetime) -> bool:
        if not (rule.days or rule.from_hour is not None or rule.from_date or rule.until_date):
            return True
        local = timezone.localtime(moment)
        day = local.date()
        if rule.days and self.calendar.is_workday(day) != (rule.days == RoutingRule.Days.WORKING):
            return False
        if rule.from_hour is not None and not rule.from_hour <= local.hour < (rule.until_hour or 0):
            return False
        return (rule.from_date is None or rule.from_date <= day) and (rule.until_date is None or day <= rule.until_date)

    def _is_answered(self, rule: RoutingRule, case: Case) -> bool:
        if not rule.answer_code:
            return True
        if (case.category.pk, rule.answer_code) not in self.questions:
            if rule.category_id is None:  # a rule for any category: this one simply does not ask
                return False
            raise RuleBroken(NO_SUCH_QUESTION)
        given = case.details.get(rule.answer_code)
        return rule.answer_value in (given if isinstance(given, list) else [str(given)])

    def passers_on(self, township: Body | None) -> list[Body]:
        """Return who takes what no rule places: the district's suggestion office, the hotline, the district, the city."""
        district = township.parent if township else None
        wanted = [f"{district.slug}{OFFICE_SUFFIX}", HOTLINE, district.slug] if district else [HOTLINE]
        found = [self.fallbacks[slug] for slug in wanted if slug in self.fallbacks]
        return [*found, self.last] if self.last else found

    def _reason(self, language: str, case: Case, *, rule: RoutingRule | None, by_contract: bool) -> str:
        """Say in plain words what decided: what it is about, where, and what else a special rule asked."""
        with translation.override(language):
            words = {"category": case.category.name, "township": case.township.full_name if case.township else ""}
            if case.township:
                reason = _("because it is about “%(category)s” in %(township)s") % words
            else:
                reason = _("because it is about “%(category)s” in the whole city") % words
            more = self._more(rule, case) if rule and rule.is_special else []
            if more:
                reason = _("%(reason)s, and because %(more)s") % {"reason": reason, "more": _(" and ").join(more)}
            if rule is None and not by_contract:
                return _("%(reason)s (no rule says more; this office passes it on)") % {"reason": reason}
            note = rule.note if rule else _("The category names this office.")
            return _("%(reason)s. %(note)s") % {"reason": reason, "note": note} if note else reason

    def _more(self, rule: RoutingRule, case: Case) -> list[str]:
        told = []
        if rule.kind:
            told.append(_("it is a %(kind)s") % {"kind": rule.get_kind_display()})
        if rule.place and case.place:
            told.append(_("it is about the place “%(place)s”") % {"place": case.place.name})
        if rule.answer_code:
            question = self.questions[case.category.pk, rule.answer_code]
            told.append(_("you answered “%(reply)s”") % {"reply": question.worded(rule.answer_value)})
        if rule.days:
            working = rule.days == RoutingRule.Days.WORKING
            told.append(_("it came on a working day") if working else _("it came on a day off"))
        if rule.from_hour is not None:
            told.append(_("it came between %(start)s and %(end)s o'clock") % {"start": rule.from_hour, "end": rule.until_hour})
        if rule.from_date or rule.until_date:
            told.append(_("of the time of the year"))
        return told


def decide(
    *,
    category: Category,
    township: Body | None,
    kind: str,
    place: Place | None = None,
    details: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Decision:
    """Return where a suggestion goes. Without a matching rule it goes to whoever passes things on, marked inferred."""
    case = Case(category, township, kind, now or timezone.now(), place=place, details=details or {})
    return Table.load().decide(case)


def neighbours(township: Body) -> list[Body]:
    """Return the townships something near the boundary may belong to: the nearest ones, and the one with the same name."""
    rows = list(Township.objects.for_listing())
    own = next((row for row in rows if row.body_id == township.pk), None)
    if own is None:
        return []
    others = [row for row in rows if row is not own]
    twins = [row for row in others if row.pk == own.not_to_be_confused_with_id]
    near = sorted((row for row in others if _apart(own, row) < BORDERING), key=lambda row: _apart(own, row))[:2]
    return [row.body for row in dict.fromkeys([*twins, *near])]


def across(township: Body, latitude: float, longitude: float) -> list[Body]:
    """Return the townships in which a point may lie rather than in the one named: those whose own point is about as near."""
    rows = {row.body_id: row for row in Township.objects.for_listing()}
    own = rows.pop(township.pk, None)
    if own is None:
        return []
    here = Township(latitude=latitude, longitude=longitude)
    far = _apart(own, here) * HARDLY_FARTHER
    near = sorted((row for row in rows.values() if _apart(row, here) < far), key=lambda row: _apart(row, here))
    return [row.body for row in near[:MOST_OFFERED]]


def _apart(one: Township, other: Township) -> float:
    """Return how far two townships' points lie apart, in kilometres: flat, which is good enough within a city."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return float("inf")
    north = (one.latitude - other.latitude) * 111
    east = (one.longitude - other.longitude) * 111 * math.cos(math.radians(one.latitude))
    return math.hypot(north, east)
