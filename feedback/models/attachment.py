"""Photos that came with a suggestion: private until a moderator releases them with the public copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from feedback.models.suggestion import Suggestion


class Attachment(models.Model):
    """That a file belongs to a suggestion. Who may see the suggestion in full may see it; everyone, once it is released."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="attachments")
    file = models.OneToOneField("community.File", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)

    if TYPE_CHECKING:
        file_id: int

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["suggestion", "position"], name="attachment_one_per_position"),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} #{self.position}"

    @property
    def is_public(self) -> bool:
        """Tell whether a moderator released it."""
        return self.file.released_at is not None
