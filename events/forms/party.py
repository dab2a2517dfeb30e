"""Who comes: typed one by one, or chosen from the household. A part of every form that makes or changes a party."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models import AgeBand, Person
from events.models.event import LARGEST_PARTY
from events.refusals import TooManyPeople

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.forms.boundfield import BoundField
    from django.utils.safestring import SafeString

    from events.models import Event, Member, Registration

AGES = [("", _("Not said")), *AgeBand.choices]


class PartyFields(forms.Form):
    """The number of seats and a row for each person; who has a household chooses from it and adds others."""

    event: Event | None = None
    members: Mapping[str, Member] = {}
    largest = LARGEST_PARTY

    def ask_party(self, event: Event | None, members: Iterable[Member]) -> None:
        """Add the fields. Call it after the form is made, before it is read."""
        self.event = event
        self.members = {str(member.pk): member for member in members}
        self.largest = event.largest_party if event else LARGEST_PARTY
        first = 0 if self.members else 1
        self.fields["seats"] = forms.TypedChoiceField(
            label=_("Others, beside those chosen above") if self.members else _("How many of you?"),
            help_text=_("One registration for the whole party."),
            choices=[(number, number) for number in range(first, self.largest + 1)],
            coerce=int,
            widget=forms.RadioSelect(attrs={"class": "choices-row"}),
            error_messages={"invalid_choice": TooManyPeople(self.largest).message},
        )
        if self.members:
            self._ask_members()
        # A form that was sent reads the rows in which something was typed; the others are made only where it is drawn.
        for number in range(1, self.largest + 1):
            if not self.is_bound or self.data.get(f"name_{number}") or self.data.get(f"age_{number}"):
                self._ask_person(number)
        if event and event.lap_infants:
            self.fields["infants"] = forms.TypedChoiceField(
                label=_("Children under two on your lap"),
                help_text=_("They need no seat. Those of your household are counted already.") if self.members else "",
                choices=[(number, number) for number in range(self.largest + 1)],
                coerce=int,
                required=False,
                empty_value="0",
                initial=0,
                widget=forms.RadioSelect(attrs={"class": "choices-row"}),
            )

    def _ask_person(self, number: int) -> None:
        self.fields[f"name_{number}"] = forms.CharField(
            label=_("Name of person %(number)d") % {"number": number}, required=False, max_length=120
        )
        self.fields[f"age_{number}"] = forms.ChoiceField(
            label=_("Age of person %(number)d") % {"number": number}, required=False, choices=AGES
        )

    def _ask_members(self) -> None:
        self.fields["members"] = forms.MultipleChoiceField(
            label=_("Who of your household comes?"),
            help_text=_("The organisers see their names, ages and needs. Needs are erased %(days)d days after the event.")
            % {"days": self.event.answers_kept_days if self.event else 0},
            choices=[(key, _label(member)) for key, member in self.members.items()],
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-row"}),
        )

    def people_rows(self) -> list[tuple[int, BoundField, BoundField]]:
        """Return the fields of each person that is typed."""
        for number in range(1, self.largest + 1):
            if f"name_{number}" not in self.fields:
                self._ask_person(number)
        return [(number, self[f"name_{number}"], self[f"age_{number}"]) for number in range(1, self.largest + 1)]

    @property
    def names_anyone(self) -> bool:
        """Tell whether something was typed about the party, so that the page shows these fields open."""
        said = self.data if self.is_bound else self.initial
        return any(said.get(f"{what}_{number}") for what in ("name", "age") for number in range(1, self.largest + 1))

    def drawn_rows(self) -> SafeString:
        """Return the rows as HTML. Empty ones are the same for everybody: drawn once, as they are most of a form's work."""
        if not self.names_anyone:
            return _empty_rows(self.largest, get_language())
        return render_to_string("events/_party_rows.html", {"rows": self.people_rows()})

    def clean(self) -> dict[str, Any]:
        """Refuse more people than seats, and a party of nobody."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed = cleaned.get("seats")
        for number in range((self.largest if typed is None else typed) + 1, self.largest + 1):
            if cleaned.get(f"name_{number}") or cleaned.get(f"age_{number}"):
                self.add_error(f"name_{number}", _("There is no seat for this person. Ask for more seats or remove them."))
        if not self.members and self.is_bound and "members" in self.data:
            self.add_error(None, _("Your household was changed in another window meanwhile. Please choose again who comes."))
        if not self.errors and self.members and not self.seats:
            self.add_error("members", _("Choose who comes, or say how many others."))
        return cleaned

    @property
    def chosen(self) -> list[Member]:
        """Return those of the household who come."""
        return [self.members[key] for key in self.cleaned_data.get("members", ())]

    @property
    def seats(self) -> int:
        """Return how many seats the party needs: children on a lap need none."""
        return int(self.cleaned_data["seats"]) + sum(not self._on_lap(member) for member in self.chosen)

    def people(self) -> list[Person]:
        """Return what was said about each of the party, children on a lap last."""
        said = self.cleaned_data
        seated = [
            Person(name=said.get(f"name_{number}", "").strip(), age_band=said.get(f"age_{number}", ""))
            for number in range(1, said["seats"] + 1)
        ]
        family = [
            Person(
                name=member.name, chinese_name=member.chinese_name, age_band=member.age_band, needs=member.needs,
                member=member, on_lap=self._on_lap(member),
            )
            for member in self.chosen
        ]  # fmt: skip
        laps = [Person(age_band=AgeBand.INFANT, on_lap=True) for _number in range(int(said.get("infants") or 0))]
        return [*family, *seated, *laps]

    def _on_lap(self, member: Member) -> bool:
        return bool(self.event and self.event.lap_infants) and member.age_band == AgeBand.INFANT


@lru_cache(maxsize=32)
def _empty_rows(largest: int, _language: str | None) -> SafeString:
    form = PartyFields()
    form.largest = largest
    return render_to_string("events/_party_rows.html", {"rows": form.people_rows()})


def said_of(registration: Registration, members: Sequence[Member]) -> dict[str, Any]:
    """Return what a party's form shows before anything is changed: who comes as it stands."""
    people = list(registration.people.all())
    known = {member.pk for member in members}
    chosen = [person for person in people if person.member_id in known]
    typed = [person for person in people if person.member_id not in known and not person.on_lap]
    typed.sort(key=lambda person: not (person.name or person.age_band))
    said: dict[str, Any] = {
        "members": [str(person.member_id) for person in chosen],
        "seats": len(typed),
        "infants": sum(person.on_lap for person in people if person.member_id not in known),
    }
    for number, person in enumerate(typed, start=1):
        said |= {f"name_{number}": person.shown_name, f"age_{number}": person.age_band}
    return said


def wanted_of(seats: int, members: Sequence[Member]) -> dict[str, Any]:
    """Return how so many seats are shown at first: those of the household, in their order, then others."""
    if not members:
        return {"seats": seats}
    chosen = [str(member.pk) for member in members[:seats]]
    return {"members": chosen, "seats": seats - len(chosen)}


def _label(member: Member) -> str:
    return f"{member} · {member.get_age_band_display()}" if member.age_band else str(member)
