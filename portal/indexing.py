"""The whole search index made anew: each package puts in what is its own."""

from __future__ import annotations

from django.db import transaction

import community.indexing
import events.indexing
import feedback.indexing
from community import searching


def reindex() -> int:
    """Empty the index and fill it again in one transaction: readers never see it half full. Return how many rows."""
    with transaction.atomic():
        searching.clear()
        return community.indexing.reindex() + events.indexing.reindex() + feedback.indexing.reindex()
