"""Where a fact comes from: every row that states something about the world says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.fields import PartialDate


class SourceKind(models.TextChoices):
    """What stands behind a statement."""

    GOVERNMENT = "government", _("government")
    PRESS = "press", _("press")
    SECONDARY = "secondary_or_mirror", _("reprint, blog or company page")
    NONE = "none", _("no source")


class Sourced(models.Model):
    """A statement with its source, the source's date, and what of it was filled in by us."""

    source = models.URLField(_("source"), max_length=600, blank=True)
    source_date = models.CharField(_("date of the source"), max_length=10, blank=True)  # 2024, 2024-05, 2024-05-03
    source_kind = models.CharField(max_length=20, choices=SourceKind, blank=True)
    source_note = models.TextField(blank=True, help_text=_("What a careful reader should know about the source."))
    inferred = models.BooleanField(default=False, help_text=_("Filled in by us, not stated by a source."))
    inferred_fields = models.JSONField(default=list, blank=True, help_text=_("What exactly was filled in by us."))

    class Meta:
        abstract = True

    @property
    def sourced_on(self) -> PartialDate:
        """Return the date of the source as far as it is known."""
        return PartialDate.parse(self.source_date)

    @property
    def source_host(self) -> str:
        """Return the site of the source, as readers know it."""
        return host(self.source)

    @property
    def years_old(self) -> int | None:
        """Return how many full years ago the source spoke, or None where nobody knows."""
        spoken = self.sourced_on.value
        if spoken is None:
            return None
        today = timezone.localdate()
        return today.year - spoken.year - ((today.month, today.day) < (spoken.month, spoken.day))


class EditionSource(models.Model):
    """A further source beside the main one."""

    edition = models.ForeignKey("community.Edition", models.CASCADE, related_name="+")
    url = models.URLField(max_length=600)
    official = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    if TYPE_CHECKING:
        note_en: str | None
        note_zh_hans: str | None
        edition_id: int

    objects: ClassVar[models.Manager[EditionSource]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "url"], name="edition_source_once")]

    def __str__(self) -> str:
        return self.url

    @property
    def host(self) -> str:
        """Return the site, as readers know it."""
        return host(self.url)


def host(address: str) -> str:
    """Return the site of an address, as readers know it."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def dated(text: str) -> PartialDate | None:
    """Return the date a text gives, or None where it says more than a date ("by 2024-10")."""
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None
