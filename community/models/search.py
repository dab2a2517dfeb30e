"""One row for everything that can be found, with its words in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from community.models.body import Body

if TYPE_CHECKING:
    from datetime import datetime


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """What may be found."""

    def visible_at(self, now: datetime) -> SearchEntryQuerySet:
        """Return what anyone may see at `now`; the window is half open."""
        return self.filter(
            models.Q(visible_from__isnull=True) | models.Q(visible_from__lte=now),
            models.Q(visible_until__isnull=True) | models.Q(visible_until__gt=now),
        )


class SearchEntry(models.Model):
    """What is found: where it lies, its words by language, and when it may be seen.

    Its terms stand in the table ``community_searchtext``, which each engine has in its own form (migration
    search_index) and only ``community.searching`` touches.
    """

    kind = models.CharField(max_length=20)
    item_id = models.BigIntegerField()
    address = models.CharField(max_length=300)  # without the language prefix
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+")
    titles = models.JSONField(default=dict)  # language: text
    summaries = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    keys = models.TextField(blank=True)  # what counts as its exact name, one a line, each between line breaks
    visible_from = models.DateTimeField(null=True, blank=True)
    visible_until = models.DateTimeField(null=True, blank=True)
    sort_at = models.DateTimeField(null=True, blank=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "item_id"], name="search_entry_once_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}"
