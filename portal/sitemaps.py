"""The map of the site: its own pages, and what each package puts in."""

from __future__ import annotations

from django.urls import reverse

import community.sitemaps
import events.sitemaps
import feedback.sitemaps
from community.models import Body
from community.sitemaps import Pages


class Fixed(Pages):
    """Pages that are always there."""

    def items(self) -> list[str]:
        """Return their names."""
        own = ["home", "townships", "contact", "privacy", "accessibility"]
        return [*own, "community:notices", "community:places", "community:programmes", "events:list", "feedback:list"]

    def location(self, item: str) -> str:
        """Return the address."""
        return reverse(item)


class Townships(Pages):
    """The members' front pages."""

    def items(self) -> list[str]:
        """Return their slugs."""
        return list(Body.objects.townships().order_by("slug").values_list("slug", flat=True))

    def location(self, item: str) -> str:
        """Return the address."""
        return reverse("township", args=[item])


SITEMAPS: dict[str, type[Pages]] = {
    "pages": Fixed,
    "townships": Townships,
    **community.sitemaps.SITEMAPS,
    **events.sitemaps.SITEMAPS,
    **feedback.sitemaps.SITEMAPS,
}
