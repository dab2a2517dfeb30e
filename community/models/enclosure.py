"""What belongs to an edition beside its words: the picture at its head, pictures in its text, documents to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models.edition import Edition
from community.models.file import File


class EnclosureQuerySet(models.QuerySet["Enclosure"]):
    """What belongs to editions."""

    def of(self, edition: Edition) -> EnclosureQuerySet:
        """Return what belongs to an edition, with its files, in the order in which it was added."""
        return self.filter(edition=edition).select_related("file").order_by("pk")


class EnclosureManager(models.Manager.from_queryset(EnclosureQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Enclosure(models.Model):
    """One file of one edition. The next edition takes over the row, not a copy of the bytes."""

    class Role(models.TextChoices):
        LEAD = "lead", _("picture at the head")
        PICTURE = "picture", _("picture in the text")
        DOCUMENT = "document", _("document")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    title = models.CharField(_("title"), max_length=200, blank=True)  # of a document, as readers see it

    if TYPE_CHECKING:
        edition_id: int
        file_id: int
        title_en: str | None
        title_zh_hans: str | None

    objects: ClassVar[EnclosureManager] = EnclosureManager()

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "file"], name="enclosure_file_once"),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(role="lead"),
                name="enclosure_one_lead",
                violation_error_message=_("An edition has one picture at its head."),
            ),
            models.CheckConstraint(
                condition=~Q(role="document") | (Q(title_en__gt="") & Q(title_zh_hans__gt="")),
                name="enclosure_document_named",
                violation_error_message=_("A document has a title in both languages."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.get_role_display()}"

    @property
    def is_document(self) -> bool:
        """Tell whether it is offered for download."""
        return self.role == self.Role.DOCUMENT
