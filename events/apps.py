"""The app of events."""

from __future__ import annotations

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """See the package's charter."""

    name = "events"

    def ready(self) -> None:
        """Name the views behind the signed links, and what our words lead to."""
        import events.collecting  # noqa: F401, PLC0415  # the same
        from events.views import coming, links, queue  # noqa: F401, PLC0415  # models are there only now
