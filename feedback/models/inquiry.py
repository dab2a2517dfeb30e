"""Whether it is resolved and whether its writer is satisfied: asked apart, once with the answer and once four weeks later."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback import masking
from feedback.models.answer import Answer
from feedback.models.suggestion import Suggestion

if TYPE_CHECKING:
    from datetime import datetime


class DiscontentReason(models.Model):
    """Why someone is not content; some reasons ask for a second look. Rows are data, edited without a release."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    reopens = models.BooleanField(default=False, help_text=_("Someone who did not handle it looks at it again."))
    position = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)

    objects: ClassVar[models.Manager[DiscontentReason]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.name


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """Which questions wait, and which were answered."""

    def unanswered(self) -> InquiryQuerySet:
        """Return those that the writer may still answer."""
        return self.filter(answered_at__isnull=True)

    def due(self, now: datetime) -> InquiryQuerySet:
        """Return the late checks whose time has come and that were not sent."""
        return self.filter(sent_at__isnull=True, cancelled_at__isnull=True, due_at__lte=now).order_by("due_at", "pk")


class Inquiry(models.Model):
    """The two questions about one answer, on one occasion, and what the writer said. Both stay private."""

    class Occasion(models.TextChoices):
        ANSWER = "answer", _("with the answer")
        LATE = "late", _("four weeks later")

    class Resolved(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    class Satisfied(models.TextChoices):
        YES = "yes", _("Yes")
        SO_SO = "so_so", _("More or less")
        NO = "no", _("No")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="inquiries")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="inquiries")
    body = models.ForeignKey("community.Body", models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=8, choices=Occasion)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    resolved = models.CharField(max_length=8, choices=Resolved, blank=True)
    satisfied = models.CharField(max_length=8, choices=Satisfied, blank=True)
    reasons = models.ManyToManyField(DiscontentReason, blank=True, related_name="+")
    text = models.TextField(max_length=2000, blank=True)
    language = models.CharField(max_length=12, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        suggestion_id: int

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "inquiries"
        ordering: ClassVar = ["due_at", "pk"]
        indexes: ClassVar = [
            # Read by inquiring.send_due, every hour.
            models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True, cancelled_at__isnull=True), name="inquiry_due"),
            # The three rates.
            models.Index(fields=["body", "answered_at"], name="inquiry_by_body"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "occasion"], name="inquiry_once_per_occasion"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, resolved="", satisfied="")
                | (Q(answered_at__isnull=False) & ~Q(resolved="") & ~Q(satisfied="")),
                name="inquiry_answers_both_apart",
                violation_error_message=_("Please answer both questions."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.get_occasion_display()}"

    @property
    def masked_text(self) -> str:
        """Return the words as the desk reads them."""
        return masking.mask(self.text, language=self.language or "en")

    @property
    def is_open(self) -> bool:
        """Tell whether the writer may still answer."""
        return self.answered_at is None and self.cancelled_at is None


class Review(models.Model):
    """A second look that a discontent writer's reasons ask for, by someone who did not handle it."""

    class Decision(models.TextChoices):
        REOPEN = "reopen", _("taken up again")
        KEEP = "keep", _("stays as it is")

    inquiry = models.OneToOneField(Inquiry, models.CASCADE, related_name="review")
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="reviews")
    asked_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12, blank=True, help_text=_("Of the reason."))
    decided_by = models.ForeignKey("community.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, decision="", reason="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="") & ~Q(reason="")),
                name="review_decided_with_a_reason",
                violation_error_message=_("Say why."),
            ),
            models.UniqueConstraint(fields=["suggestion"], condition=Q(decided_at__isnull=True), name="review_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.get_decision_display()}"
