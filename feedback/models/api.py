"""Programs that speak to us by Open311: their keys, what they sent, what they told us later."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback import masking
from feedback.models.suggestion import Suggestion

MOST_AN_HOUR = 5000


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """Which keys."""

    def open(self) -> ApiKeyQuerySet:
        """Return the keys that open something today."""
        return self.filter(revoked_at__isnull=True, body__active=True)


class ApiKey(models.Model):
    """The right of one program to send suggestions. Only its hash is kept: who reads the database can use none."""

    name = models.CharField(_("program"), max_length=80)
    body = models.ForeignKey("community.Body", models.PROTECT, related_name="+", verbose_name=_("office behind it"))
    beginning = models.CharField(max_length=12, help_text=_("Its first characters, by which people recognise it."))
    secret_hash = models.CharField(max_length=64, unique=True)
    hourly_limit = models.PositiveIntegerField(_("most posts an hour"), default=60)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        body_id: int

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")
        ordering: ClassVar = ["-issued_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(hourly_limit__gte=1, hourly_limit__lte=MOST_AN_HOUR),
                name="api_key_limit_in_reason",
                violation_error_message=_("Between 1 and 5,000 an hour."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="api_key_revoked_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"


class Intake(models.Model):
    """How a suggestion came in through Open311. Its token resolves to the reference once the public may read it."""

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="intake")
    api_key = models.ForeignKey(ApiKey, models.PROTECT, related_name="intakes")
    token = models.CharField(max_length=40, unique=True)
    account_id = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=300, blank=True)
    media_url = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return str(self.suggestion)

    @property
    def masked_address(self) -> str:
        """Return where, without the flat."""
        return masking.mask(self.address, language=self.suggestion.language)


class ReportedUpdate(models.Model):
    """What an office's own system told us of a suggestion on its desk. It is noted for the officer and moves nothing."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    api_key = models.ForeignKey(ApiKey, models.PROTECT, related_name="updates")
    update_id = models.CharField(max_length=100)
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="reported_updates")
    status = models.CharField(max_length=6, choices=Status)
    description = models.TextField()
    media_url = models.URLField(max_length=500, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["api_key", "update_id"],
                name="reported_update_once",
                violation_error_message=_("This update was sent before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.update_id}"

    @property
    def masked_description(self) -> str:
        """Return what was told, with what is personal hidden."""
        return masking.mask(self.description)
