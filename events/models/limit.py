"""Limits that overlap with the seats of a date: children, kitchen places, and what a reserve leaves to everyone else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models.date import EventDate
from events.models.registration import Registration
from events.models.rule import Rule

if TYPE_CHECKING:
    from datetime import datetime


class LimitQuerySet(models.QuerySet["Limit"]):
    """The two sides of a limit, as with seats."""

    def take(self, pk: int, places: int) -> bool:
        """Take places; False when there are not so many. One conditional UPDATE."""
        free = self.filter(pk=pk, taken__lte=models.F("places") - places)
        return bool(free.update(taken=models.F("taken") + places))

    def put_back(self, pk: int, places: int) -> None:
        """Give places back. Only `counting` calls this."""
        self.filter(pk=pk).update(taken=models.F("taken") - places)

    def own(self) -> LimitQuerySet:
        """Return what organisers set themselves: not what stands behind a reserve."""
        return self.exclude(counts=Limit.Counts.OTHERS)

    def due_to_melt(self, now: datetime) -> LimitQuerySet:
        """Return the reserves whose time is up and whose seats nobody has been told of."""
        return self.filter(melts_at__lte=now, melted_at__isnull=True)


class LimitManager(models.Manager.from_queryset(LimitQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Limit(models.Model):
    """How many of something a date has beside its seats. Each registration takes its part, and gives it back."""

    class Counts(models.TextChoices):
        """Whom it counts."""

        CHILDREN = "children", _("children up to 12")
        ASKED = "asked", _("those who ask for it in the form")
        OTHERS = "others", _("those for whom nothing is kept")

    date = models.ForeignKey(EventDate, models.CASCADE, related_name="limits")
    counts = models.CharField(_("counts"), max_length=8, choices=Counts)
    name = models.CharField(_("name"), max_length=80, blank=True)
    rule = models.ForeignKey(Rule, models.CASCADE, null=True, blank=True, related_name="limits")
    places = models.PositiveIntegerField(_("places"))
    taken = models.PositiveIntegerField(default=0, editable=False)
    melts_at = models.DateTimeField(null=True, blank=True)
    melted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[LimitManager] = LimitManager()

    if TYPE_CHECKING:
        name_en: str | None
        name_zh_hans: str | None
        date_id: int

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["melts_at"], condition=models.Q(melted_at__isnull=True), name="limit_to_melt"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(taken__gte=0, taken__lte=models.F("places")),
                name="limit_never_exceeded",
                violation_error_message=_("More places are taken than there would be."),
            ),
            models.CheckConstraint(
                condition=models.Q(counts="others", rule__isnull=False, melts_at__isnull=False)
                | (~models.Q(counts="others") & models.Q(rule__isnull=True)),
                name="limit_of_others_has_rule",
                violation_error_message=_("A reserve needs its rule."),
            ),
            models.UniqueConstraint(fields=["date", "rule"], name="limit_once_a_rule"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return what it counts, for readers."""
        return self.name or str(self.get_counts_display())

    @property
    def left(self) -> int:
        """Return how many nobody has taken."""
        return max(self.places - self.taken, 0)

    @property
    def kept(self) -> str:
        """Return what a reserve keeps, for whom, in words."""
        rule = self.rule
        return gettext("%(seats)d seats are kept for %(whom)s") % {"seats": rule.seats, "whom": rule.whom} if rule else ""


class LimitUse(models.Model):
    """What one registration has taken of one limit."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="uses")
    limit = models.ForeignKey(Limit, models.CASCADE, related_name="uses")
    places = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["registration", "limit"], name="limit_use_once")]

    def __str__(self) -> str:
        return f"{self.registration}: {self.places} {self.limit}"
