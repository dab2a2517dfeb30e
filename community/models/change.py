"""What readers are told of: that a notice came, changed in a way that matters, or was taken back; and who was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.edition import Edition
from community.models.message import Delivery
from community.models.notice import Notice
from community.models.subscription import Subscriber, Subscription


class Change(models.Model):
    """One thing to tell of a notice, written together with the act. `reached` is the last subscriber who was told at once."""

    class Kind(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        TAKEN_BACK = "taken_back", _("taken back")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    reached = models.BigIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)  # everyone who wants to know at once was told

    if TYPE_CHECKING:
        notice_id: int
        edition_id: int

    objects: ClassVar[models.Manager[Change]] = models.Manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "kind"], name="change_once_per_edition")]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(told_at__isnull=True), name="change_to_tell"),  # read every few seconds
            models.Index(fields=["at"], name="change_by_time"),  # a digest reads its window
        ]

    def __str__(self) -> str:
        return f"{self.notice}: {self.get_kind_display()}"


class Notification(models.Model):
    """That a subscriber was told of a change, once, in whichever mail. Unique: two subscriptions that match are one telling."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="notifications")
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="+")
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="+")

    if TYPE_CHECKING:
        change_id: int
        subscriber_id: int
        delivery_id: int

    objects: ClassVar[models.Manager[Notification]] = models.Manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints: ClassVar = [models.UniqueConstraint(fields=["change", "subscriber"], name="notification_once")]

    def __str__(self) -> str:
        return f"{self.change_id} → #{self.subscriber_id}"


class DigestRun(models.Model):
    """One sending of digests: everything that happened after `since`, up to `until`. A missed one is made up by the next."""

    rhythm = models.CharField(max_length=8, choices=Subscription.Rhythm)
    since = models.DateTimeField()
    until = models.DateTimeField()
    begun_at = models.DateTimeField(default=timezone.now)
    reached = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[DigestRun]] = models.Manager()

    class Meta:
        verbose_name = _("digest run")
        verbose_name_plural = _("digest runs")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rhythm", "until"], name="digest_once"),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")),
                name="digest_ends_after_it_begins",
                violation_error_message=_("A digest ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm} {self.until:%Y-%m-%d %H:%M}"
