"""What a party types to stand in line, and how an organiser sets the line's policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.forms import KeyedForm
from community.models import Contact
from events import counting, lining_up, queueing
from events.forms.party import AGES
from events.forms.registration import OWN_NAMES
from events.models import WaitlistRule
from events.models.event import LARGEST_PARTY
from events.refusals import Closed, TooManyPeople

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from community.policies import Person as Reader
    from events.models import Event, EventDate, WaitlistEntry


AGE_NEEDED = _("Please choose an age: who may come to this event depends on it.")


class WaitlistForm(KeyedForm):
    """A date and how many seats; where parts of a party are offered, how few would help. A guest adds an address."""

    date = forms.ChoiceField(label=_("Which date?"), widget=forms.RadioSelect, error_messages={"invalid_choice": Closed.message})
    seats = forms.TypedChoiceField(
        label=_("How many of you?"),
        help_text=_("We offer seats only when there are enough for all of you."),
        choices=[(number, number) for number in range(1, LARGEST_PARTY + 1)],
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )
    least = forms.TypedChoiceField(
        label=_("How few would still help?"),
        help_text=_("When so many come free, we offer them, and you may keep waiting for the rest."),
        choices=[("", _("Only all of us")), *((number, number) for number in range(1, LARGEST_PARTY))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    email = forms.EmailField(
        label=_("Your email"),
        help_text=_("We send a link to it. Your place counts from the moment you open the link."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Write to me in"), choices=OWN_NAMES, widget=forms.RadioSelect(attrs={"class": "choices-row"})
    )

    def __init__(
        self, *, dates: Sequence[EventDate], reader: Reader, partial: bool, wanted: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        typed = kwargs.pop("initial", {})
        self.dates = {date.key: date for date in dates}
        asked = {name: value for name, value in (wanted or {}).items() if name in {"date", "seats"}}
        defaults = {"date": next(iter(self.dates), ""), "seats": 1, "language": get_language()}
        super().__init__(initial={**defaults, **asked, **typed}, **kwargs)
        self.reader = reader
        self._limit(min((date.event.largest_party for date in dates), default=LARGEST_PARTY))
        field = self.fields["date"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # it is declared above
        field.choices = [(key, str(date)) for key, date in self.dates.items()]
        if len(self.dates) == 1:
            field.widget = forms.HiddenInput()
        if not partial:
            del self.fields["least"]
        self._ask_ages(list(dates))
        if reader.is_authenticated:
            del self.fields["email"], self.fields["language"]

    def _ask_ages(self, dates: Sequence[EventDate]) -> None:
        """Ask how old they are where a rule or a limit of the event hangs on it."""
        asked, self.needs_ages = counting.asks_ages(dates[0].event, dates) if dates else (False, False)
        self.ages = [f"age_{number}" for number in range(1, self.largest + 1)] if asked else []
        for number, name in enumerate(self.ages, start=1):
            label = _("Age of person %(number)d") % {"number": number}
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=AGES)
        if self.needs_ages:
            first = self.fields[self.ages[0]]
            first.required, first.error_messages["required"] = True, AGE_NEEDED
            first.help_text = _("Choose one for each of you: who may come to this event depends on it.")
        self.order_fields(["key", "date", "seats", "least", *self.ages])

    def _limit(self, largest: int) -> None:
        """Offer no more seats than one party may have here."""
        self.largest = largest
        numbers = [(number, number) for number in range(1, largest + 1)]
        for name, choices in (("seats", numbers), ("least", [("", _("Only all of us")), *numbers[:-1]])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # they are declared above
            field.choices = choices
            field.error_messages["invalid_choice"] = TooManyPeople(largest).message

    def clean(self) -> dict[str, Any]:
        """Refuse more as the least than as the most, and an age without its seat or a seat without its age."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seats = cleaned.get("seats", self.largest)
        if (cleaned.get("least") or 0) > seats:
            self.add_error("least", _("This is more than all of you."))
        for number, name in enumerate(self.ages, start=1):
            if number > seats and cleaned.get(name):
                self.add_error(name, _("There is no seat for this person. Ask for more seats or remove them."))
            if number <= seats and self.needs_ages and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, AGE_NEEDED)
        return cleaned

    def save(self) -> WaitlistEntry:
        """Stand in line. Raises RegistrationRefused; then not even the guest's address is kept."""
        said = self.cleaned_data
        with transaction.atomic():
            contact = self.reader.contact if self.reader.is_authenticated else self._guest()
            return lining_up.join(
                self.dates[said["date"]],
                contact=contact,
                seats=said["seats"],
                least=said.get("least"),
                ages=[said[name] for name in self.ages[: said["seats"]]],
                key=said["key"],
                language=said.get("language"),
                proven=self.reader.is_authenticated and contact.is_confirmed,
            )

    def _guest(self) -> Contact:
        return Contact.objects.of(self.cleaned_data["email"], language=self.cleaned_data["language"])


class WaitlistRuleForm(forms.ModelForm[WaitlistRule]):
    """The policy that is printed on the event's page."""

    class Meta:
        model = WaitlistRule
        fields = ("policy", "skips")
        widgets = {"policy": forms.RadioSelect}

    def __init__(self, *, event: Event, **kwargs: Any) -> None:
        kwargs.pop("files", None)
        super().__init__(instance=queueing.rule_of(event), **kwargs)
