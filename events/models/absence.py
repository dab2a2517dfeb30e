"""Who did not come and had not said so. It weighs on one's place in waiting lists only, fades, and may be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Contact
from events.models.registration import Registration

if TYPE_CHECKING:
    from datetime import datetime


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Missed events."""

    def of(self, contact: Contact) -> AbsenceQuerySet:
        """Return what a person missed."""
        return self.filter(contact=contact)

    def counting(self, now: datetime) -> AbsenceQuerySet:
        """Return those that weigh now: not the first one, not excused, not waiting for an answer, not faded."""
        pending = Q(appealed_at__isnull=False, kept_at__isnull=True)
        return self.filter(forgiven_at__isnull=True, excused_at__isnull=True, fades_at__gt=now).exclude(pending)

    def appealed(self) -> AbsenceQuerySet:
        """Return those whose person says that there was a reason, and nobody has answered."""
        return self.filter(appealed_at__isnull=False, excused_at__isnull=True, kept_at__isnull=True)


class Absence(models.Model):
    """That a confirmed party did not come to a date and had not given its seats back."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="absence")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    fades_at = models.DateTimeField()
    forgiven_at = models.DateTimeField(null=True, blank=True)  # the first in a year, at once
    appealed_at = models.DateTimeField(null=True, blank=True)
    excused_at = models.DateTimeField(null=True, blank=True)
    excused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("missed event")
        verbose_name_plural = _("missed events")
        ordering: ClassVar = ["-recorded_at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["appealed_at"],
                condition=Q(appealed_at__isnull=False, excused_at__isnull=True, kept_at__isnull=True),
                name="absence_appealed",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(excused_at__isnull=True) | Q(kept_at__isnull=True),
                name="absence_answered_one_way",
                violation_error_message=_("An explanation is accepted or not, never both."),
            ),
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | Q(appealed_at__isnull=False),
                name="absence_kept_after_an_appeal",
                violation_error_message=_("Only what was appealed can be upheld."),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def counts(self, now: datetime) -> bool:
        """Tell whether it weighs now; `AbsenceQuerySet.counting` says the same of many."""
        pending = self.appealed_at is not None and self.kept_at is None
        return self.forgiven_at is None and self.excused_at is None and self.fades_at > now and not pending

    @property
    def counts_now(self) -> bool:
        """Tell whether it weighs at this moment, for pages."""
        return self.counts(timezone.now())

    @property
    def has_faded(self) -> bool:
        """Tell whether it is too old to weigh."""
        return self.fades_at <= timezone.now()

    @property
    def waits_for_answer(self) -> bool:
        """Tell whether its person said that there was a reason, and nobody has answered."""
        return self.appealed_at is not None and self.excused_at is None and self.kept_at is None

    @property
    def may_be_appealed(self) -> bool:
        """Tell whether its person may still say that there was a reason."""
        return self.appealed_at is None and self.excused_at is None and self.forgiven_at is None and not self.has_faded
