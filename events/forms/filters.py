"""What people ask of the lists. A wrong value in the address counts as none."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from community.models import SpokenLanguage
from events.models import Event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from community.models import Body
    from events.models.date import EventDateQuerySet
    from events.models.past import PastEventQuerySet

MONTHS_AHEAD = 6
KINDS = [(value, capfirst(label)) for value, label in Event.Kind.choices]  # capfirst keeps what is lazy lazy


class _FilterForm(forms.Form):
    township = forms.ChoiceField(label=_("Township"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *KINDS])

    def __init__(self, data: Mapping[str, Any], *, townships: Sequence[Body]) -> None:
        super().__init__(data)
        self.bodies = {body.slug: body for body in townships}
        self._choose("township", [("", _("All townships")), *((body.slug, body.full_name) for body in townships)])
        self.full_clean()

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = choices

    @property
    def asked(self) -> dict[str, str]:
        """Return what is asked for, by field."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def township_asked(self) -> Body | None:
        """Return the township asked for."""
        return self.bodies.get(self.asked.get("township", ""))


class DateFilterForm(_FilterForm):
    """Which coming dates: where, what, in which language, in which month."""

    language = forms.ChoiceField(
        label=_("Spoken"), required=False, choices=[("", _("Any language")), *SpokenLanguage.Code.choices]
    )
    month = forms.ChoiceField(label=_("Month"), required=False)

    def __init__(self, data: Mapping[str, Any], *, townships: Sequence[Body], now: datetime) -> None:
        self.now = now
        super().__init__(data, townships=townships)

    def full_clean(self) -> None:
        """Offer the months from today on, then check."""
        self._choose("month", [("", _("All months")), *_months(timezone.localdate(self.now))])
        super().full_clean()

    def narrow(self, dates: EventDateQuerySet) -> EventDateQuerySet:
        """Return the dates that fit."""
        asked = self.asked
        if self.township_asked:
            dates = dates.around(self.township_asked)
        if "kind" in asked:
            dates = dates.filter(event__kind=asked["kind"])
        if "language" in asked:
            dates = dates.filter(event__languages__code=asked["language"])
        if "month" in asked:
            starts = datetime.fromisoformat(f"{asked['month']}-01").replace(tzinfo=timezone.get_current_timezone())
            dates = dates.filter(starts_at__gte=starts, starts_at__lt=_next_month(starts))
        return dates


class PastFilterForm(_FilterForm):
    """Which of what has been on."""

    def narrow(self, history: PastEventQuerySet) -> PastEventQuerySet:
        """Return the events that fit."""
        if self.township_asked:
            history = history.filter(body=self.township_asked)
        return history.filter(kind=self.asked["kind"]) if "kind" in self.asked else history


def _months(today: date) -> list[tuple[str, str]]:
    first = datetime(today.year, today.month, 1, tzinfo=timezone.get_current_timezone())
    months = []
    for _month in range(MONTHS_AHEAD):
        months.append((f"{first:%Y-%m}", date_format(first, pgettext("format of a month", "F Y"))))
        first = _next_month(first)
    return months


def _next_month(first: datetime) -> datetime:
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
