"""What became of a registration after it was made: each change once, and handing it over to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Contact, Language
from events.models.registration import Registration

if TYPE_CHECKING:
    from datetime import datetime


class Change(models.Model):
    """That a form changed a registration. Its key is the form's, so that sending it twice changes it once."""

    class Kind(models.TextChoices):
        """What was changed."""

        PARTY = "party", _("the party")
        ANSWERS = "answers", _("the answers")
        HOLDER = "holder", _("handed over")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.UUIDField(unique=True)
    seats_before = models.PositiveSmallIntegerField()
    seats_after = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.kind}"

    if TYPE_CHECKING:
        registration_id: int


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Handovers over time."""

    def open(self) -> HandoverQuerySet:
        """Return those nobody has answered or taken back."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Handover(models.Model):
    """Seats offered by their holder to another address; they move once that address says yes by its link."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="handovers")
    email = models.EmailField(_("email"))
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)
    given_by = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    if TYPE_CHECKING:
        registration_id: int

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="handover_one_open",
                violation_error_message=_("These seats are offered to somebody already."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Tell whether it can still be taken up: unanswered, the seats still held, the date not begun."""
        unanswered = self.accepted_at is None and self.withdrawn_at is None
        return unanswered and self.registration.is_confirmed and not self.registration.date.has_started(now)

    @property
    def is_open_now(self) -> bool:
        """Tell whether it can be taken up at this moment, for pages."""
        return self.is_open(timezone.now())
