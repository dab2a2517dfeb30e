"""That a date was moved: from when and where, why, and whether everyone has been told."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.date import EventDate


class Move(models.Model):
    """One move of one date. The date holds what is true now; this row holds what was."""

    date = models.ForeignKey(EventDate, models.CASCADE, related_name="moves")
    from_starts_at = models.DateTimeField()
    from_ends_at = models.DateTimeField()
    from_place = models.ForeignKey("community.Place", models.SET_NULL, null=True, blank=True, related_name="+")
    cause = models.CharField(_("cause"), max_length=8, choices=EventDate.Cause)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)  # when the last of those who held seats had a mail in the outbox

    if TYPE_CHECKING:
        reason_en: str | None
        reason_zh_hans: str | None
        date_id: int

    objects: ClassVar[models.Manager[Move]] = models.Manager()

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering: ClassVar = ["moved_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["moved_at"], condition=models.Q(told_at__isnull=True), name="move_untold"),
        ]

    def __str__(self) -> str:
        return f"{self.date} ({self.get_cause_display()})"
