"""What is done for foreign residents, by whom: networks, hotlines, volunteers, forms of taking part."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.body import Body
from community.models.source import Sourced, dated

if TYPE_CHECKING:
    from community.fields import PartialDate


class Programme(Sourced):
    """A programme with those who run it: in words as the source has them, and as bodies where we have such a body."""

    class Kind(models.TextChoices):
        NETWORK = "network", _("network")
        PLATFORM = "platform", _("platform")
        HOTLINE = "hotline", _("hotline")
        STATION = "station", _("service station")
        SERVICES = "services", _("services near home")
        LANGUAGE = "language", _("language help")
        DIGITAL = "digital", _("digital service")
        EVENTS = "events", _("series of events")
        FEEDBACK = "feedback", _("talks with officials")
        PARTICIPATION = "participation", _("taking part")
        VOLUNTEER = "volunteer", _("volunteering")
        PUBLICATION = "publication", _("publication")
        GOVERNANCE = "governance", _("how the district works")
        PLANNING = "planning", _("planning")
        NGO = "ngo", _("association")

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    owner = models.CharField(_("run by"), max_length=200, blank=True)
    bodies = models.ManyToManyField(Body, blank=True, related_name="+")
    started = models.CharField(_("since"), max_length=120, blank=True)
    also_source = models.URLField(max_length=600, blank=True)
    figures = models.JSONField(default=dict, blank=True, help_text=_("Numbers as the source gives them, with their own source."))

    if TYPE_CHECKING:
        title_en: str
        title_zh_hans: str
        summary_en: str
        summary_zh_hans: str
        owner_en: str
        owner_zh_hans: str
        started_en: str
        started_zh_hans: str

    objects: ClassVar[models.Manager[Programme]] = models.Manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering: ClassVar = ["pk"]  # the facts tell the largest first

    def __str__(self) -> str:
        return self.title

    @property
    def started_on(self) -> PartialDate | None:
        """Return since when it runs, or None where that is told in words only."""
        return dated(self.started)
