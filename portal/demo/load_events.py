"""Loads the facts' past events as imported history: what was really held, with source and date, counted nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from community.fields import PartialDate
from community.models import Body
from events.models import Event, PastEvent
from portal.demo.wordings_events import ATTENDANCE, ORGANISERS, WHEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Row = Mapping[str, Any]

# The facts' own small vocabulary in ours.
KINDS = {
    "carnival": Event.Kind.FAMILY,
    "charity": Event.Kind.VOLUNTEERING,
    "civic_visit": Event.Kind.TOUR,
    "coffee_talk": Event.Kind.TALK,
    "concert": Event.Kind.CULTURE,
    "consultation": Event.Kind.TALK,
    "cooking": Event.Kind.FOOD,
    "dragon_boat": Event.Kind.FESTIVAL,
    "exhibition": Event.Kind.CULTURE,
    "fair": Event.Kind.FAIR,
    "forum": Event.Kind.TALK,
    "health": Event.Kind.HEALTH,
    "heritage": Event.Kind.CULTURE,
    "job_fair": Event.Kind.JOBS,
    "lantern": Event.Kind.FESTIVAL,
    "launch": Event.Kind.MILESTONE,
    "legal": Event.Kind.ADVICE,
    "mid_autumn": Event.Kind.FESTIVAL,
    "roundtable": Event.Kind.TALK,
    "salon": Event.Kind.TALK,
    "school_fair": Event.Kind.FAIR,
    "service_day": Event.Kind.ADVICE,
    "signing": Event.Kind.MILESTONE,
    "sports": Event.Kind.SPORT,
    "spring_festival": Event.Kind.FESTIVAL,
    "talent": Event.Kind.JOBS,
    "tea": Event.Kind.FOOD,
    "tour": Event.Kind.TOUR,
    "volunteer": Event.Kind.VOLUNTEERING,
}
LEADING_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def load(rows: Iterable[Row]) -> int:
    """Make the past events that are missing, by the facts' id; return how many. What is there stays as it is."""
    there = set(PastEvent.objects.values_list("fact_id", flat=True))
    townships = Body.objects.in_bulk(field_name="slug")
    made = [_past_event(row, townships) for row in rows if row["id"] not in there]
    PastEvent.objects.bulk_create(made)
    return len(made)


def _past_event(row: Row, townships: Mapping[str, Body]) -> PastEvent:
    given = str(row["date"])
    when_en, when_zh = WHEN.get(given, ("", ""))
    held = _held(given)
    organiser, attendance = _known(row["organiser_en"]), _known(row["attendance_en"])
    return PastEvent(
        fact_id=row["id"],
        kind=KINDS[row["kind"]],
        body=townships[row["township"]] if row["township"] else None,
        title_en=row["title_en"],
        title_zh_hans=row["title_zh"],
        summary_en=row["summary_en"],
        summary_zh_hans=row["summary_zh"],
        held_on=held.value,
        held_precision=held.precision,
        held_note_en=when_en,
        held_note_zh_hans=when_zh,
        place_text_en=_known(row["place_en"]),
        place_text_zh_hans=_known(row["place_zh"]),
        organiser_en=organiser,
        organiser_zh_hans=ORGANISERS.get(organiser, organiser),
        attendance_en=attendance,
        attendance_zh_hans=ATTENDANCE.get(attendance, attendance),
        source=row["source"],
        source_date=str(row["source_date"]) if LEADING_DATE.fullmatch(str(row["source_date"])) else "",
        source_kind=row["source_kind"],
        source_note=row.get("title_zh_note", ""),
        inferred=bool(row.get("inferred_fields")),
        inferred_fields=row.get("inferred_fields", []),
    )


def _held(given: str) -> PartialDate:
    """Return the day, month or year a text begins with, to sort by; nothing for "before …" and "… year unknown"."""
    found = LEADING_DATE.match(given)
    return PartialDate.parse(found.group() if found else "")


def _known(text: str) -> str:
    return "" if text == "unknown" else text
