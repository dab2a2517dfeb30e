"""The editable table above the published working calendar: single days that differ, and years declared complete."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CalendarDay(models.Model):
    """One day that is worked, or not, whatever the published calendar says."""

    day = models.DateField(
        pgettext_lazy("calendar", "day"),
        unique=True,
        error_messages={"unique": _("This day is in the table already: take it out first.")},
    )
    works = models.BooleanField(_("is a working day"))
    note = models.CharField(_("why"), max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(note=""), name="calendar_day_says_why", violation_error_message=_("Say why.")),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {'+' if self.works else '-'}"


class CalendarYear(models.Model):
    """That all days of a year that differ from its weeks are in the table, before the package that knows them is updated."""

    year = models.PositiveSmallIntegerField(pgettext_lazy("calendar", "year"), unique=True)
    source = models.URLField(_("source"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["year"]

    def __str__(self) -> str:
        return str(self.year)
