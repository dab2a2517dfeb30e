"""What staff joined and took apart: suggestions that say the same, and one that says several things."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models.suggestion import Suggestion


class Merge(models.Model):
    """That one suggestion is handled with another. Undoing it leaves the row."""

    merged = models.ForeignKey(Suggestion, models.CASCADE, related_name="merges")
    kept = models.ForeignKey(Suggestion, models.CASCADE, related_name="joined")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.CharField(max_length=500, blank=True)

    if TYPE_CHECKING:
        kept_id: int
        merged_id: int

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="merge_into_one_only",
                violation_error_message=_("It is joined with another already."),
            ),
            models.CheckConstraint(
                condition=~Q(merged=F("kept")),
                name="merge_of_two",
                violation_error_message=_("A suggestion can't be joined with itself."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_says_why"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="merge_undone_by_someone_who_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"


class Split(models.Model):
    """That a part of a suggestion became one of its own."""

    whole = models.ForeignKey(Suggestion, models.CASCADE, related_name="splits")
    part = models.OneToOneField(Suggestion, models.CASCADE, related_name="split_from")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(whole=F("part")), name="split_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="split_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.whole} → {self.part}"
