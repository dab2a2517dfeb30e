"""The portal's app: registers its system checks."""

from __future__ import annotations

from django.apps import AppConfig

from community.signals import public_words_changed


class PortalConfig(AppConfig):
    """The composing top of the house."""

    name = "portal"

    def ready(self) -> None:
        """Register the system checks, and hear when what is public changes."""
        from portal import banners, checks, keeping  # noqa: F401, PLC0415  # checks register on import, once the apps are ready

        public_words_changed.connect(keeping.forget, dispatch_uid="forget kept pages")
        public_words_changed.connect(banners.forget, dispatch_uid="forget the banners")
