"""What has been on: events the townships really held, as the press reported them. History, not our own records."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.fields import PartialDate, Precision
from community.models import Body
from community.models.source import Sourced
from events.models.event import Event


class PastEventQuerySet(models.QuerySet["PastEvent"]):
    """Imported history; it is public and counts nowhere."""

    def for_listing(self) -> PastEventQuerySet:
        """Return the history with its townships, latest first; what has no date stands last."""
        return self.select_related("body__parent").order_by(models.F("held_on").desc(nulls_last=True), "fact_id")


class PastEventManager(models.Manager.from_queryset(PastEventQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class PastEvent(Sourced):
    """An event as its source tells it. Nobody registered for it here, so it stays out of every count and rate."""

    fact_id = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=14, choices=Event.Kind)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", help_text=_("The township."))
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    held_on = models.DateField(null=True, blank=True)
    held_precision = models.CharField(max_length=8, choices=Precision, default=Precision.UNKNOWN)
    held_note = models.CharField(max_length=80, blank=True, help_text=_("The date as its source gives it, where it is vague."))
    place_text = models.CharField(max_length=200, blank=True)
    organiser = models.CharField(max_length=300, blank=True)
    attendance = models.CharField(max_length=200, blank=True, help_text=_("As the source states it."))

    if TYPE_CHECKING:
        title_en: str
        title_zh_hans: str
        summary_en: str
        summary_zh_hans: str
        held_note_en: str
        held_note_zh_hans: str
        organiser_en: str
        organiser_zh_hans: str
        attendance_en: str
        attendance_zh_hans: str
        place_text_en: str
        place_text_zh_hans: str

    objects: ClassVar[PastEventManager] = PastEventManager()

    class Meta:
        verbose_name = _("past event")
        verbose_name_plural = _("past events")

    def __str__(self) -> str:
        return self.title

    @property
    def held(self) -> PartialDate:
        """Return when it was, as far as that is known."""
        return PartialDate(self.held_on, Precision(self.held_precision), self.held_note)
