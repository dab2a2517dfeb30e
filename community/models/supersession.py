"""That a notice takes the place of another one, wholly or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.fields import PartialDate, Precision
from community.models.edition import Edition
from community.models.notice import Notice

if TYPE_CHECKING:
    from datetime import date


class SupersessionQuerySet(models.QuerySet["Supersession"]):
    """Which notices took the place of which."""

    def readable(self) -> SupersessionQuerySet:
        """Return what readers are told: both notices can be read."""
        return self.filter(later__current__state__in=Edition.READABLE, earlier__current__state__in=Edition.READABLE)

    def effective(self, today: date) -> SupersessionQuerySet:
        """Return what counts on a day: the later notice is published and applies as far as its beginning is known."""
        published = self.filter(later__current__state=Edition.State.PUBLISHED, partly=False)
        return published.exclude(later__current__effective_from_on__gt=today)

    def between(self, first: date, last: date) -> SupersessionQuerySet:
        """Return what happens between two days, both counted; without a known beginning it did when it was published."""
        days = (first, last)
        undated = Q(later__current__effective_from_on__isnull=True, later__current__public_on__range=days)
        return self.filter(
            Q(later__current__effective_from_on__range=days) | undated, later__current__state=Edition.State.PUBLISHED
        )


class Supersession(models.Model):
    """One notice in the place of another. `partly`: the earlier one goes on to apply in what the later one leaves alone."""

    later = models.ForeignKey(Notice, models.CASCADE, related_name="+")
    earlier = models.ForeignKey(Notice, models.CASCADE, related_name="+")
    partly = models.BooleanField(_("only in part"), default=False)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        later_id: int
        earlier_id: int
        said_by_id: int

    objects: ClassVar[models.Manager[Supersession]] = models.Manager.from_queryset(SupersessionQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["later", "earlier"], name="supersession_once"),
            models.CheckConstraint(
                condition=~Q(later=F("earlier")),
                name="supersession_of_another",
                violation_error_message=_("A notice can't take its own place."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.later} > {self.earlier}"

    @property
    def begins(self) -> PartialDate:
        """Return since when the later notice stands in the earlier one's place, as far as that is known."""
        later = self.later.current
        if later is None:
            return PartialDate(None, Precision.UNKNOWN)
        return later.effective_from if later.effective_from_on else PartialDate(later.public_on, Precision.DAY)

    def counts(self, today: date) -> bool:
        """Tell whether the earlier notice has ended by it on a day (`effective` says the same to the database)."""
        later = self.later.current
        if later is None or later.state != Edition.State.PUBLISHED or self.partly:
            return False
        return later.effective_from_on is None or later.effective_from_on <= today
