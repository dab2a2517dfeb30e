"""What can be found: a row an item with its words in every language, the words people can type, and what nobody found."""

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
    """What is found: where it lies, what sort of thing it is, and when it may be seen. Narrow, because a search reads many.

    Only ``community.searching`` touches its terms: on PostgreSQL they stand in two columns of the row which no field
    stands for (migration search_terms_in_the_rows), on SQLite in the table ``community_searchtext`` (search_index).
    """

    kind = models.CharField(max_length=20)
    item_id = models.BigIntegerField()
    address = models.CharField(max_length=300)  # without the language prefix
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+")
    visible_from = models.DateTimeField(null=True, blank=True)
    visible_until = models.DateTimeField(null=True, blank=True)
    sort_at = models.DateTimeField(null=True, blank=True)
    topic = models.ForeignKey("community.Topic", models.SET_NULL, null=True, blank=True, related_name="+")
    over_from = models.DateField(null=True, blank=True)  # from this day on it counts no more, and stands behind what does

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "item_id"], name="search_entry_once_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}"


class SearchWording(models.Model):
    """The words of an entry by language: read only for the few that are shown."""

    entry = models.OneToOneField(SearchEntry, models.CASCADE, primary_key=True, related_name="wording")
    titles = models.JSONField(default=dict)  # language: text
    summaries = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[SearchWording]] = models.Manager()

    def __str__(self) -> str:
        return str(self.entry)


class SearchWord(models.Model):
    """A word of a title or a summary, and how it is typed in pinyin: for "did you mean" and for pinyin.

    It says nothing of who may see it: whoever offers a word asks first whether it finds something visible.
    """

    text = models.CharField(max_length=60, unique=True)
    reading = models.CharField(max_length=60, db_index=True)

    objects: ClassVar[models.Manager[SearchWord]] = models.Manager()

    def __str__(self) -> str:
        return self.text


class SearchMiss(models.Model):
    """Words that found nothing, and how often: no person, no address, no session. Forgotten after a time."""

    words = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    times = models.PositiveIntegerField(default=1)
    first_on = models.DateField()
    last_on = models.DateField(db_index=True)

    objects: ClassVar[models.Manager[SearchMiss]] = models.Manager()

    class Meta:
        verbose_name_plural = "search misses"
        constraints: ClassVar = [models.UniqueConstraint(fields=["words", "language"], name="search_miss_once")]

    def __str__(self) -> str:
        return f"{self.words} ({self.times})"
