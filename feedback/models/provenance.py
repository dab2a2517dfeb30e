"""Where imported history comes from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.models.suggestion import Suggestion


class Provenance(models.Model):
    """The source of a concern that was raised before this site was there. `handled_by` is our own mapping, inferred."""

    class SourceKind(models.TextChoices):
        GOVERNMENT = "government", _("government")
        PRESS = "press", _("press")
        MIRROR = "secondary_or_mirror", _("reprint or blog")
        NONE = "none", _("no source")

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="provenance")
    facts_id = models.SlugField(max_length=60, unique=True)
    source = models.URLField(max_length=500)
    source_kind = models.CharField(max_length=20, choices=SourceKind)
    source_date = models.CharField(max_length=20)
    raised = models.CharField(max_length=20, help_text=_("When it was raised, as far as the source says."))
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=200, blank=True, help_text=_("What the source says came of it."))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=""), name="provenance_names_its_source"),
        ]

    def __str__(self) -> str:
        return self.facts_id
