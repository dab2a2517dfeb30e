"""What was promised by when, and who was told when it was not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models.suggestion import Suggestion

if TYPE_CHECKING:
    from datetime import datetime


class ClockQuerySet(models.QuerySet["Clock"]):
    """Which clocks."""

    def running(self) -> ClockQuerySet:
        """Return those that still count, paused ones included."""
        return self.filter(stopped_at__isnull=True)

    def overdue(self, now: datetime) -> ClockQuerySet:
        """Return the running ones whose time is up."""
        return self.running().filter(due_at__lte=now)


class Clock(models.Model):
    """One promise in working days: first contact, the answer, a review. A reopening begins a new round, the old one stays."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("first contact")
        ANSWER = "answer", _("answer")
        REVIEW = "review", _("review of a reopening")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=8, choices=Kind)
    round = models.PositiveSmallIntegerField(default=1)
    days = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, help_text=_("Empty while it is paused."))
    # When the handler is reminded, and when the level above is told; both follow due_at.
    remind_at = models.DateTimeField(null=True, blank=True)
    escalate_at = models.DateTimeField(null=True, blank=True)
    provisional = models.BooleanField(default=False, help_text=_("Reaches into a year whose holidays are not announced yet."))
    stale = models.BooleanField(default=False, help_text=_("The calendar changed: to be computed anew."))
    stopped_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        suggestion_id: int

    objects = ClockQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["round", "kind", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["remind_at"], condition=Q(stopped_at__isnull=True), name="clock_running_remind"),
            models.Index(fields=["due_at"], condition=Q(stopped_at__isnull=True), name="clock_running_due"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["suggestion", "kind", "round"], name="clock_once_per_round"),
            models.CheckConstraint(condition=Q(days__gte=1), name="clock_promises_something"),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.get_kind_display()} ({self.round})"

    @property
    def is_running(self) -> bool:
        """Tell whether it still counts."""
        return self.stopped_at is None

    @property
    def is_paused(self) -> bool:
        """Tell whether it stands still while the writer is asked something."""
        return self.is_running and self.due_at is None

    @property
    def was_kept(self) -> bool | None:
        """Tell whether the promise was kept; None while nobody can say."""
        if self.stopped_at is None:
            return None
        return self.due_at is None or self.stopped_at <= self.due_at

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether it is running beyond its time."""
        return self.is_running and self.due_at is not None and self.due_at <= now


class Alarm(models.Model):
    """That someone was told about a clock. Each level once for each clock: the row decides, then the mail goes."""

    class Level(models.TextChoices):
        DUE = "due", _("the handler was reminded")
        OVERDUE = "overdue", _("the office's lead was told")
        LATE = "late", _("the level above was told")

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="alarms")
    level = models.CharField(max_length=8, choices=Level)
    body = models.ForeignKey("community.Body", models.PROTECT, related_name="+")
    told = models.PositiveSmallIntegerField(default=0, help_text=_("How many people."))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clock", "level"], name="alarm_once_per_level"),
        ]

    def __str__(self) -> str:
        return f"{self.clock}: {self.level}"
