"""The alliance's members as pages show them. They change rarely: what is read here is kept for minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from community.fields import PartialDate
from community.models import Body, Figure, Place, Programme, SpokenLanguage, Township, TownshipFact
from community.models.source import host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrOrPromise

Row = TypeVar("Row", Figure, TownshipFact)
LABELS: dict[str, StrOrPromise] = {
    Figure.Kind.PART: _("Residents of one area, Chinese and foreign"),
    Figure.Kind.TOTAL_POPULATION: _("All residents"),
    Figure.Kind.AREA: _("Area in square kilometres"),
    TownshipFact.Kind.NEIGHBOURHOOD: _("Neighbourhoods"),
    TownshipFact.Kind.SCHOOL: _("Schools"),
    TownshipFact.Kind.HOSPITAL: _("Hospitals and clinics"),
}
KEPT = 5 * 60  # seconds


@dataclass(frozen=True)
class Member:
    """A township in one language, with its district: two are called Hongqiao."""

    slug: str
    name: str
    district_name: str
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True)
class TownshipPage:
    """What is known of a township, in all languages."""

    body: Body
    township: Township | None
    namesake: Body | None  # the other Hongqiao
    figures: dict[str, list[Figure]]
    facts: dict[str, list[TownshipFact]]
    languages: list[SpokenLanguage]
    places: list[Place]
    programmes: list[tuple[Programme, list[Body]]]

    @property
    def services(self) -> list[Place]:
        """Return where people go to get something done."""
        return [place for place in self.places if place.is_service]

    @property
    def sights(self) -> list[Place]:
        """Return the other places: parks, shops, schools, venues."""
        return [place for place in self.places if not place.is_service]

    @property
    def others(self) -> list[tuple[StrOrPromise, Figure]]:
        """Return what is counted beside the foreign residents, each with its label."""
        kinds = (Figure.Kind.PART, Figure.Kind.TOTAL_POPULATION, Figure.Kind.AREA)
        return [(LABELS[kind], figure) for kind in kinds for figure in self.figures.get(kind, [])]

    @property
    def statements(self) -> list[tuple[StrOrPromise, list[TownshipFact]]]:
        """Return the statements that every township should have, empty where nothing is known."""
        kinds = (TownshipFact.Kind.NEIGHBOURHOOD, TownshipFact.Kind.SCHOOL, TownshipFact.Kind.HOSPITAL)
        return [(LABELS[kind], self.facts.get(kind, [])) for kind in kinds]

    @property
    def languages_host(self) -> str:
        """Return the site that tells which languages are spoken."""
        return host(self.township.languages_source) if self.township else ""

    @property
    def languages_sourced_on(self) -> PartialDate:
        """Return when it told so."""
        return PartialDate.parse(self.township.languages_source_date if self.township else "")


def members(language: str | None = None) -> list[Member]:
    """Return today's members as a reader of the language sorts them: by name, in Chinese by its sound."""
    language = language or translation.get_language() or settings.LANGUAGE_CODE
    kept: list[Member] | None = cache.get(f"members:{language}")
    if kept is None:
        kept = _members(language)
        if kept:
            cache.set(f"members:{language}", kept, KEPT)
    return kept


def _members(language: str) -> list[Member]:
    suffix = language.replace("-", "_")
    bodies = list(Body.objects.townships())
    points = {row[0]: row[1:] for row in Township.objects.values_list("body_id", "longitude", "latitude")}
    bodies.sort(key=lambda body: body.name_pinyin or body.slug if suffix == "zh_hans" else body.name_en or body.slug)
    return [
        Member(
            slug=body.slug,
            name=getattr(body, f"name_{suffix}") or body.name_en,
            district_name=(getattr(body.parent, f"name_{suffix}") or body.parent.name_en) if body.parent else "",
            longitude=points.get(body.pk, (None, None))[0],
            latitude=points.get(body.pk, (None, None))[1],
        )
        for body in bodies
    ]


def township_page(slug: str) -> TownshipPage | None:
    """Return what is known of a member, or None where there is no such member."""
    kept: TownshipPage | None = cache.get(f"township:{slug}")
    if kept is None:
        body = Body.objects.townships().filter(slug=slug).first()
        if body is None:
            return None
        kept = _page(body)
        cache.set(f"township:{slug}", kept, KEPT)
    return kept


def _page(body: Body) -> TownshipPage:
    township = Township.objects.filter(body=body).select_related("not_to_be_confused_with__body__parent").first()
    near = Q(bodies=body) | Q(bodies=body.parent)
    places = sorted(Place.objects.published().filter(body=body), key=lambda place: (not place.is_service, place.kind, place.slug))
    other = township.not_to_be_confused_with if township else None
    return TownshipPage(
        body=body,
        township=township,
        namesake=other.body if other else None,
        figures=_by_kind(Figure.objects.filter(township=township)),
        facts=_by_kind(TownshipFact.objects.filter(township=township)),
        languages=list(SpokenLanguage.objects.filter(township=township)) if township else [],
        places=places,
        programmes=run_by(list(Programme.objects.filter(near).distinct()), first=body),
    )


def run_by(programmes: list[Programme], *, first: Body | None = None) -> list[tuple[Programme, list[Body]]]:
    """Return programmes with the bodies that run them; those of `first` come first."""
    through = Programme.bodies.through.objects.filter(programme__in=programmes).select_related("body__parent")
    bodies: dict[int, list[Body]] = {}
    for row in through.order_by("pk"):
        bodies.setdefault(row.programme_id, []).append(row.body)
    paired = [(programme, bodies.get(programme.pk, [])) for programme in programmes]
    return sorted(paired, key=lambda pair: first not in pair[1]) if first else paired


def _by_kind(rows: Iterable[Row]) -> dict[str, list[Row]]:
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row)
    return kinds


def latest_figures() -> dict[str, Figure]:
    """Return by township the newest dated figure of foreign residents; one source's word, never a sum."""
    known = Figure.objects.filter(kind=Figure.Kind.FOREIGN_RESIDENTS, value__isnull=False)
    return {figure.township.body.slug: figure for figure in known.select_related("township__body").order_by("source_date")}


def forget() -> None:
    """Drop what is kept, after the facts have changed."""
    slugs = Body.objects.filter(kind=Body.Kind.TOWNSHIP).values_list("slug", flat=True)
    cache.delete_many([*(f"members:{code}" for code, _name in settings.LANGUAGES), *(f"township:{slug}" for slug in slugs)])
