"""Any office in the tree: alliance, city, bureaus, districts, departments, townships, partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyQuerySet(models.QuerySet["Body"]):
    """Which offices; all of them are public knowledge."""

    def active(self) -> BodyQuerySet:
        """Return the offices that exist today."""
        return self.filter(active=True)

    def townships(self) -> BodyQuerySet:
        """Return the alliance's members, with their districts at hand."""
        return self.active().filter(kind=Body.Kind.TOWNSHIP).select_related("parent")

    def under(self, body: Body) -> BodyQuerySet:
        """Return a body and everything below it; the tree is three deep at most (city, district, department)."""
        return self.filter(models.Q(pk=body.pk) | models.Q(parent=body) | models.Q(parent__parent=body))


class BodyManager(models.Manager.from_queryset(BodyQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Body(models.Model):
    """An office that can own content, hold suggestions and have people in roles. New members join as data."""

    class Kind(models.TextChoices):
        ALLIANCE = "alliance", _("alliance")
        CITY = "city", _("city")
        BUREAU = "bureau", _("bureau")
        DISTRICT = "district", _("district")
        DEPARTMENT = "department", _("department")
        TOWNSHIP = "township", _("township")
        PARTNER = "partner", _("partner")
        COMMITTEE = "committee", _("residents' committee")
        OUTSIDE = "outside", _("subdistrict outside the alliance")

    kind = models.CharField(max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    code = models.CharField(
        max_length=4, unique=True, null=True, blank=True, help_text=_("Begins the references of suggestions.")
    )
    name = models.CharField(_("name"), max_length=200)
    name_pinyin = models.CharField(max_length=400, blank=True, editable=False)  # sorts Chinese names as a reader expects
    phone = models.CharField(max_length=60, blank=True)
    source = models.URLField(max_length=500, blank=True)
    source_date = models.CharField(max_length=10, blank=True)
    inferred = models.BooleanField(default=False, help_text=_("Filled in by us, not stated by a source."))
    active = models.BooleanField(default=True)

    if TYPE_CHECKING:
        name_en: str
        name_zh_hans: str
        parent_id: int | None

    objects: ClassVar[BodyManager] = BodyManager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering: ClassVar = ["kind", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="township") | models.Q(parent__isnull=False, code__isnull=False),
                name="body_township_has_district_and_code",
                violation_error_message=_("A township needs its district and a code for references."),
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")),
                name="body_not_under_itself",
                violation_error_message=_("A body can't be its own parent."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_township(self) -> bool:
        """Tell whether this is one of the alliance's members."""
        return self.kind == self.Kind.TOWNSHIP

    @property
    def district_name(self) -> str:
        """Return the district's name where this body lies in one, else nothing."""
        if self.parent is not None and self.parent.kind == self.Kind.DISTRICT:
            return self.parent.name
        return ""

    @property
    def full_name(self) -> str:
        """Return the name that can't be confused: two townships are called Hongqiao, so the district stands beside."""
        if self.is_township and self.district_name:
            return _("%(township)s, %(district)s") % {"township": self.name, "district": self.district_name}
        return self.name
