"""Who helps at a date, as the team types it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models.contact import Language
from events import volunteering

if TYPE_CHECKING:
    from community.models import User
    from events.models import EventDate, Volunteer


class VolunteerForm(forms.Form):
    """A name, a task, an address, and whether they keep the door."""

    name = forms.CharField(label=_("Name"), max_length=80)
    task = forms.CharField(label=_("Task"), max_length=160, help_text=_("In the language they read: it stands in their mail."))
    email = forms.EmailField(label=_("Email"))
    language = forms.ChoiceField(
        label=_("Write to them in"), choices=[(Language.CHINESE, "中文"), (Language.ENGLISH, "English")], initial=Language.CHINESE
    )
    with_door = forms.BooleanField(label=_("They keep the door: send them a link of their own"), required=False, initial=True)

    def __init__(self, *, date: EventDate, by: User, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.date, self.by = date, by

    def save(self) -> Volunteer:
        """Put them on the list. Raises SchedulingRefused."""
        return volunteering.enlist(self.date, by=self.by, **self.cleaned_data)
