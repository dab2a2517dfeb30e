"""What is known of a township: figures that are never added up, statements, languages, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.body import Body
from community.models.source import Sourced

if TYPE_CHECKING:
    from decimal import Decimal


class TownshipQuerySet(models.QuerySet["Township"]):
    """The alliance's members; all of them are public."""

    def for_listing(self) -> TownshipQuerySet:
        """Return the members of today with their bodies and districts at hand."""
        return self.filter(body__active=True).select_related("body__parent")


class TownshipManager(models.Manager.from_queryset(TownshipQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Township(Sourced):
    """A member's own page: its words, where it lies, since when it belongs to the alliance."""

    body = models.OneToOneField(Body, models.CASCADE, related_name="township")
    summary = models.TextField(_("summary"), blank=True)
    member_since = models.DateField(_("member since"), null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)  # WGS-84
    longitude = models.FloatField(null=True, blank=True)
    approximate = models.BooleanField(default=True, help_text=_("The point is only good enough for a map of the whole city."))
    point_inferred = models.BooleanField(default=False)
    point_source = models.URLField(max_length=600, blank=True)
    languages_note = models.CharField(max_length=300, blank=True)
    languages_source = models.URLField(max_length=600, blank=True)
    languages_source_date = models.CharField(max_length=10, blank=True)
    not_to_be_confused_with = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        summary_en: str
        summary_zh_hans: str
        languages_note_en: str
        languages_note_zh_hans: str
        body_id: int

    objects: ClassVar[TownshipManager] = TownshipManager()

    class Meta:
        verbose_name = _("township")
        verbose_name_plural = _("townships")

    def __str__(self) -> str:
        return str(self.body)


class Figure(Sourced):
    """One number about a township as one source gave it. Sources disagree: they stand side by side."""

    class Kind(models.TextChoices):
        FOREIGN_RESIDENTS = "foreign_residents", _("foreign residents")
        PART = "part", _("residents of one area, Chinese and foreign")
        TOTAL_POPULATION = "total_population", _("all residents")
        AREA = "area", _("area in square kilometres")

    township = models.ForeignKey(Township, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # null: we looked and found none
    note = models.CharField(max_length=300, blank=True)
    nationalities = models.PositiveSmallIntegerField(null=True, blank=True)
    conflict = models.CharField(max_length=200, blank=True, help_text=_("How it contradicts other sources."))
    position = models.PositiveSmallIntegerField(default=0)

    if TYPE_CHECKING:
        note_en: str
        note_zh_hans: str
        township_id: int

    objects: ClassVar[models.Manager[Figure]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__gte=0),
                name="figure_not_negative",
                violation_error_message=_("A figure can't be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {'?' if self.value is None else self.number}"

    @property
    def number(self) -> Decimal | int | None:
        """Return the value without empty decimals."""
        if self.value is None:
            return None
        return int(self.value) if self.value == self.value.to_integral_value() else self.value.normalize()


class TownshipFact(Sourced):
    """One sourced statement about a township: a neighbourhood, a school, a hospital, or anything else worth saying."""

    class Kind(models.TextChoices):
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
        SCHOOL = "school", _("school")
        HOSPITAL = "hospital", _("hospital")
        NOTE = "note", _("note")

    township = models.ForeignKey(Township, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    text = models.CharField(max_length=400)
    detail = models.CharField(max_length=400, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    if TYPE_CHECKING:
        text_en: str
        text_zh_hans: str
        detail_en: str
        detail_zh_hans: str
        township_id: int

    objects: ClassVar[models.Manager[TownshipFact]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["kind", "position", "pk"]

    def __str__(self) -> str:
        return self.text
