"""Who wants to hear what becomes of a public suggestion."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from feedback.models.suggestion import Suggestion


class FollowQuerySet(models.QuerySet["Follow"]):
    """Which follows are to be told."""

    def active(self) -> FollowQuerySet:
        """Return those that were confirmed by their address and not ended."""
        return self.filter(confirmed_at__isnull=False, ended_at__isnull=True)


class Follow(models.Model):
    """That an address follows a suggestion. It counts once confirmed; `told` is the last change it was told of."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="follows")
    contact = models.ForeignKey("community.Contact", models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    told = models.BigIntegerField(default=0)

    if TYPE_CHECKING:
        suggestion_id: int

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["suggestion", "contact"], name="follow_once_per_contact")]
        indexes: ClassVar = [
            models.Index(
                fields=["suggestion"], condition=Q(confirmed_at__isnull=False, ended_at__isnull=True), name="follow_active"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact}: {self.suggestion}"
