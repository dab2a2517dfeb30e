"""Who may register, and when: rules as data, each readable as one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.models import Body
from community.models.contact import Language
from events.models.event import Event

if TYPE_CHECKING:
    from datetime import datetime


class Rule(models.Model):  # type: ignore[django-manager-missing]  # of `limits`, whose manager is named
    """One condition of an event. Alone it shuts out who does not fit; `until` opens it to everyone from then on.

    With `seats` it shuts nobody out: so many seats of each date are kept for those who fit, until `melts_hours` before it.
    """

    class Kind(models.TextChoices):
        """What is asked of a party."""

        TOWNSHIP = "township", _("residents of certain townships")
        NEWCOMER = "newcomer", _("people who have not been to an event yet")
        AGE = "age", _("certain ages")
        LANGUAGE = "language", _("people who are written to in a language")
        SERIES = "series", _("at most so many dates a person")

    event = models.ForeignKey(Event, models.CASCADE, related_name="rules")
    kind = models.CharField(_("who"), max_length=10, choices=Kind)
    townships = models.ManyToManyField(Body, related_name="+", blank=True)
    language = models.CharField(max_length=10, choices=Language, blank=True)
    least = models.PositiveSmallIntegerField(null=True, blank=True)  # of an age
    most = models.PositiveSmallIntegerField(null=True, blank=True)  # of an age, or dates a person
    until = models.DateTimeField(null=True, blank=True)
    seats = models.PositiveIntegerField(default=0)
    melts_hours = models.PositiveIntegerField(null=True, blank=True)

    objects: ClassVar[models.Manager[Rule]] = models.Manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(seats=0) | models.Q(until__isnull=True, melts_hours__isnull=False),
                name="event_rule_reserve_melts",
                violation_error_message=_("A reserve ends some hours before each date, not at one moment."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="series") | models.Q(most__gte=1, seats=0, until__isnull=True),
                name="event_rule_series_has_number",
                violation_error_message=_("Say how many dates a person may have."),
            ),
        ]

    def __str__(self) -> str:
        return self.whom

    @property
    def is_reserve(self) -> bool:
        """Tell whether it keeps seats for some instead of shutting out the others."""
        return self.seats > 0

    def applies(self, now: datetime) -> bool:
        """Tell whether it shuts anyone out at a moment."""
        return not self.is_reserve and (self.until is None or now < self.until)

    @property
    def whom(self) -> str:
        """Return for whom it is, in words."""
        match self.kind:
            case self.Kind.TOWNSHIP:
                names = gettext(" or ").join(body.full_name for body in self.townships.all())
                return gettext("residents of %(townships)s") % {"townships": names}
            case self.Kind.NEWCOMER:
                return gettext("people who have not been to one of our events yet")
            case self.Kind.AGE:
                return self._ages()
            case self.Kind.LANGUAGE:
                return gettext("people who read %(language)s") % {"language": self.get_language_display()}
        words = ngettext("at most %(count)d date a person", "at most %(count)d dates a person", self.most or 1)
        return words % {"count": self.most or 1}

    @property
    def sentence(self) -> str:
        """Return the rule as readers see it."""
        if self.is_reserve:
            said = {"seats": self.seats, "whom": self.whom, "hours": self.melts_hours}
            return gettext("%(seats)d seats of each date are kept for %(whom)s until %(hours)d hours before it.") % said
        if self.kind == self.Kind.SERIES:
            return capfirst(gettext("%(whom)s.") % {"whom": self.whom})
        if self.until is None:
            return gettext("Only for %(whom)s.") % {"whom": self.whom}
        moment = date_format(timezone.localtime(self.until), "DATETIME_FORMAT")
        return gettext("Until %(moment)s for %(whom)s, then for everyone.") % {"moment": moment, "whom": self.whom}

    def _ages(self) -> str:
        if self.most is None:
            return gettext("people from %(age)d years on") % {"age": self.least or 0}
        if not self.least:
            return gettext("people up to %(age)d years") % {"age": self.most}
        return gettext("people of %(lower)d to %(upper)d years") % {"lower": self.least, "upper": self.most}
