"""Which dates the board and the statistics speak of. A wrong value in the address counts as none."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.db.models import F
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from community.models import Body
    from events.models.date import EventDateQuerySet

    Narrowing = Callable[[EventDateQuerySet], EventDateQuerySet]

MONTHS = 12
YEARS = 4
STATES: dict[str, tuple[Any, Narrowing]] = {
    "open": (
        _("With free seats"),
        lambda dates: dates.going_ahead().with_seats().filter(queued_since__isnull=True, event__published_at__isnull=False),
    ),
    "full": (_("Full"), lambda dates: dates.going_ahead().filter(seats_taken__gte=F("capacity") - F("door_reserve"))),
    "line": (_("With a waiting list"), lambda dates: dates.going_ahead().filter(queued_since__isnull=False)),
    "lacking": (
        _("People are lacking"),
        lambda dates: dates.going_ahead().filter(seats_taken__lt=F("minimum"), takes_place_at__isnull=True),
    ),
    "draft": (_("Not published"), lambda dates: dates.filter(event__published_at__isnull=True)),
    "cancelled": (_("Called off"), lambda dates: dates.filter(cancelled_at__isnull=False)),
}


class _BodyForm(forms.Form):
    """Whose dates: one body of those for which a person organises."""

    body = forms.ChoiceField(label=_("Organised by"), required=False)

    def __init__(self, data: Mapping[str, Any], *, bodies: Sequence[Body]) -> None:
        super().__init__(data)
        self.bodies = {body.slug: body for body in bodies}
        choices = [("", _("All")), *((slug, body.full_name) for slug, body in self.bodies.items())]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if len(self.bodies) < 2:  # noqa: PLR2004  # nothing to choose from
            del self.fields["body"]
        self.full_clean()

    @property
    def asked(self) -> dict[str, str]:
        """Return what is asked for, by field."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def of_body(self, dates: EventDateQuerySet) -> EventDateQuerySet:
        """Return the dates of the body asked for."""
        chosen = self.bodies.get(self.asked.get("body", ""))
        return dates.filter(event__body=chosen) if chosen else dates


class BoardForm(_BodyForm):
    """Coming or past dates, of one body, in one state."""

    when = forms.ChoiceField(label=_("When"), required=False, choices=[("", _("Coming")), ("past", _("Past"))])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any state")), *((key, words) for key, (words, _how) in STATES.items())]
    )
    field_order = ("when", "body", "state")

    def narrow(self, dates: EventDateQuerySet, now: datetime) -> EventDateQuerySet:
        """Return the dates that fit, those that come first or were last on top."""
        dates = self.of_body(dates)
        if "state" in self.asked:
            dates = STATES[self.asked["state"]][1](dates)
        return dates.over(now) if "when" in self.asked else dates.coming(now)


class PeriodForm(_BodyForm):
    """Twelve months back, or a year, of one body."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    field_order = ("body", "period")

    def __init__(self, data: Mapping[str, Any], *, bodies: Sequence[Body], now: datetime) -> None:
        self.now = now
        super().__init__(data, bodies=bodies)

    def full_clean(self) -> None:
        """Offer the years from this one back, then check."""
        this = timezone.localdate(self.now).year
        choices = [
            ("", capfirst(_("the last twelve months"))),
            *((str(year), str(year)) for year in range(this, this - YEARS, -1)),
        ]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        super().full_clean()

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return from when until just before when."""
        zone = timezone.get_current_timezone()
        if "period" in self.asked:
            year = int(self.asked["period"])
            return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
        today = timezone.localdate(self.now)
        first = datetime(today.year, today.month, 1, tzinfo=zone) - relativedelta(months=MONTHS - 1)
        return first, first + relativedelta(months=MONTHS)

    def narrow(self, dates: EventDateQuerySet) -> EventDateQuerySet:
        """Return the dates that took or take place in that time."""
        first, last = self.span
        held = self.of_body(dates).going_ahead().published()
        return held.filter(starts_at__gte=first, starts_at__lt=last).order_by("starts_at", "pk")
