"""What the team asks of the list of participants: whom to show, and how to take them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events import exporting, finding
from events.forms.dates import when
from events.forms.exports import FileForm
from events.models import Registration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from community.models import User
    from events.models import Event, EventDate
    from events.models.registration import RegistrationQuerySet

CAME, COMING = "came", "coming"
LONGEST = 120
STATES = [
    ("", _("Any state")),
    *((value, capfirst(label)) for value, label in Registration.State.choices),
    (COMING, _("Said again that they come")),
    (CAME, pgettext_lazy("of parties, at the door", "Came")),
]


class PartyFilterForm(forms.Form):
    """Which parties of an event. What makes no sense counts as not asked."""

    q = forms.CharField(label=_("Name, code or email"), required=False, max_length=LONGEST)
    date = forms.ChoiceField(label=_("Date"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    def __init__(self, data: Mapping[str, Any], *, dates: Sequence[EventDate]) -> None:
        super().__init__(data)
        self.dates = {date.key: date for date in dates}
        choices = [("", _("All dates")), *((key, when(date)) for key, date in self.dates.items())]
        self.fields["date"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.full_clean()

    @property
    def asked(self) -> dict[str, str]:
        """Return what is asked for, by field."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def chosen(self) -> EventDate | None:
        """Return the one date asked for."""
        return self.dates.get(self.asked.get("date", ""))

    def narrow(self, parties: RegistrationQuerySet) -> RegistrationQuerySet:
        """Return the parties that fit."""
        if self.chosen is not None:
            parties = parties.filter(date=self.chosen)
        state = self.asked.get("state")
        if state == CAME:
            parties = parties.filter(attendance__here__gt=0)
        elif state == COMING:
            parties = parties.filter(state=Registration.State.CONFIRMED, reconfirmation__isnull=False)
        elif state:
            parties = parties.filter(state=state)
        return finding.among(parties, self.asked.get("q", ""))


class ExportForm(FileForm):
    """What the file holds: which parties, one row for each of what, for which program."""

    date = forms.ChoiceField(label=_("Date"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES, initial=Registration.State.CONFIRMED)
    rows = forms.ChoiceField(
        label=_("A row for each"),
        choices=[("party", _("party, with its answers")), ("person", _("person"))],
        initial="party",
    )
    field_order = ("date", "state", "rows", "kind")

    def __init__(self, data: Mapping[str, Any] | None = None, *, event: Event, dates: Sequence[EventDate], **kwargs: Any) -> None:
        super().__init__(data, prefix="export", **kwargs)
        self.event, self.dates = event, {date.key: date for date in dates}
        choices = [("", _("All dates")), *((key, when(date)) for key, date in self.dates.items())]
        self.fields["date"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def save(self, *, by: User) -> tuple[bytes, str]:
        """Return the file and its type; that it was made is on the trail."""
        said = self.cleaned_data
        shown = PartyFilterForm({"date": said["date"], "state": said["state"]}, dates=list(self.dates.values()))
        parties = shown.narrow(Registration.objects.filter(date__event=self.event))
        table = exporting.participants(self.event, parties, by=by, values=dict(said), each_person=said["rows"] == "person")
        return self.write(table, title=self.event.title)
