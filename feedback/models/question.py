"""One question of an office to the writer, answered behind a link that ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Language
from feedback import masking
from feedback.models.suggestion import Suggestion

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models.fields.related_descriptors import RelatedManager

    from feedback.models.translation import LaterTranslation


OPEN_FOR = timedelta(days=7)


class AskedQuerySet(models.QuerySet["Question"]):
    """What was asked: which questions still wait."""

    def open(self) -> AskedQuerySet:
        """Return what was neither answered nor closed."""
        return self.filter(answered_at__isnull=True, closed_at__isnull=True)

    def due(self, now: datetime) -> AskedQuerySet:
        """Return what nobody answered in time."""
        return self.open().filter(expires_at__lte=now).order_by("expires_at", "pk")


class Question(models.Model):
    """What an office asked, until when, and what the writer replied. The reply is kept byte for byte."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="questions")
    body = models.ForeignKey("community.Body", models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    language = models.CharField(max_length=10, choices=Language)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    reply_language = models.CharField(max_length=12, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text=_("Nobody answered in time, or it was no longer needed."))

    if TYPE_CHECKING:
        suggestion_id: int

    objects = AskedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        indexes: ClassVar = [
            # Read by asking.close_due, every few minutes.
            models.Index(
                fields=["expires_at"], condition=Q(answered_at__isnull=True, closed_at__isnull=True), name="question_open"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
                name="question_one_open",
                violation_error_message=_("A question to the writer is open already."),
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="question_ends_after_it_is_asked"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, reply="") | (Q(answered_at__isnull=False) & ~Q(reply="")),
                name="question_reply_says_something",
                violation_error_message=_("Write something first."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(closed_at__isnull=True), name="question_answered_or_closed"
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="question_asks_something", violation_error_message=_("Write something first.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} ?{self.pk}"

    @property
    def is_open(self) -> bool:
        """Tell whether the writer has neither replied nor let the time pass (as far as the clock of rows knows)."""
        return self.answered_at is None and self.closed_at is None

    @property
    def masked_reply(self) -> str:
        """Return the reply as the desk reads it."""
        return masking.mask(self.reply, language=self.reply_language)

    def can_be_answered(self, now: datetime) -> bool:
        """Tell whether a reply still counts."""
        return self.is_open and now < self.expires_at


class Asked(Question):
    """A question's own words, apart from its reply: they are for the writer, and translated as all that an office says."""

    objects: ClassVar[models.Manager[Asked]] = models.Manager()  # type: ignore[assignment]  # of its own kind

    class Meta:
        proxy = True

    @property
    def translations(self) -> RelatedManager[LaterTranslation]:  # type: ignore[override]  # those of other words
        """Return what was made of the words; those of the reply stay with the question."""
        return self.asked_translations
