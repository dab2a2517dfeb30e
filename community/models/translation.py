"""What is known of a translation: from which edition it was made, how, and who stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.models.contact import Language
from community.models.edition import Edition

if TYPE_CHECKING:
    from datetime import datetime


class TranslationState(models.Model):
    """That an edition's words in a language were made from an edition, or that a named person did without them.

    `behind` names each field that does not follow its source, with the numbers of the editions whose change is missing;
    `based_on` is then the last edition that the words followed as a whole.
    """

    class Kind(models.TextChoices):
        HUMAN = "human", _("made by a person")
        MACHINE = "machine", _("made by a machine")
        IMPORTED = "imported", _("came with the source")
        ABSENT = "absent", _("published without it")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, choices=Language)
    kind = models.CharField(max_length=10, choices=Kind)
    based_on = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    behind = models.JSONField(default=dict, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_as = models.CharField(max_length=120, blank=True)  # name and office, as readers see them

    if TYPE_CHECKING:
        edition_id: int
        based_on_id: int | None
        checked_by_id: int | None
        decided_by_id: int | None

    objects: ClassVar[models.Manager[TranslationState]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "language"], name="translation_once_per_language"),
            models.CheckConstraint(
                condition=Q(kind="absent", based_on__isnull=True, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_as="")
                | (~Q(kind="absent") & Q(based_on__isnull=False, decided_by__isnull=True)),
                name="translation_made_from_an_edition_or_left_out_by_name",
                violation_error_message=_("A missing translation needs the name of who decided to do without it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_language_display()}"

    @property
    def is_behind(self) -> bool:
        """Tell whether the source has changed since these words were made."""
        return bool(self.behind)


class Translation(models.Model):
    """A translation in the making, or checked: an item's words in a language, with the source words they were made from.

    Readers see none of it before a second person has checked it; then the words are put on the item.
    """

    class Kind(models.TextChoices):
        HUMAN = "human", _("made by a person")
        MACHINE = "machine", _("made by a machine")

    item_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    item_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=10, choices=Language)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.HUMAN)
    source = models.JSONField(default=dict, blank=True)  # field: the words it was made from
    words = models.JSONField(default=dict, blank=True)  # field: what was made of them
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    claimed_until = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        item_type_id: int
        written_by_id: int | None
        checked_by_id: int | None
        claimed_by_id: int | None

    objects: ClassVar[models.Manager[Translation]] = models.Manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item_type", "item_id", "language"], name="translation_once_per_item"),
            models.CheckConstraint(
                condition=Q(written_by__isnull=True, written_at__isnull=True)
                | Q(written_by__isnull=False, written_at__isnull=False),
                name="translation_written_by_someone",
                violation_error_message=_("Someone writes a translation, at a time."),
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_at__isnull=True)
                | Q(checked_by__isnull=False, checked_at__isnull=False, written_by__isnull=True)
                | (Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(checked_by=F("written_by"))),
                name="translation_checked_by_a_second_person",
                violation_error_message=_("Nobody checks their own translation: ask a second person."),
            ),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True, claimed_until__isnull=True)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
                name="translation_claimed_until_a_time",
                violation_error_message=_("A claim ends by itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_type_id}/{self.item_id}: {self.get_language_display()}"

    @property
    def is_pending(self) -> bool:
        """Tell whether words wait for a second person."""
        return self.written_at is not None and self.checked_at is None

    def is_claimed(self, now: datetime) -> bool:
        """Tell whether somebody works on it now; a claim ends by itself."""
        return self.claimed_until is not None and self.claimed_until > now
