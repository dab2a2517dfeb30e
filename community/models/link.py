"""The only kind of signed link: a secret in someone's mailbox that opens one thing for one purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime


class Link(models.Model):
    """A secret we keep only the hash of. GET shows, POST acts; it ends by date, by use or by being revoked."""

    purpose = models.CharField(max_length=40)
    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["target_type", "target_id", "purpose"], name="link_by_target")]

    def __str__(self) -> str:
        return f"{self.purpose} #{self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Tell whether the link still opens what it was made for."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
