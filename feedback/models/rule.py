"""Where a suggestion goes: ordered rules that are data, and the errors that switched some of them off."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.models.category import Category
from feedback.models.suggestion import Suggestion

OFFICE_SUFFIX = "-letters"  # a district's suggestion office, as the facts name it
LAST_HOUR = 24


class RoutingRuleQuerySet(models.QuerySet["RoutingRule"]):
    """Rules as the router reads them."""

    def in_force(self) -> RoutingRuleQuerySet:
        """Return the rules in use in their order, with all that matching and explaining read."""
        return self.filter(active=True).for_listing().order_by("order", "pk")

    def for_listing(self) -> RoutingRuleQuerySet:
        """Load what a line of the table shows."""
        return self.select_related("desk__parent", "area__parent", "category", "place")


class RoutingRuleManager(models.Manager.from_queryset(RoutingRuleQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class RoutingRule(models.Model):
    """One line of the table: its conditions (each may be any), then this desk. The first match wins."""

    class Days(models.TextChoices):
        WORKING = "working", _("on working days")
        OFF = "off", _("on days off")

    order = models.PositiveIntegerField(_("order"), db_index=True, help_text=_("Smaller comes first; gaps are fine."))
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
    place = models.ForeignKey("community.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place"))
    kind = models.CharField(_("kind"), max_length=12, choices=Suggestion.Kind, blank=True)
    answer_code = models.SlugField(_("extra question"), max_length=40, blank=True)
    answer_value = models.CharField(_("its reply"), max_length=100, blank=True)
    days = models.CharField(_("days"), max_length=8, choices=Days, blank=True)
    from_hour = models.PositiveSmallIntegerField(
        _("from (hour)"), null=True, blank=True, validators=[MaxValueValidator(LAST_HOUR)]
    )
    until_hour = models.PositiveSmallIntegerField(
        _("until (hour)"), null=True, blank=True, validators=[MaxValueValidator(LAST_HOUR)]
    )
    from_date = models.DateField(_("from (day)"), null=True, blank=True)
    until_date = models.DateField(_("until (day, included)"), null=True, blank=True)
    desk = models.ForeignKey("community.Body", models.PROTECT, related_name="+", verbose_name=_("desk"))
    note = models.CharField(_("why this desk"), max_length=200, blank=True)
    inferred = models.BooleanField(_("inferred"), default=False, help_text=_("Our own mapping, not stated by a source."))

    if TYPE_CHECKING:
        note_en: str
        note_zh_hans: str
        category_id: int | None
        area_id: int | None
        place_id: int | None
        desk_id: int

    objects: ClassVar[RoutingRuleManager] = RoutingRuleManager()

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer_code="", answer_value="") | (~Q(answer_code="") & ~Q(answer_value="")),
                name="routing_rule_question_with_reply",
                violation_error_message=_("Name the extra question and its reply, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(from_hour=None, until_hour=None) | Q(from_hour__lt=F("until_hour"), until_hour__lte=LAST_HOUR),
                name="routing_rule_hours_in_order",
                violation_error_message=_("The hours go from an earlier to a later one."),
            ),
            models.CheckConstraint(
                condition=Q(from_date=None) | Q(until_date=None) | Q(from_date__lte=F("until_date")),
                name="routing_rule_days_in_order",
                violation_error_message=_("The days go from an earlier to a later one."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.order}: {self.desk}"

    @property
    def passes_on(self) -> bool:
        """Tell whether its desk is a district's suggestion office, which takes what has no department of its own."""
        return self.desk.slug.endswith(OFFICE_SUFFIX)

    @property
    def is_special(self) -> bool:
        """Tell whether it asks more than category and area, so that the table of both can't show it."""
        more = (self.place_id, self.kind, self.answer_code, self.days, self.from_hour, self.from_date, self.until_date)
        return any(one not in {None, ""} for one in more)


class RuleError(models.Model):
    """That a rule could not be asked and was switched off. It stays in sight until someone has dealt with it."""

    rule = models.ForeignKey(RoutingRule, models.CASCADE, related_name="errors")
    suggestion = models.ForeignKey(Suggestion, models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule"], condition=Q(settled_at__isnull=True), name="rule_error_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"

    @property
    def what_translated(self) -> str:
        """Return what was wrong in the reader's language, where it is one of the known faults."""
        return str(gettext(self.what))
