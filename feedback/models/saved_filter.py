"""Filters of the desk's list that a person keeps under a name."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """A queue and its filters, as the address writes them; one's own and nobody else's."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_filter_once_per_name",
                violation_error_message=_("You have a filter with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
