"""Where a suggestion goes: ordered rules that are data."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models.category import Category
from feedback.models.suggestion import Suggestion

OFFICE_SUFFIX = "-letters"  # a district's suggestion office, as the facts name it


class RoutingRuleQuerySet(models.QuerySet["RoutingRule"]):
    """Rules as the router reads them."""

    def in_force(self) -> RoutingRuleQuerySet:
        """Return the active rules in their order, desks at hand; one to a closed desk is skipped."""
        return self.filter(active=True, desk__active=True).select_related("desk__parent", "area").order_by("order", "pk")


class RoutingRuleManager(models.Manager.from_queryset(RoutingRuleQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class RoutingRule(models.Model):
    """One line of the table: for this category, area and kind (each may be any), this desk. The first match wins."""

    order = models.PositiveIntegerField(_("order"), db_index=True)
    active = models.BooleanField(_("in use"), default=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category"))
    area = models.ForeignKey(
        "community.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("area"),
        help_text=_("A township, or a district for all of its townships; empty: anywhere, the whole city included."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Suggestion.Kind, blank=True)
    desk = models.ForeignKey("community.Body", models.PROTECT, related_name="+", verbose_name=_("desk"))
    note = models.CharField(_("why this desk"), max_length=200, blank=True)
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Our own mapping, not stated by a source."))

    if TYPE_CHECKING:
        note_en: str
        note_zh_hans: str
        category_id: int | None
        area_id: int | None
        desk_id: int

    objects: ClassVar[RoutingRuleManager] = RoutingRuleManager()

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return f"#{self.order}: {self.desk}"

    @property
    def passes_on(self) -> bool:
        """Tell whether its desk is a district's suggestion office, which takes what has no department of its own."""
        return self.desk.slug.endswith(OFFICE_SUFFIX)
