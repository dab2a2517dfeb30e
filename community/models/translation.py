"""What is known of a translation: from which edition it was made, how, and who stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models.contact import Language
from community.models.edition import Edition


class TranslationState(models.Model):
    """That an edition's words in a language were made from an edition, or that a named person did without them.

    `based_on` may be an earlier edition than `edition`: then the translation is behind its source.
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
        return self.based_on_id is not None and self.based_on_id != self.edition_id
