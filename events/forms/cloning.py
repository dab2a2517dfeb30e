"""How an event is copied: without dates, or with them from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forms import KeyedForm
from events import cloning

if TYPE_CHECKING:
    from community.models import User
    from events.models import Event


class CloneForm(KeyedForm):
    """The day of the first date; empty copies no dates."""

    first_on = forms.DateField(
        label=_("First date on"),
        required=False,
        help_text=_("All dates come along, as far from each other as now and at the same hour. Empty: without dates."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *, event: Event, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.event = event

    def clean_first_on(self) -> Any:
        """Refuse a day on which the first date would have begun."""
        day = self.cleaned_data["first_on"]
        starts = cloning.first_start(self.event, day) if day else None
        if starts is not None and starts <= timezone.now():
            raise forms.ValidationError(_("This time has passed."))
        return day

    def save(self, *, by: User) -> Event:
        """Make the draft, once."""
        said = self.cleaned_data
        return cloning.clone(self.event, by=by, first_on=said["first_on"], key=said["key"])
