"""Does this concern me? One rule, with its reason, for pages, lists, feeds and mails.

`concerns(audience, person)` is pure. `narrow(notices, person)` says the same to the database, and a test holds both
together. Whoever has people to ask about builds a `Person` from what these told; what was not told decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from itertools import product
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from community.models import Body, EditionAudience, Profile, SpokenLanguage, Trait
from community.models.audience import NONE_OF_THESE, Dimension, Nationality, Situation, Stay

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from community.models.notice import NoticeQuerySet

CHOICES: dict[str, Any] = {
    Dimension.STAY: Stay,
    Dimension.SITUATION: Situation,
    Dimension.NATIONALITY: Nationality,
    Dimension.LANGUAGE: SpokenLanguage.Code,
}
# Who can't exist: the right to stay forbids it.
IMPOSSIBLE: frozenset[tuple[str, str]] = frozenset(
    {
        *product([Stay.TRANSIT], [Situation.EMPLOYEE, Situation.EMPLOYER, Situation.STUDENT]),
        *product([Stay.VISITOR, Stay.VISA_FREE], [Situation.EMPLOYEE]),
        *product(sorted(set(Stay) - {Stay.OTHER}), [Nationality.HMT]),
    }
)


class Answer(Enum):
    """Whether something concerns a person."""

    YES = "yes"
    MAYBE = "maybe"  # they did not say what it depends on
    NO = "no"


@dataclass(frozen=True)
class Rule:
    """Whom one dimension lets in: any of `only` (everyone where it is empty), and none of `never`."""

    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    def fits(self, said: frozenset[str]) -> bool:
        """Tell whether it lets in who said this."""
        return not said & self.never and (not self.only or bool(said & self.only))


@dataclass(frozen=True)
class Audience:
    """Whom something concerns: a rule for each dimension that makes a difference, all of which count."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # of areas, by slug

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, bool]], *, names: Mapping[str, str] | None = None) -> Audience:
        """Make one of rows: dimension, value, and whether that value is left out."""
        only: defaultdict[str, set[str]] = defaultdict(set)
        never: defaultdict[str, set[str]] = defaultdict(set)
        for dimension, value, excluded in rows:
            (never if excluded else only)[str(dimension)].add(str(value))
        rules = {
            dimension.value: Rule(frozenset(only[dimension]), frozenset(never[dimension]))
            for dimension in Dimension
            if dimension in only or dimension in never
        }
        return cls(rules, names or {})

    @property
    def rows(self) -> set[tuple[str, str, bool]]:
        """Return it as rows."""
        kept = {(dimension, value, False) for dimension, rule in self.rules.items() for value in rule.only}
        return kept | {(dimension, value, True) for dimension, rule in self.rules.items() for value in rule.never}

    @property
    def is_everyone(self) -> bool:
        """Tell whether it makes no difference at all."""
        return not self.rules

    @property
    def sentences(self) -> list[str]:
        """Return what it says, in the reader's language, one sentence a rule."""
        return [sentence for dimension, rule in self.rules.items() for sentence in self._said(dimension, rule)]

    def _said(self, dimension: str, rule: Rule) -> list[str]:
        said = []
        if rule.only:
            said.append(_("Only for: %(list)s.") % {"list": self.listed(dimension, rule.only)})
        if rule.never:
            said.append(_("Not for: %(list)s.") % {"list": self.listed(dimension, rule.never)})
        return said

    def listed(self, dimension: str, values: Collection[str]) -> str:
        """Return values as words, in the order in which forms show them."""
        if dimension == Dimension.AREA:
            return "; ".join(sorted(self.names.get(value, value) for value in values))
        choices = CHOICES[dimension]
        return "; ".join(str(choice.label) for choice in choices if choice.value in values)


@dataclass(frozen=True)
class Person:
    """What a person told, by dimension. A dimension that is absent was not told; an area is told with its district."""

    said: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lives_in: str = ""  # the township's slug alone

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]] = (), *, lives_in: Body | None = None) -> Person:
        """Make one of pairs of dimension and value, and a township (with its district at hand)."""
        said: defaultdict[str, set[str]] = defaultdict(set)
        for dimension, value in pairs:
            said[str(dimension)].add(str(value))
        if lives_in is not None:
            said[Dimension.AREA.value] |= {lives_in.slug, *([lives_in.parent.slug] if lives_in.parent else [])}
        told = {dimension: frozenset(values) for dimension, values in said.items()}
        return cls(told, lives_in.slug if lives_in else "")

    @property
    def told_anything(self) -> bool:
        """Tell whether there is anything to go by."""
        return bool(self.said)


@dataclass(frozen=True)
class Verdict:
    """Whether something concerns a person, and why: by the dimensions that decide."""

    answer: Answer
    audience: Audience
    because: tuple[str, ...] = ()  # dimensions: what fits (YES), was not told (MAYBE), does not fit (NO)
    person: Person = field(default_factory=Person)

    @property
    def reason(self) -> str:
        """Return why, as a sentence for the person it is about."""
        if self.answer is Answer.YES and not self.because:
            return _("It concerns everyone.")
        if self.answer is Answer.YES:
            told = (self.audience.listed(each, self._fitting(each)) for each in self.because)
            fitting = "; ".join(words for words in told if words)
            return _("You said: %(list)s.") % {"list": fitting} if fitting else _("You are not among those left out.")
        said = [part for each in self.because for part in self.audience._said(each, self.audience.rules[each])]  # noqa: SLF001
        if self.answer is Answer.MAYBE:
            unsaid = "; ".join(str(Dimension(each).label) for each in self.because)
            said.insert(0, _("It depends on what you did not say: %(list)s.") % {"list": unsaid})
        return " ".join(said)

    def _fitting(self, dimension: str) -> frozenset[str]:
        return self.person.said[dimension] & self.audience.rules[dimension].only


def concerns(audience: Audience, person: Person) -> Verdict:
    """Decide whether something concerns a person. One thing that does not fit outweighs all that does or is not known."""
    wrong = tuple(each for each, rule in audience.rules.items() if each in person.said and not rule.fits(person.said[each]))
    if wrong:
        return Verdict(Answer.NO, audience, wrong, person)
    if unsaid := tuple(each for each in audience.rules if each not in person.said):
        return Verdict(Answer.MAYBE, audience, unsaid, person)
    return Verdict(Answer.YES, audience, tuple(audience.rules), person)


def reaches_anyone(audience: Audience, *, townships: Iterable[Body]) -> bool:
    """Tell whether there can be a person whom it concerns; `townships` are all members, with their districts."""

    def left(dimension: str) -> list[str]:
        rule = audience.rules.get(dimension, Rule())
        return [choice.value for choice in CHOICES[dimension] if rule.fits(frozenset({choice.value}))]

    def area_left() -> bool:
        rule = audience.rules.get(Dimension.AREA, Rule())
        members = (Person.of(lives_in=township).said[Dimension.AREA.value] for township in townships)
        return rule == Rule() or any(rule.fits(member) for member in members)

    doing = audience.rules.get(Dimension.SITUATION)
    # Who does none of the four things is a person, too, unless the notice is only for some of them.
    situations = left(Dimension.SITUATION) + ([] if doing and doing.only else [NONE_OF_THESE])
    people = product(left(Dimension.STAY), situations, left(Dimension.NATIONALITY))
    possible = any(not {(stay, doing), (stay, passport)} & IMPOSSIBLE for stay, doing, passport in people)
    return possible and bool(left(Dimension.LANGUAGE)) and area_left()


# --- What is stored -----------------------------------------------------------------------------------------------------
def audiences_of(editions: Iterable[int]) -> dict[int, Audience]:
    """Return the audiences of editions by their ids, in two queries; who is missing concerns everyone."""
    found: defaultdict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    rows = EditionAudience.objects.filter(edition__in=list(editions))
    for row in rows:
        found[row.edition_id].append((row.dimension, row.value, row.excluded))
    areas = {row.value for row in rows if row.dimension == Dimension.AREA}
    names = {body.slug: body.full_name for body in Body.objects.filter(slug__in=areas).select_related("parent")} if areas else {}
    return {edition: Audience.of(said, names=names) for edition, said in found.items()}


def audience_of(edition: int) -> Audience:
    """Return whom an edition concerns."""
    return audiences_of([edition]).get(edition, Audience())


def person_of(profile: Profile) -> Person:
    """Return what a person stored of themselves: their township, and more only where they asked us to remember it."""
    told = Trait.objects.filter(profile=profile).values_list("dimension", "value")
    return Person.of(told, lives_in=profile.township)


def narrow(notices: NoticeQuerySet, person: Person, *, surely: bool = False) -> NoticeQuerySet:
    """Return the notices whose current edition concerns a person, or may: `surely` leaves out what depends on the untold."""
    rows = EditionAudience.objects.filter(edition=OuterRef("current"))
    for dimension, said in person.said.items():
        here = rows.filter(dimension=dimension)
        only, values = here.filter(excluded=False), list(said)
        notices = notices.filter(~Exists(here.filter(excluded=True, value__in=values)))
        notices = notices.filter(~Exists(only) | Exists(only.filter(value__in=values)))
    return notices.filter(~Exists(rows.exclude(dimension__in=list(person.said)))) if surely else notices


def meant_first(notices: NoticeQuerySet) -> NoticeQuerySet:
    """Return notices that are for some people before those for everyone, each kind in the order it had."""
    meant = Exists(EditionAudience.objects.filter(edition=OuterRef("current")))
    return notices.alias(is_meant=meant).order_by("-is_meant", *notices.query.order_by)
