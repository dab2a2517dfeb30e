"""How far from a date its reminders go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events import reminding
from events.models import Reminder
from events.models.reminder import LONGEST

if TYPE_CHECKING:
    from community.models import User
    from events.models import Event

LABELS = {
    Reminder.Kind.RECONFIRM: _("Hours before the start: are you still coming?"),
    Reminder.Kind.RELEASE: _("Hours before the start: reminder, with one tap to give seats back"),
    Reminder.Kind.THANKS: _("Hours after the end: thank you for coming"),
}


class RemindersForm(forms.Form):
    """One number of hours for each kind; empty sends none."""

    def __init__(self, *, event: Event, by: User, **kwargs: Any) -> None:
        self.event, self.by = event, by
        self.reminders = reminding.planned(event)
        typed = kwargs.pop("initial", {})
        stored = {one.kind: None if one.off_at else one.hours for one in self.reminders}
        super().__init__(initial=stored | typed, **kwargs)
        for kind, label in LABELS.items():
            self.fields[kind] = forms.IntegerField(
                label=label, required=False, min_value=1, max_value=LONGEST, help_text=_("Empty sends none.")
            )

    def save(self) -> None:
        """Set the distances."""
        reminding.set_reminders(self.event, self.cleaned_data, by=self.by)
