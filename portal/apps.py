"""The portal's app: registers its system checks."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The composing top of the house."""

    name = "portal"

    def ready(self) -> None:
        """Register the system checks."""
        from portal import checks  # noqa: F401, PLC0415  # checks register on import, once the apps are ready
