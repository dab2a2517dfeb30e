"""The townships, their places and the programmes from the facts, each statement with its own source.

What is there stays as it is: someone may have corrected it. Only what is missing is made.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from community.models import Body, Figure, Place, Programme, SpokenLanguage, Township, TownshipFact
from portal.demo.wordings import LANGUAGES, WHEN

if TYPE_CHECKING:
    Row = dict[str, Any]

UNKNOWN = "unknown"
FACTS = {
    "neighbourhoods": TownshipFact.Kind.NEIGHBOURHOOD,
    "schools": TownshipFact.Kind.SCHOOL,
    "hospitals": TownshipFact.Kind.HOSPITAL,
    "notes": TownshipFact.Kind.NOTE,
}
FIGURES = {
    "foreign_population": Figure.Kind.FOREIGN_RESIDENTS,
    "total_population": Figure.Kind.TOTAL_POPULATION,
    "area_km2": Figure.Kind.AREA,
}
NOT_ALL_FOREIGN = "not all foreign"  # the facts list such a figure among the foreign residents and say so in its note
# Places outside the nine whose district their own row names.
DISTRICTS_OF_PLACES = {
    "hongqiao-one-stop": "changning",
    "shanghai-cppcc-site": "changning",
    "shanghaimart": "changning",
    "marriage-pudong": "pudong",
    "wujing-talent": "minhang",
}
# Who runs a programme, by the words of its owner: the bodies that we have. All words that fit count.
OWNERS = {
    "Information Office": "information",
    "Shanghai Daily": "city-news-service",
    "CNS": "city-news-service",
    "Foreign Experts": "science",
    "Huacao Town": "huacao",
    "Jinqiao Town": "jinqiao",
    "Hongqiao Subdistrict": "hongqiao-subdistrict",
    "Changning District": "changning",
    "Pudong exit-entry": "pudong-exit-entry",
    "Shanghai Exit-Entry": "exit-entry",
    "Shanghai Foreign Affairs Office": "foreign-affairs",
    "Shanghai Municipal Government": "shanghai",
}


def load(*, townships: list[Row], venues: list[Row], programmes: list[Row]) -> dict[str, int]:
    """Make the townships, places and programmes that are missing; return how many of each."""
    return {
        "townships": load_townships(townships),
        "places": load_places(venues),
        "programmes": load_programmes(programmes),
    }


# --- Townships --------------------------------------------------------------------------------------------------------
def load_townships(rows: list[Row]) -> int:
    """Make the townships that are missing, with their figures, statements and languages."""
    there = set(Township.objects.values_list("body__slug", flat=True))
    rows = [row for row in rows if row["id"] not in there]
    bodies = Body.objects.in_bulk([row["id"] for row in rows], field_name="slug")
    if rows:
        bulk_create_with_history([_township(row, bodies[row["id"]]) for row in rows], Township, default_change_reason="facts")
    made = {one.body.slug: one for one in Township.objects.select_related("body")}
    Figure.objects.bulk_create(figure for row in rows for figure in _figures(row, made[row["id"]]))
    TownshipFact.objects.bulk_create(fact for row in rows for fact in _facts(row, made[row["id"]]))
    SpokenLanguage.objects.bulk_create(spoken for row in rows for spoken in _languages(row, made[row["id"]]))
    for row in rows:
        if other := row.get("not_to_be_confused_with"):
            Township.objects.filter(pk=made[row["id"]].pk).update(not_to_be_confused_with=made[other])
    return len(rows)


def _township(row: Row, body: Body) -> Township:
    geo, languages = row["geo"], _known(row["languages_served"])
    return Township(
        body=body,
        summary_en=row["summary_en"],
        summary_zh_hans=row["summary_zh"],
        member_since=date.fromisoformat(row["member_since"]),
        latitude=geo["lat"],
        longitude=geo["lon"],
        approximate=geo.get("approximate", False),
        point_inferred=geo.get("inferred", False),
        point_source=geo.get("source", ""),
        languages_note_en=languages.get("note_en", ""),
        languages_note_zh_hans=languages.get("note_zh", ""),
        languages_source=languages.get("source", ""),
        languages_source_date=_date(languages.get("source_date", "")),
        **_source(row),
    )


def _figures(row: Row, township: Township) -> list[Figure]:
    figures = []
    for key, kind in FIGURES.items():
        given = row.get(key, UNKNOWN)
        listed = given if isinstance(given, list) else [_known(given)]
        for position, one in enumerate(listed):
            figures.append(
                Figure(
                    township=township,
                    kind=Figure.Kind.PART if NOT_ALL_FOREIGN in one.get("note_en", "") else kind,
                    value=one.get("value"),
                    note_en=_when(one.get("note_en", "")),
                    note_zh_hans=one.get("note_zh", ""),
                    nationalities=one.get("nationalities"),
                    conflict=one.get("conflict", ""),
                    position=position,
                    **_source(one),
                )
            )
    return figures


def _facts(row: Row, township: Township) -> list[TownshipFact]:
    return [
        TownshipFact(
            township=township,
            kind=kind,
            text_en=one["en"],
            text_zh_hans=one["zh"],
            detail_en=one.get("note_en", ""),
            detail_zh_hans=one.get("note_zh", ""),
            position=position,
            **_source(one),
        )
        for key, kind in FACTS.items()
        for position, one in enumerate(row.get(key, []))
    ]


def _languages(row: Row, township: Township) -> list[SpokenLanguage]:
    served = _known(row["languages_served"])
    inferred = served.get("inferred", False)
    return [SpokenLanguage(township=township, code=LANGUAGES[name], inferred=inferred) for name in served.get("values", [])]


# --- Places -----------------------------------------------------------------------------------------------------------
def load_places(rows: list[Row]) -> int:
    """Make the places that are missing, published: they are public knowledge."""
    there = set(Place.objects.values_list("slug", flat=True))
    rows = [row for row in rows if row["id"] not in there]
    bodies, now = Body.objects.in_bulk(field_name="slug"), timezone.now()
    new = []
    for row in rows:
        geo = row.get("geo", {})
        opened_en, opened_zh = _words(row["opened"])
        new.append(
            Place(
                slug=row["id"],
                body=bodies.get(row["township"] or DISTRICTS_OF_PLACES.get(row["id"], "")),
                kind=row["kind"],
                name_en=row["title_en"],
                name_zh_hans=row["title_zh"],
                summary_en=row["summary_en"],
                summary_zh_hans=row["summary_zh"],
                address_en=_when(row["address_en"]),
                address_zh_hans=_when(row["address_zh"]),
                latitude=geo.get("lat"),
                longitude=geo.get("lon"),
                approximate=geo.get("approximate", False),
                opened_en=opened_en,
                opened_zh_hans=opened_zh,
                published_at=now,
                **_source(row),
            )
        )
    if new:
        bulk_create_with_history(new, Place, default_change_reason="facts")
    return len(new)


# --- Programmes -------------------------------------------------------------------------------------------------------
def load_programmes(rows: list[Row]) -> int:
    """Make the programmes that are missing, tied to the bodies among those who run them."""
    there = set(Programme.objects.values_list("slug", flat=True))
    rows = [row for row in rows if row["id"] not in there]
    Programme.objects.bulk_create(_programme(row) for row in rows)
    bodies = Body.objects.in_bulk(set(OWNERS.values()), field_name="slug")
    made = Programme.objects.in_bulk([row["id"] for row in rows], field_name="slug")
    through = Programme.bodies.through
    through.objects.bulk_create(
        through(programme_id=made[row["id"]].pk, body_id=bodies[slug].pk) for row in rows for slug in owners(row["owner_en"])
    )
    return len(rows)


def owners(words: str) -> list[str]:
    """Return the slugs of the bodies that an owner's words name, each once."""
    return list(dict.fromkeys(slug for phrase, slug in OWNERS.items() if phrase in words))


def _programme(row: Row) -> Programme:
    started_en, started_zh = _words(row["started"])
    return Programme(
        slug=row["id"],
        kind=row["kind"],
        title_en=row["title_en"],
        title_zh_hans=row["title_zh"],
        summary_en=row["summary_en"],
        summary_zh_hans=row["summary_zh"],
        owner_en=row["owner_en"],
        owner_zh_hans=row["owner_zh"],
        started_en=started_en,
        started_zh_hans=started_zh,
        also_source=row.get("also_source", ""),
        figures=row.get("figures") or row.get("network") or {},
        **_source(row),
    )


# --- Reading a row ----------------------------------------------------------------------------------------------------
def _source(row: Row) -> Row:
    """Return where a row comes from, what was filled in by us, and what a careful reader should know of it."""
    notes = [row[key] for key in ("title_zh_note", "township_note", "opened_note", "source_quality") if key in row]
    return {
        "source": row.get("source") or "",
        "source_date": _date(row.get("source_date", "")),
        "source_kind": row.get("source_kind", ""),
        "source_note": "; ".join(notes),
        "inferred": row.get("inferred", False),
        "inferred_fields": row.get("inferred_fields", []),
    }


def _known(given: Any) -> Row:
    return given if isinstance(given, dict) else {}


def _when(text: str) -> str:
    return "" if text == UNKNOWN else text


def _date(text: Any) -> str:
    return _when(str(text))


def _words(text: Any) -> tuple[str, str]:
    """Return since when something is, in both languages; a plain date needs no words, unknown is nothing."""
    text = _when(str(text))
    return WHEN.get(text, (text, ""))
