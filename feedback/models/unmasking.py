"""That someone looked at what is hidden in a suggestion, and why."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models.suggestion import Suggestion


class Unmasking(models.Model):
    """One look at the original words, with its reason. Rows are added, never changed."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="unmaskings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="unmasking_says_why", violation_error_message=_("Say why you need to see it.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} #{self.pk}"
