"""Categories, routing rules and imported history, from the facts. What is there already stays: someone may have changed it.

The facts map categories to offices for the city and for each district. A district without an office for a category gets
its suggestion office, marked inferred; what neighbours settle among themselves goes to the township itself.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from community.models import Body
from feedback.models import Category, DiscontentReason, Provenance, PublicWords, RoutingRule, Suggestion
from feedback.models.category import COMPLEX, SIMPLE
from portal.demo.wordings_feedback import CATEGORIES, FALLBACK, KEYWORDS, OTHER, REASONS, SEVERAL_OFFICES, TOWNSHIP_NOTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Row = dict[str, Any]

TOWNSHIP_ITSELF = "township"  # the facts' row that stands for whichever township it is
HOTLINE = "hotline"
# The order of rules: the narrower first. Gaps leave room for an admin's own.
TOWNSHIP_RULES, DISTRICT_RULES, CITY_RULES, ANY_CATEGORY = 1000, 3000, 6000, 9000
NAMESPACE = uuid.UUID("5f0e4a4e-0d6c-4c39-9a53-6f0a2f1a7c11")  # makes the keys of imported rows, the same each time
KINDS = {"complaint": "complaint", "suggestion": "suggestion", "question": "question", "request": "help", "topic": "suggestion"}


@transaction.atomic
def load(concerns: Sequence[Row], bureaus: Sequence[Row]) -> int:
    """Make the categories, rules and history that are missing; return how many rows.

    The bodies must be there; making it findable is the caller's (portal/indexing.py).
    """
    return _load_categories() + _load_rules(concerns, bureaus) + _load_reasons() + _load_history(concerns)


def _load_categories() -> int:
    there = set(Category.objects.values_list("slug", flat=True))
    new = [
        Category(
            slug=slug,
            name_en=en,
            name_zh_hans=zh,
            description_en=about_en,
            description_zh_hans=about_zh,
            position=position,
            clock_days=COMPLEX if slug in SEVERAL_OFFICES else SIMPLE,
            keywords="\n".join(KEYWORDS.get(slug, "").split()),
        )
        for position, (slug, (en, zh, about_en, about_zh)) in enumerate(CATEGORIES.items(), start=1)
        if slug not in there
    ]
    for category in new:
        category.save()
    return len(new)


def _load_reasons() -> int:
    there = set(DiscontentReason.objects.values_list("slug", flat=True))
    new = [
        DiscontentReason(slug=slug, name_en=en, name_zh_hans=zh, reopens=reopens, position=position)
        for position, (slug, (en, zh, reopens)) in enumerate(REASONS.items(), start=1)
        if slug not in there
    ]
    for reason in new:
        reason.save()
    return len(new)


# --- rules ------------------------------------------------------------------------------------------------------------
def _load_rules(concerns: Sequence[Row], bureaus: Sequence[Row]) -> int:
    bodies = {body.slug: body for body in Body.objects.select_related("parent")}
    categories = list(Category.objects.filter(slug__in=CATEGORIES).order_by("position"))
    there = set(RoutingRule.objects.values_list("category", "area", "kind"))
    rules = [
        *_township_rules(categories, bodies, bureaus),
        *_district_rules(categories, bodies, bureaus),
        *_city_rules(categories, bodies, bureaus, concerns),
    ]
    new = [rule for rule in rules if (rule.category_id, rule.area_id, rule.kind) not in there]
    for rule in new:
        rule.save()
    return len(new)


def _township_rules(categories: list[Category], bodies: dict[str, Body], bureaus: Sequence[Row]) -> list[RoutingRule]:
    handles: list[str] = next((row["handles"] for row in bureaus if row["id"] == TOWNSHIP_ITSELF), [])
    townships = [body for body in bodies.values() if body.is_township]
    return [
        _rule(TOWNSHIP_RULES, category, area=township, desk=township, note=TOWNSHIP_NOTE, inferred=True)
        for township in townships
        for category in categories
        if category.slug in handles
    ]


def _district_rules(categories: list[Category], bodies: dict[str, Body], bureaus: Sequence[Row]) -> list[RoutingRule]:
    made = []
    for district in (body for body in bodies.values() if body.kind == Body.Kind.DISTRICT):
        office = bodies.get(f"{district.slug}-letters")
        if office is None:
            continue
        own = [row for row in bureaus if row["level"] == "district" and row["id"].startswith(f"{district.slug}-")]
        for category in categories:
            row = next((row for row in own if category.slug in row["handles"] and row["id"] in bodies), None)
            if row:
                note = (row["summary_en"], row["summary_zh"])
                desk, inferred = bodies[row["id"]], _is_inferred(row)
            else:
                desk, note, inferred = office, FALLBACK, True
            made.append(_rule(DISTRICT_RULES, category, area=district, desk=desk, note=note, inferred=inferred))
        made.append(_rule(ANY_CATEGORY, None, area=district, desk=office, note=FALLBACK, inferred=True))
    return made


def _city_rules(
    categories: list[Category], bodies: dict[str, Body], bureaus: Sequence[Row], concerns: Sequence[Row]
) -> list[RoutingRule]:
    """Return one rule for each category a bureau handles; of several, the one to which most of the facts' concerns went."""
    city = [row for row in bureaus if row["level"] == "city" and row["id"] in bodies]
    sent = Counter((row["category"], row["handling_bureau"]) for row in concerns)
    made = []
    for category in categories:
        able = [row for row in city if category.slug in row["handles"]]
        if able:
            row = max(able, key=lambda row: sent[category.slug, row["id"]])
            note = (row["summary_en"], row["summary_zh"])
            made.append(_rule(CITY_RULES, category, area=None, desk=bodies[row["id"]], note=note, inferred=_is_inferred(row)))
    made.append(_rule(ANY_CATEGORY + 500, None, area=None, desk=bodies[HOTLINE], note=OTHER, inferred=True))
    return made


def _rule(
    base: int, category: Category | None, *, area: Body | None, desk: Body, note: tuple[str, str], inferred: bool
) -> RoutingRule:
    order = base + (category.position if category else 0) * 10
    return RoutingRule(
        order=order, category=category, area=area, desk=desk, note_en=note[0][:200], note_zh_hans=note[1][:200], inferred=inferred
    )


def _is_inferred(row: Row) -> bool:
    return bool(row.get("inferred") or "handles" in row.get("inferred_fields", []))


# --- history ----------------------------------------------------------------------------------------------------------
def _load_history(concerns: Iterable[Row]) -> int:
    there = set(Provenance.objects.values_list("facts_id", flat=True))
    bodies = {body.slug: body for body in Body.objects.select_related("parent")}
    categories = Category.objects.in_bulk(field_name="slug")
    new = [row for row in concerns if row["id"] not in there]
    for row in new:
        _import(row, bodies=bodies, category=categories[row["category"]])
    return len(new)


def _import(row: Row, *, bodies: dict[str, Body], category: Category) -> None:
    township = bodies.get(row["township"] or "")
    desk = township if row["handling_bureau"] == TOWNSHIP_ITSELF else bodies.get(row["handling_bureau"])
    suggestion = Suggestion.objects.create(
        reference=f"past-{row['id']}",
        key=uuid.uuid5(NAMESPACE, row["id"]),
        body=township,
        category=category,
        kind=KINDS[row["kind"]],
        text=row["summary_en"],
        language="en",
        answer_language="en",
        state=Suggestion.State.IMPORTED,
        desk=desk,
        public_state=Suggestion.Publicity.RELEASED,
        imported=True,
        created_at=timezone.now(),
    )
    Provenance.objects.create(
        suggestion=suggestion,
        facts_id=row["id"],
        source=row["source"],
        source_kind=row["source_kind"],
        source_date=_said(row["source_date"]),
        raised=_said(row["date"]),
        year=_year(row),
        speaker=_said(row["speaker"]),
        place=_said(row["place_en"]),
        outcome=_said(row.get("status")),
    )
    PublicWords.objects.create(
        suggestion=suggestion,
        title_en=row["title_en"],
        title_zh_hans=row["title_zh"],
        text_en=row["summary_en"],
        text_zh_hans=row["summary_zh"],
    )


def _said(value: object) -> str:
    return "" if value in {None, "unknown"} else str(value)


def _year(row: Row) -> int | None:
    """Return the year in which it was raised, as far as the source says; the source's own date is not taken for it."""
    found = re.fullmatch(r"(\d{4})(-\d{2}){0,2}", str(row["date"]))
    return int(found[1]) if found else None
