"""What a party types to get its seats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.forms import KeyedForm
from community.models import Contact
from community.models.contact import Language
from events import registering
from events.models import Person, Registration
from events.models.registration import LARGEST_PARTY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.forms.boundfield import BoundField

    from community.policies import Person as Reader
    from events.models import EventDate

OWN_NAMES = ((Language.ENGLISH, "English"), (Language.CHINESE, "中文"))


class RegistrationForm(KeyedForm):
    """A date, a number, and who comes; a guest adds an address and its language. `save` holds or confirms the seats."""

    date = forms.ChoiceField(label=_("Which date?"), widget=forms.RadioSelect)
    seats = forms.TypedChoiceField(
        label=_("How many of you?"),
        help_text=_("Up to five, one registration for the whole party."),
        choices=[(number, number) for number in range(1, LARGEST_PARTY + 1)],
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )
    email = forms.EmailField(
        label=_("Your email"),
        help_text=_("We send a link to it. Your seats are held for 30 minutes until you open the link."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Write to me in"), choices=OWN_NAMES, widget=forms.RadioSelect(attrs={"class": "choices-row"})
    )

    def __init__(
        self, *, dates: Sequence[EventDate], reader: Reader, wanted: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        typed = kwargs.pop("initial", {})
        self.dates = {date.key: date for date in dates}
        first = next(iter(self.dates), "")
        defaults = {"date": first, "seats": 1, "language": get_language()}
        asked = {name: value for name, value in (wanted or {}).items() if name in {"date", "seats"}}
        super().__init__(initial={**defaults, **asked, **typed}, **kwargs)
        self.reader = reader
        date = self.fields["date"]
        assert isinstance(date, forms.ChoiceField)  # noqa: S101  # it is declared above
        date.choices = [(key, str(option)) for key, option in self.dates.items()]
        if len(self.dates) == 1:
            date.widget = forms.HiddenInput()
        if reader.is_authenticated:
            del self.fields["email"], self.fields["language"]
        for number in range(1, LARGEST_PARTY + 1):
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Name of person %(number)d") % {"number": number}, required=False, max_length=120
            )
            self.fields[f"age_{number}"] = forms.ChoiceField(
                label=_("Age of person %(number)d") % {"number": number},
                required=False,
                choices=[("", _("Not said")), *Person.AgeBand.choices],
            )

    def date_options(self) -> Iterator[tuple[Any, EventDate]]:
        """Give each radio button of `date` with its date, so that the page can show seats beside it."""
        for button in self["date"].subwidgets:
            yield button, self.dates[button.data["value"]]

    def people_rows(self) -> list[tuple[int, BoundField, BoundField]]:
        """Return the fields of each person in the party."""
        return [(number, self[f"name_{number}"], self[f"age_{number}"]) for number in range(1, LARGEST_PARTY + 1)]

    @property
    def names_anyone(self) -> bool:
        """Tell whether something was typed about the party, so that the page shows these fields open."""
        return any(name.value() or age.value() or name.errors for _number, name, age in self.people_rows())

    def clean_date(self) -> EventDate:
        """Return the chosen date itself."""
        return self.dates[self.cleaned_data["date"]]

    def clean(self) -> dict[str, Any]:
        """Refuse more people than seats: whoever is named must have one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seats = cleaned.get("seats")
        for number in range((seats or LARGEST_PARTY) + 1, LARGEST_PARTY + 1):
            if cleaned.get(f"name_{number}") or cleaned.get(f"age_{number}"):
                self.add_error(f"name_{number}", _("There is no seat for this person. Ask for more seats or remove them."))
        return cleaned

    def people(self) -> list[Person]:
        """Return what was said about each of the party."""
        said = self.cleaned_data
        return [
            Person(name=said[f"name_{number}"].strip(), age_band=said[f"age_{number}"]) for number in range(1, said["seats"] + 1)
        ]

    def save(self) -> Registration:
        """Take the seats. Raises RegistrationRefused; then not even the guest's address is kept."""
        said = self.cleaned_data
        signed_in = self.reader.is_authenticated
        with transaction.atomic():
            contact = self.reader.contact if self.reader.is_authenticated else self._guest()
            return registering.register(
                said["date"],
                contact=contact,
                seats=said["seats"],
                people=self.people(),
                key=said["key"],
                source=Registration.Source.ACCOUNT if signed_in else Registration.Source.GUEST,
                language=None if signed_in else said["language"],
            )

    def _guest(self) -> Contact:
        return Contact.objects.of(self.cleaned_data["email"], language=self.cleaned_data["language"])
