"""Events for search engines: what everyone may see, in the languages it is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from community.sitemaps import Pages
from events.models import Event

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Events(Pages):
    """Published events."""

    def items(self) -> QuerySet[Event]:
        """Return them."""
        found: QuerySet[Event] = Event.objects.published().order_by("pk")
        return found

    def get_languages_for_item(self, item: Event) -> list[str]:
        """Return the languages it has a title in."""
        return item.spoken

    def location(self, item: Event) -> str:
        """Return its page."""
        return reverse("events:detail", args=[item.slug])


SITEMAPS: dict[str, type[Pages]] = {"events": Events}
