"""How a rule stands on a day, as far as its dates are known. Pure, so that every page says the same."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.fields import Precision

if TYPE_CHECKING:
    from community.fields import PartialDate


class Standing(models.TextChoices):
    """How something stands in law today."""

    COMING = "coming", _("starts later")
    BEGINNING = "beginning", _("starts at a day not known within this time")
    IN_FORCE = "in_force", _("in force")
    ENDING = "ending", _("in force until a known day")
    ENDED = "ended", _("ended")
    UNDATED = "undated", _("start not known")


@dataclass(frozen=True)
class Span:
    """From when until when, each as far as it is known: first and last possible day, None where nothing is known."""

    begins: date | None = None
    surely_begun: date | None = None  # the last day on which it may begin
    ends: date | None = None  # the last day on which it may still apply

    @classmethod
    def of(cls, begins: PartialDate, ends: PartialDate) -> Span:
        """Make one of two partial dates; a beginning is stored as its first day, an end as its last."""
        return cls(begins.value, last_day(begins), ends.value)

    def standing(self, today: date) -> Standing:
        """Return how it stands on a day. An end counts to its last day, a beginning from its first."""
        if self.ends is not None and self.ends < today:
            return Standing.ENDED
        if self.begins is not None and self.begins > today:
            return Standing.COMING
        if self.surely_begun is not None and today < self.surely_begun:
            return Standing.BEGINNING
        if self.ends is not None:
            return Standing.ENDING
        return Standing.IN_FORCE if self.begins else Standing.UNDATED

    def applies(self, today: date) -> bool:
        """Tell whether it applies on a day, or may: nothing known speaks against it."""
        return self.standing(today) not in {Standing.COMING, Standing.ENDED}


def last_day(known: PartialDate) -> date | None:
    """Return the last day that a date may mean."""
    if known.value is None:
        return None
    match known.precision:
        case Precision.YEAR:
            return date(known.value.year, 12, 31)
        case Precision.MONTH:
            return known.value.replace(day=calendar.monthrange(known.value.year, known.value.month)[1])
        case _:
            return known.value
