"""What readers say is wrong with public words, and what a moderator decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback import masking
from feedback.models.suggestion import Suggestion

if TYPE_CHECKING:
    from community.policies import Person


class ReportQuerySet(models.QuerySet["Report"]):
    """Which reports wait for whom."""

    def open(self) -> ReportQuerySet:
        """Return what nobody has decided, oldest first."""
        return self.filter(decided_at__isnull=True).order_by("at", "pk")

    def for_moderator(self, person: Person) -> ReportQuerySet:
        """Return the reports on what a person moderates."""
        return self.filter(suggestion__in=Suggestion.objects.to_moderate(person).values("pk"))


class Report(models.Model):
    """One reader's report. No identity is asked for and none is kept."""

    class Why(models.TextChoices):
        PERSONAL = "personal", _("It shows somebody's personal data")
        INSULT = "insult", _("It insults or threatens someone")
        UNTRUE = "untrue", _("It says something untrue about someone")
        ADVERTISING = "advertising", _("It is advertising")
        OTHER = "other", _("Something else")

    class Decision(models.TextChoices):
        ACTED = "acted", _("acted on")
        DISMISSED = "dismissed", _("nothing to do")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="reports")
    key = models.UUIDField(unique=True, help_text=_("One per form drawn: the same form makes one report."))
    why = models.CharField(max_length=12, choices=Why)
    text = models.TextField(max_length=1000, blank=True)
    language = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["at"], condition=Q(decided_at__isnull=True), name="report_open")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, decision="", reason="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="") & ~Q(reason="")),
                name="report_decided_with_a_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.get_why_display()}"

    @property
    def masked_text(self) -> str:
        """Return the words as the desk reads them."""
        return masking.mask(self.text, language=self.language or "en")
