"""The outbox: what is said, and each sending of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Language

if TYPE_CHECKING:
    from datetime import datetime


class Message(models.Model):
    """Words rendered once, in one language, for one person or for many."""

    key = models.CharField(max_length=100, unique=True, null=True, blank=True)  # of words that many get: made once
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=10, choices=Language)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    sensitive = models.BooleanField(default=False, help_text=_("Holds a code or a link that opens something: emptied once sent."))
    created_at = models.DateTimeField(default=timezone.now)
    purged_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.subject


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """What waits, and what was left lying."""

    def due(self, now: datetime) -> DeliveryQuerySet:
        """Return what should go out now, oldest first."""
        return self.filter(state=Delivery.State.PENDING, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")


class Delivery(models.Model):
    """One message to one address over one channel; its key makes a second queueing of the same thing impossible."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("too late")

    class Channel(models.TextChoices):
        MAIL = "mail", _("mail")

    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    contact = models.ForeignKey("community.Contact", models.SET_NULL, null=True, blank=True, related_name="+")
    subscriber = models.ForeignKey("community.Subscriber", models.SET_NULL, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=400, blank=True)  # this person gets it; stands where the message leaves room for it
    address = models.EmailField()
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    key = models.CharField(max_length=200, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    not_after = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    if TYPE_CHECKING:
        message_id: int
        subscriber_id: int | None

    class Meta:
        verbose_name_plural = "deliveries"
        indexes: ClassVar = [
            # Read by notifying.deliver_due, every few seconds; sent rows, the great majority, stay out of it.
            models.Index(fields=["next_attempt_at", "id"], condition=models.Q(state="pending"), name="delivery_due"),
            # Read by notifying.recover, each minute.
            models.Index(fields=["claimed_at"], condition=models.Q(state="sending"), name="delivery_being_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.get_state_display()}"
