"""What the team writes to some of those who registered, and to whom it went: one row a message, one row a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Contact, Language
from events.models.date import EventDate
from events.models.event import Event


class GroupMessage(models.Model):
    """Words of the team in both languages, to one group of an event, of one date or of all."""

    class Group(models.TextChoices):
        """To whom."""

        CONFIRMED = "confirmed", _("those with confirmed seats")
        WAITING = "waiting", _("those on the waiting list")
        CAME = "came", _("those who came")
        MISSED = "missed", _("those who had seats and did not come")

    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    date = models.ForeignKey(EventDate, models.SET_NULL, null=True, blank=True, related_name="+")  # none: all dates
    group = models.CharField(_("to whom"), max_length=10, choices=Group)
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"))
    key = models.UUIDField(unique=True, editable=False)  # of the form: sent twice, written once
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        subject_en: str | None
        subject_zh_hans: str | None
        text_en: str | None
        text_zh_hans: str | None
        date_id: int | None

    objects: ClassVar[models.Manager[GroupMessage]] = models.Manager()

    class Meta:
        verbose_name = _("message to a group")
        verbose_name_plural = _("messages to groups")
        ordering: ClassVar = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.subject


class Recipient(models.Model):
    """That a message goes to a person, in which language, and since when it is in the outbox. One row a person."""

    message = models.ForeignKey(GroupMessage, models.CASCADE, related_name="recipients")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, choices=Language)
    queued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["id"], condition=Q(queued_at__isnull=True), name="recipient_unqueued")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "contact"], name="recipient_once")]

    def __str__(self) -> str:
        return str(self.contact)
