"""What search engines should know: every public page, in the languages in which it can really be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from community import following
from community.models import Notice, Place
from community.models.contact import Language

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


class Pages(Sitemap[Any]):
    """Pages under the site's own address, each naming its other languages; without a language it goes by the reader."""

    i18n = True
    alternates = True
    x_default = True
    limit = 2000

    def get_domain(self, site: Any = None) -> str:  # noqa: ARG002  # Django passes it
        """Return the site's own host, whichever this request asked for."""
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:  # noqa: ARG002  # the same
        """Return the site's own scheme."""
        return urlsplit(settings.SITE_URL).scheme


class Notices(Pages):
    """Published notices; what was withdrawn is gone from here."""

    def items(self) -> QuerySet[Notice]:
        """Return them in an order that pages of the map can rely on."""
        found: QuerySet[Notice] = following.by_news(Notice.objects.published()).order_by("pk")
        return found

    def get_languages_for_item(self, item: Notice) -> list[str]:
        """Return the languages in which all of it is there: a fallback is the other page once more."""
        return [code for code in Language.values if item.current and item.current.has_words_in(code)]

    def location(self, item: Notice) -> str:
        """Return its page."""
        return reverse("community:notice", args=[item.slug])

    def lastmod(self, item: Notice) -> datetime | None:
        """Return when it last changed in a way that matters."""
        return item.news_at  # type: ignore[attr-defined,no-any-return]  # following.by_news


class Places(Pages):
    """Places that are published."""

    def items(self) -> QuerySet[Place]:
        """Return them."""
        found: QuerySet[Place] = Place.objects.published().order_by("pk")
        return found

    def location(self, item: Place) -> str:
        """Return its page."""
        return reverse("community:place", args=[item.slug])


SITEMAPS: dict[str, type[Pages]] = {"notices": Notices, "places": Places}
