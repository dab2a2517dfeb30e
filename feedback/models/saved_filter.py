"""Filters of the desk's lists that a person keeps under a name."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """A list, a queue of it and its filters, as the address writes them; one's own and nobody else's."""

    class Page(models.TextChoices):
        """Which list, by the name of its address."""

        SUGGESTIONS = "desk_suggestions", _("Suggestions")
        MODERATION = "desk_moderation", _("Moderation")
        TRANSLATIONS = "desk_translations", _("Translations")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(max_length=20, choices=Page, default=Page.SUGGESTIONS)
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="saved_filter_once_per_name",
                violation_error_message=_("You have a filter with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
