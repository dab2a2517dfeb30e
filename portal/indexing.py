"""The whole search index made anew: each package puts in what is its own."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.db import transaction

from community import searching

PACKAGES = ("community", "events", "feedback")


def reindex() -> int:
    """Empty the index and fill it again in one transaction: readers never see it half full. Return how many rows."""
    with transaction.atomic():
        searching.clear()
        modules = [import_module(f"{package}.indexing") for package in PACKAGES if find_spec(f"{package}.indexing")]
        return sum(module.reindex() for module in modules if hasattr(module, "reindex"))
