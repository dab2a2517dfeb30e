"""The audit trail: who did what, append-only."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class AppendOnlyError(TypeError):
    """Someone tried to change or remove what was recorded."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Reads and adds; refuses the rest."""

    def update(self, **_values: Any) -> NoReturn:
        """Refuse: the trail is append-only."""
        raise AppendOnlyError("An audit entry is never changed.")

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: the trail is append-only."""
        raise AppendOnlyError("An audit entry is never changed.")

    def delete(self) -> NoReturn:
        """Refuse: the trail is append-only."""
        raise AppendOnlyError("An audit entry is never removed.")

    def about(self, target: models.Model) -> AuditQuerySet:
        """Return the trail of one object, oldest first."""
        return self.filter(target_type=ContentType.objects.get_for_model(target), target_id=target.pk).order_by("pk")


class AuditEntry(models.Model):
    """One act. It outlives what it speaks of, so the target's id is a plain number with a label beside it."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    actor_label = models.CharField(max_length=200, blank=True)
    body = models.ForeignKey("community.Body", models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    target_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    target_id = models.BigIntegerField()
    target_label = models.CharField(max_length=200, blank=True)
    fields = models.JSONField(default=list)
    values = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"
        indexes: ClassVar = [models.Index(fields=["target_type", "target_id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.verb}: {self.target_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry. Raises AppendOnlyError for one that is there already."""
        if not self._state.adding:
            raise AppendOnlyError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: the trail is append-only."""
        raise AppendOnlyError("An audit entry is never removed.")
