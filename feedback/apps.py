"""The app of feedback."""

from __future__ import annotations

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """See the package's charter."""

    name = "feedback"

    def ready(self) -> None:
        """Name the views behind the signed links, and listen to the ground floor."""
        import feedback.collecting  # noqa: PLC0415  # the same
        import feedback.receivers  # noqa: F401, PLC0415  # the same

        # Their views register on import, once the models are ready.
        from feedback.views import follows, inquiries, own, questions  # noqa: F401, PLC0415
