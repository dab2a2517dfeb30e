"""What colleagues say to one another about a suggestion; nobody outside the desk ever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models.suggestion import Suggestion


class Note(models.Model):
    """An internal remark. Rows are added, never changed."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="notes")
    key = models.UUIDField(unique=True, help_text=_("One per form drawn: the same form makes one note."))
    text = models.TextField(max_length=2000)
    language = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        by_id: int

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(text=""), name="note_says_something", violation_error_message=_("Write something first.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} #{self.pk}"


class Mention(models.Model):
    """That a note calls a colleague; it waits on the colleague's desk until seen."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["note", "person"], name="mention_once_per_note")]
        # What waits for one person.
        indexes: ClassVar = [models.Index(fields=["person"], condition=Q(seen_at__isnull=True), name="mention_unseen")]

    def __str__(self) -> str:
        return f"{self.note}: {self.person}"
