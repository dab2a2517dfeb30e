"""``manage.py reindex``: the search index made anew from the tables."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal import indexing


class Command(BaseCommand):
    """Make the search index anew."""

    help = "Make the search index anew from the tables, in one transaction."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it and say how many rows there are."""
        self.stdout.write(f"{indexing.reindex()} items can be found.")
