"""Finds the desk of a suggestion: the first rule that matches, and says why. Nothing is ever without a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from community.models import Body
from feedback.models import RoutingRule
from feedback.models.rule import OFFICE_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feedback.models import Category

HOTLINE = "hotline"


@dataclass(frozen=True)
class Decision:
    """Which desk, by which rule, and why, in both languages."""

    desk: Body
    rule: RoutingRule | None
    reason_en: str
    reason_zh_hans: str
    inferred: bool


def pick(rules: Iterable[RoutingRule], *, category: Category, township: Body | None, kind: str) -> RoutingRule | None:
    """Return the first rule that matches, in the order given. Pure: it asks no table."""
    return next((rule for rule in rules if _matches(rule, category=category, township=township, kind=kind)), None)


def decide(*, category: Category, township: Body | None, kind: str) -> Decision:
    """Return where a suggestion goes. Without a matching rule it goes to whoever passes things on, marked inferred."""
    rule = pick(RoutingRule.objects.in_force(), category=category, township=township, kind=kind)
    desk = rule.desk if rule else _whoever_passes_on(township)
    reasons = {language: _reason(language, category=category, township=township, rule=rule) for language in ("en", "zh-hans")}
    return Decision(
        desk=desk,
        rule=rule,
        reason_en=reasons["en"],
        reason_zh_hans=reasons["zh-hans"],
        inferred=rule.inferred if rule else True,
    )


def _matches(rule: RoutingRule, *, category: Category, township: Body | None, kind: str) -> bool:
    if rule.category_id not in {None, category.pk} or rule.kind not in {"", kind}:
        return False
    return rule.area_id is None or (township is not None and rule.area_id in {township.pk, township.parent_id})


def _whoever_passes_on(township: Body | None) -> Body:
    district = township.parent if township else None
    wanted = [f"{district.slug}{OFFICE_SUFFIX}", HOTLINE, district.slug] if district else [HOTLINE]
    found: dict[str, Body] = {body.slug: body for body in Body.objects.active().filter(slug__in=wanted).select_related("parent")}
    for slug in wanted:
        if slug in found:
            return found[slug]
    last: Body = Body.objects.active().filter(kind__in=[Body.Kind.CITY, Body.Kind.ALLIANCE]).order_by("-kind")[0]
    return last


def _reason(language: str, *, category: Category, township: Body | None, rule: RoutingRule | None) -> str:
    with translation.override(language):
        words = {"category": category.name, "township": township.full_name if township else ""}
        if township:
            reason = _("because: category %(category)s, township %(township)s") % words
        else:
            reason = _("because: category %(category)s, the whole city") % words
        if rule is None:
            return _("%(reason)s (no rule says more; this office passes it on)") % {"reason": reason}
        return _("%(reason)s. %(note)s") % {"reason": reason, "note": rule.note} if rule.note else reason
