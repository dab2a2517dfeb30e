"""``manage.py compile_catalogues``: .po to .mo without gettext."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.catalogues import compile_catalogues


class Command(BaseCommand):
    """Compile the catalogues."""

    help = "Compile the message catalogues (.po to .mo); needs no gettext."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Compile every catalogue that changed."""
        for path in compile_catalogues(settings.LOCALE_PATHS[0]):
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}")
