"""When parties are written to before and after a date. What is stored is the distance, so a moved date moves its reminders."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.registration import Registration

if TYPE_CHECKING:
    from datetime import datetime

    from events.models.date import EventDate

LONGEST = 14 * 24  # hours


class Reminder(models.Model):
    """One mail of an event to everyone who has seats: so many hours before the start, or after the end."""

    class Kind(models.TextChoices):
        RECONFIRM = "reconfirm", _("Are you still coming?")
        RELEASE = "release", _("Reminder, with one tap to give seats back")
        THANKS = "thanks", _("Thank you for coming")

    USUAL: ClassVar = {Kind.RECONFIRM: 72, Kind.RELEASE: 24, Kind.THANKS: 2}

    event = models.ForeignKey(Event, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=Kind)
    hours = models.PositiveSmallIntegerField()
    off_at = models.DateTimeField(null=True, blank=True)  # the team wants none

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "kind"], name="reminder_one_of_a_kind"),
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=LONGEST),
                name="reminder_within_two_weeks",
                violation_error_message=_("Between 1 hour and two weeks."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def due_at(self, date: EventDate) -> datetime:
        """Return when it goes out for a date."""
        distance = timedelta(hours=self.hours)
        return date.ends_at + distance if self.kind == self.Kind.THANKS else date.starts_at - distance


class Reminded(models.Model):
    """That a party got a reminder for a start; after a move to another start it gets one anew."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="reminded")
    kind = models.CharField(max_length=10, choices=Reminder.Kind)
    starts_at = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder sent")
        verbose_name_plural = _("reminders sent")
        constraints: ClassVar = [models.UniqueConstraint(fields=["registration", "kind", "starts_at"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.registration}: {self.get_kind_display()}"


class Reconfirmation(models.Model):
    """That a party said again that it comes."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="reconfirmation")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reconfirmation")
        verbose_name_plural = _("reconfirmations")

    def __str__(self) -> str:
        return str(self.registration)
