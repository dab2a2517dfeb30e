"""Work on drafts: who is writing now, and what they typed and have not saved yet. Rows, so that no restart loses a word."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.edition import Edition

if TYPE_CHECKING:
    from datetime import datetime

    from community.models.user import User

SILENT_AFTER = timedelta(minutes=3)  # the page tells every half minute that it is still open


class Hold(models.Model):
    """That a person is writing on an edition. It ends when they save, or some minutes after their page was last heard of."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="+")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    heard_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        edition_id: int
        holder_id: int

    objects: ClassVar[models.Manager[Hold]] = models.Manager()

    class Meta:
        verbose_name = _("writer at work")
        verbose_name_plural = _("writers at work")

    def __str__(self) -> str:
        return f"{self.edition_id} ← #{self.holder_id}"

    def keeps_out(self, person: User, now: datetime) -> bool:
        """Tell whether somebody else is writing just now."""
        return self.holder_id != person.pk and now - self.heard_at < SILENT_AFTER


class Unsaved(models.Model):
    """What one person typed on one draft since they last saved it: the fields of the form as they stood."""

    edition = models.ForeignKey(Edition, models.CASCADE, null=True, blank=True, related_name="+")  # empty: a new notice
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()  # of the page that typed it
    fields: models.JSONField[dict[str, Any]] = models.JSONField()
    written_at = models.DateTimeField(null=True, blank=True)  # of the draft that the page had opened
    saved_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        edition_id: int | None
        writer_id: int

    objects: ClassVar[models.Manager[Unsaved]] = models.Manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["writer", "edition"], name="unsaved_once_per_writer"),
            models.UniqueConstraint(fields=["writer"], condition=Q(edition__isnull=True), name="unsaved_one_new_per_writer"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id or 'new'} ← #{self.writer_id}"
