"""The ground floor's app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """People, bodies and words."""

    name = "community"
    verbose_name = _("Community")

    def ready(self) -> None:
        """Listen to what allauth tells; bring our own words to the translation desk."""
        import community.receivers  # noqa: F401, PLC0415  # models must be there first
        from community import shelving  # noqa: PLC0415  # the same

        shelving.register()
