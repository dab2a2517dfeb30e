"""What a party types to get its seats, and to change them later."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from community.forms import KeyedForm
from community.models import Contact
from community.models.contact import Language
from events import changing, enrolling, handing_over, registering
from events.forms.answers import AnswerFields, answered_by
from events.forms.limits import LimitFields
from events.forms.party import PartyFields, said_of, wanted_of
from events.models import Event, Registration
from events.models.question import gone_on
from events.refusals import Closed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from community.policies import Person as Reader
    from events.models import EventDate, Handover, Member, Person, Question

ALL = "all"  # dates, as a course
OWN_NAMES = ((Language.ENGLISH, "English"), (Language.CHINESE, "中文"))


class RegistrationForm(PartyFields, AnswerFields, LimitFields, KeyedForm):
    """A date, a number, who comes, what is asked; a guest adds an address and its language. `save` takes the seats."""

    date = forms.ChoiceField(label=_("Which date?"), widget=forms.RadioSelect, error_messages={"invalid_choice": Closed.message})
    email = forms.EmailField(
        label=_("Your email"),
        help_text=_("We send a link to it. Your seats are held for 30 minutes until you open the link."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Write to me in"), choices=OWN_NAMES, widget=forms.RadioSelect(attrs={"class": "choices-row"})
    )

    hold = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *,
        dates: Sequence[EventDate],
        reader: Reader,
        members: Sequence[Member] = (),
        questions: Iterable[Question] = (),
        wanted: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        typed = kwargs.pop("initial", {})
        self.dates = {date.key: date for date in dates}
        first = ALL if dates and dates[0].event.booking == Event.Booking.ALL and len(dates) > 1 else next(iter(self.dates), "")
        defaults = {"date": first, "language": get_language(), **wanted_of(_number(wanted), members)}
        asked = {"date": wanted["date"]} if wanted and "date" in wanted else {}
        super().__init__(initial={**defaults, **asked, **typed}, **kwargs)
        self.reader = reader
        self.ask_party(dates[0].event if dates else None, members)
        self.ask_questions(questions)
        self.ask_limits(dates)
        date = self.fields["date"]
        assert isinstance(date, forms.ChoiceField)  # noqa: S101  # it is declared above
        date.choices = self._date_choices(dates[0].event.booking if dates else Event.Booking.EACH)
        if len(date.choices) == 1:
            date.widget = forms.HiddenInput()
        if reader.is_authenticated:
            del self.fields["email"], self.fields["language"]

    def date_options(self) -> Iterator[tuple[Any, EventDate | None]]:
        """Give each radio button of `date` with its date, so that the page can show seats beside it; None is all dates."""
        for button in self["date"].subwidgets:
            yield button, self.dates.get(button.data["value"])

    def _date_choices(self, booking: str) -> list[tuple[str, Any]]:
        each = [(key, str(option)) for key, option in self.dates.items()]
        if booking == Event.Booking.EACH or len(each) == 1:
            return each
        together = (ALL, ngettext("All %(count)d date", "All %(count)d dates", len(each)) % {"count": len(each)})
        return [together] if booking == Event.Booking.ALL else [together, *each]

    @property
    def gone_on(self) -> dt.date | None:
        """Return the day by which the answers are erased, whichever of the dates is chosen."""
        return max((gone_on(date) for date in self.dates.values()), default=None)

    def clean_date(self) -> EventDate | None:
        """Return the chosen date itself, None for all of them."""
        return self.dates.get(self.cleaned_data["date"])

    def save(self) -> Registration:
        """Take the seats. Raises RegistrationRefused; then not even the guest's address is kept."""
        said = self.cleaned_data
        signed_in = self.reader.is_authenticated
        # A guest's address is stored in the same transaction; who is signed in needs none around that of the verb.
        with contextlib.nullcontext() if signed_in else transaction.atomic():
            given: dict[str, Any] = {
                "contact": self.reader.contact if self.reader.is_authenticated else self._guest(),
                "seats": self.seats,
                "people": self.people(),
                "answers": self.answers(),
                "key": said["key"],
                "source": Registration.Source.ACCOUNT if signed_in else Registration.Source.GUEST,
                "language": None if signed_in else said["language"],
            }
            if said["date"] is None:
                return enrolling.enrol(list(self.dates.values()), asked=self.asked, **given)
            return registering.register(said["date"], hold=said["hold"], asked=self.asked(said["date"]), **given)

    def _guest(self) -> Contact:
        return Contact.objects.of(self.cleaned_data["email"], language=self.cleaned_data["language"])


class _ChangeForm(KeyedForm):
    """A form that changes one registration: it knows which version of it was drawn."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *, registration: Registration, said: Mapping[str, Any], **kwargs: Any) -> None:
        self.registration = registration
        typed = kwargs.pop("initial", {})
        super().__init__(initial={"version": registration.version, **said, **typed}, **kwargs)


class PartyForm(PartyFields, _ChangeForm):
    """Who comes, changed: more, fewer or others."""

    def __init__(self, *, registration: Registration, members: Sequence[Member] = (), **kwargs: Any) -> None:
        super().__init__(registration=registration, said=said_of(registration, members), **kwargs)
        self.ask_party(registration.date.event, members)

    def people(self) -> list[Person]:
        """Return who comes; who is left as they were keeps what was known of them and is not typed here."""
        before = [person for person in self.registration.people.all() if str(person.member_id) not in self.members]
        people = super().people()
        for number, person in enumerate(people):
            known = next((old for old in before if _is_same(old, person)), None)
            if known is not None and person.member is None:
                before.remove(known)
                people[number] = known
        return people

    def save(self) -> Registration:
        """Change the party. Raises RegistrationRefused."""
        said = self.cleaned_data
        return changing.change_party(
            self.registration, seats=self.seats, people=self.people(), key=said["key"], version=said["version"]
        )


class AnswersForm(AnswerFields, _ChangeForm):
    """What the event asks, answered differently."""

    def __init__(self, *, registration: Registration, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(registration=registration, said=answered_by(registration), **kwargs)
        self.ask_questions(questions)

    @property
    def gone_on(self) -> dt.date:
        """Return the day by which the answers are erased."""
        return gone_on(self.registration.date)

    def save(self) -> Registration:
        """Change the answers. Raises RegistrationRefused."""
        said = self.cleaned_data
        return changing.change_answers(self.registration, answers=self.answers(), key=said["key"], version=said["version"])


class HandoverForm(KeyedForm):
    """Whom the seats are offered to: one of the household who has an address, or any other."""

    member = forms.ChoiceField(label=_("Who takes your seats?"), widget=forms.RadioSelect, required=False)
    email = forms.EmailField(
        label=_("Their email"),
        help_text=_("They get a link. The seats are yours until they take them over by it."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Write to them in"), choices=OWN_NAMES, widget=forms.RadioSelect(attrs={"class": "choices-row"})
    )

    def __init__(self, *, registration: Registration, members: Sequence[Member] = (), **kwargs: Any) -> None:
        self.registration = registration
        self.members = {str(member.pk): member for member in members if member.email}
        typed = kwargs.pop("initial", {})
        super().__init__(initial={"language": get_language(), "member": "", **typed}, **kwargs)
        family = [(key, f"{member} · {member.email}") for key, member in self.members.items()]
        self.fields["member"].choices = [*family, ("", _("Somebody else"))]  # type: ignore[attr-defined]  # a ChoiceField
        if not family:
            del self.fields["member"]
            self.fields["email"].required = True

    def clean(self) -> dict[str, Any]:
        """Ask for an address unless one of the household is chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("member") and not cleaned.get("email") and not self.errors:
            self.add_error("email", _("Choose one of your household, or enter an address."))
        return cleaned

    def save(self) -> Handover:
        """Offer the seats. Raises RegistrationRefused."""
        said = self.cleaned_data
        member = self.members.get(said.get("member") or "")
        email = member.email if member else said["email"]
        return handing_over.offer(self.registration, email=email, language=said["language"], key=said["key"])


def _is_same(old: Person, typed: Person) -> bool:
    if old.on_lap or typed.on_lap:
        return old.on_lap and typed.on_lap
    return (old.shown_name, old.age_band) == (typed.name, typed.age_band)


def _number(wanted: Mapping[str, Any] | None) -> int:
    """Return how many seats the event's page asked for."""
    typed = str((wanted or {}).get("seats", "1"))
    return int(typed) if typed in {"1", "2", "3", "4", "5"} else 1
