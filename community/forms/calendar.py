"""What alliance admins type about the working calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from community import working_days
from community.models import CalendarDay, CalendarYear

if TYPE_CHECKING:
    from community.models import User


class CalendarDayForm(forms.ModelForm[CalendarDay]):
    """One day that differs from the published calendar."""

    works = forms.ChoiceField(
        label=_("On this day"), choices=[("yes", _("offices work")), ("no", _("offices are closed"))], widget=forms.RadioSelect
    )

    class Meta:
        model = CalendarDay
        fields = ["day", "works", "note"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_works(self) -> bool:
        """Read the choice."""
        return bool(self.cleaned_data["works"] == "yes")

    def save_as(self, by: User) -> CalendarDay:
        """Enter the day."""
        given = self.cleaned_data
        return working_days.set_day(given["day"], works=given["works"], note=given["note"], by=by)


class CalendarYearForm(forms.ModelForm[CalendarYear]):
    """A year whose days are all in the table."""

    source = forms.URLField(label=_("Source"), max_length=500, assume_scheme="https")

    class Meta:
        model = CalendarYear
        fields = ["year", "source"]

    def save_as(self, by: User) -> CalendarYear:
        """Declare it complete."""
        return working_days.declare(self.cleaned_data["year"], source=self.cleaned_data["source"], by=by)
