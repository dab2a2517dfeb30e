"""Who helps at a date: a name, a task, an address to write to, perhaps a link to the door. Erased some time after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Contact, Language
from events.models.attendance import DoorLink
from events.models.date import EventDate


class Volunteer(models.Model):
    """One helper at one date. Whoever is told of a start is told again when it moves."""

    date = models.ForeignKey(EventDate, models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    task = models.CharField(_("task"), max_length=160)
    language = models.CharField(_("writes and reads"), max_length=10, choices=Language, default=Language.CHINESE)
    door = models.OneToOneField(DoorLink, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)  # when they last had a mail about when and where
    told_start = models.DateTimeField(null=True, blank=True)  # the start that it spoke of
    told_off_at = models.DateTimeField(null=True, blank=True)  # that the date was called off
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        date_id: int
        contact_id: int

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["date", "contact"],
                condition=Q(released_at__isnull=True),
                name="volunteer_once_a_date",
                violation_error_message=_("This address is on the list of this date already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
