"""An uploaded file: private until released, served only after a policy check."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def anonymous_path(_file: File, name: str) -> str:
    """Return where a file is stored: never under the name it came with, which may tell of a person."""
    suffix = name.rpartition(".")[2].lower()
    key = uuid4().hex
    return f"{key[:2]}/{key}.{suffix}"


class File(models.Model):
    """Bytes we decoded ourselves, with what they show in both languages."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("image")
        DOCUMENT = "document", _("document")

    kind = models.CharField(max_length=10, choices=Kind)
    stored = models.FileField(upload_to=anonymous_path, max_length=120)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField(help_text=_("Bytes."))
    sha256 = models.CharField(max_length=64)
    alt = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    body = models.ForeignKey("community.Body", models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        alt_en: str | None
        alt_zh_hans: str | None
        body_id: int | None
        uploaded_by_id: int | None

    objects: ClassVar[models.Manager[File]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
