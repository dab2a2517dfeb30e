"""The part of the registration form that asks for what a date has only so much of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Limit
from events.models.event import LARGEST_PARTY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms.boundfield import BoundField

    from events.models import EventDate


class LimitFields(forms.Form):
    """One number for each thing that is limited: dates of one event mostly limit the same."""

    limits: dict[str, list[Limit]]

    def ask_limits(self, dates: Sequence[EventDate]) -> None:
        """Add the fields, by the name of what is limited."""
        self.limits = {}
        if dates and not dates[0].event.may_have("limits"):
            return
        for limit in Limit.objects.filter(date__in=dates, counts=Limit.Counts.ASKED):
            self.limits.setdefault(limit.label, []).append(limit)
        for number, name in enumerate(self.limits):
            self.fields[f"limit_{number}"] = forms.IntegerField(
                label=_("How many of you need it: %(name)s") % {"name": name},
                required=False,
                min_value=0,
                max_value=LARGEST_PARTY,
                initial=0,
            )

    def limit_fields(self) -> list[BoundField]:
        """Return the questions how many of the party need something that is limited."""
        return [self[f"limit_{number}"] for number in range(len(self.limits))]

    def asked(self, date: EventDate) -> dict[int, int]:
        """Return how many places of each limit of the chosen date the party asks for."""
        return {
            limit.pk: self.cleaned_data.get(f"limit_{number}") or 0
            for number, limits in enumerate(self.limits.values())
            for limit in limits
            if limit.date_id == date.pk
        }
