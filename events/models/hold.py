"""Seats held while someone fills in the form. They count as taken; the row is gone once they are used or given back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.date import EventDate
from events.models.event import LARGEST_PARTY

if TYPE_CHECKING:
    from datetime import datetime


class Hold(models.Model):
    """So many seats of a date for whoever has the key, until its time is up; the time can be prolonged once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    date = models.ForeignKey(EventDate, models.CASCADE, related_name="holds")
    seats = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField(db_index=True)
    prolonged_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Hold]] = models.Manager()

    if TYPE_CHECKING:
        date_id: int

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(seats__gte=1, seats__lte=LARGEST_PARTY),
                name="hold_one_to_five",
                violation_error_message=_("A party has one to five people."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.seats}"

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time is up."""
        return now >= self.expires_at
