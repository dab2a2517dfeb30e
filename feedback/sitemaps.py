"""Suggestions for search engines: only what a moderator released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from community.sitemaps import Pages
from feedback.models import Suggestion

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Suggestions(Pages):
    """Public suggestions. Their pages speak both languages; the residents' own words stay as they are."""

    def items(self) -> QuerySet[Suggestion]:
        """Return them."""
        return Suggestion.objects.public().order_by("pk")

    def location(self, item: Suggestion) -> str:
        """Return its page."""
        return reverse("feedback:detail", args=[item.reference])


SITEMAPS: dict[str, type[Pages]] = {"suggestions": Suggestions}
