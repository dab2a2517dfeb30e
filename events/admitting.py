"""Who may register when: asks the rules of an event about a party. Registering and the desk's simulation ask the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from community.models import Contact
from events.models import Registration, Rule
from events.refusals import NotForYou, SeriesLimit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from events.models import Event, Person

ADULT = 18
BANDS = {"0-1": (0, 1), "2-5": (2, 5), "6-12": (6, 12), "13-17": (13, 17), "18-59": (18, 59), "60+": (60, 150)}


class PersonBusy(Exception):
    """Another window of the same person registers at this moment."""


@dataclass(frozen=True)
class Applicant:
    """What the rules ask of a party. Of a guest nothing is known: whoever types an address must not learn about it."""

    is_known: bool = True
    township: int | None = None
    language: str = "en"
    is_newcomer: bool = True
    dates_held: int = 0
    ages: tuple[str, ...] = ()  # age bands; "" where nothing was said


def refusal(rules: Iterable[Rule], applicant: Applicant, now: datetime) -> NotForYou | SeriesLimit | None:
    """Return why a party may not register at a moment, or None. The rule that opens last speaks."""
    broken = [rule for rule in rules if rule.applies(now) and not fits(rule, applicant)]
    if not broken:
        return None
    rule = next((rule for rule in broken if rule.until is None), None) or max(broken, key=lambda rule: rule.until or now)
    if rule.kind == Rule.Kind.SERIES:
        return SeriesLimit(rule.most or 1)
    return NotForYou(rule.whom, opens_at=rule.until, because=_because(rule, applicant))


def fits(rule: Rule, applicant: Applicant) -> bool:
    """Tell whether a party is one of those whom a rule means."""
    match rule.kind:
        case Rule.Kind.TOWNSHIP:
            return applicant.is_known and applicant.township in {body.pk for body in rule.townships.all()}
        case Rule.Kind.NEWCOMER:
            return applicant.is_known and applicant.is_newcomer
        case Rule.Kind.AGE:
            return _ages_fit(rule, applicant.ages)
        case Rule.Kind.LANGUAGE:
            return applicant.language == rule.language
    return applicant.dates_held < (rule.most or 1)


def applicant(
    contact: Contact,
    event: Event,
    rules: Sequence[Rule],
    *,
    is_known: bool,
    language: str,
    people: Sequence[Person],
    locking: Literal["wait", "hurry", "only_ask"] = "wait",
) -> Applicant:
    """Return what the rules need to know about a party, and ask the database for nothing else.

    Inside a transaction: where dates are counted, the person's row is locked, so that two windows count one after the other.
    The person comes before limits and dates in the order of locks; whoever has locked a date already must `hurry` and is
    told PersonBusy instead of waiting, or `only_ask`.
    """
    kinds = {rule.kind for rule in rules}
    profile = getattr(contact, "profile", None) if Rule.Kind.TOWNSHIP in kinds and is_known else None
    held = 0
    if Rule.Kind.SERIES in kinds and is_known:
        if locking != "only_ask":
            lock_person(contact, waits=locking == "wait")
        held = Registration.objects.live().filter(contact=contact, date__event=event).count()
    return Applicant(
        is_known=is_known,
        township=profile.township_id if profile else None,
        language=language,
        is_newcomer=Rule.Kind.NEWCOMER not in kinds or not is_known or not Registration.objects.attended(contact).exists(),
        dates_held=held,
        ages=tuple(person.age_band for person in people),
    )


def lock_person(contact: Contact, *, waits: bool = True) -> None:
    """Lock whoever registers. Raises PersonBusy instead of waiting for another of their windows."""
    rows = Contact.objects.select_for_update(no_key=True, skip_locked=not waits).filter(pk=contact.pk)
    if not list(rows.values_list("pk", flat=True)):
        raise PersonBusy


def _ages_fit(rule: Rule, ages: Sequence[str]) -> bool:
    """Tell whether one of them is of that age and everyone else either as well or an adult who comes along."""
    least, most = rule.least or 0, 200 if rule.most is None else rule.most
    bands = [BANDS[band] for band in ages if band in BANDS]
    if not bands or len(bands) < len(ages):
        return False
    inside = [low <= most and high >= least for low, high in bands]
    return any(inside) and all(fit or low >= ADULT for fit, (low, _high) in zip(inside, bands, strict=True))


def _because(rule: Rule, applicant: Applicant) -> _StrOrPromise:
    if rule.kind == Rule.Kind.AGE and (not applicant.ages or "" in applicant.ages):
        return NotForYou.SAY_AGES
    if rule.kind in {Rule.Kind.TOWNSHIP, Rule.Kind.NEWCOMER} and not applicant.is_known:
        return NotForYou.SIGN_IN
    if rule.kind == Rule.Kind.TOWNSHIP and applicant.township is None:
        return NotForYou.SAY_TOWNSHIP
    return ""
