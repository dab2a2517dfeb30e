"""What the team types about who may register: a rule, a limit, and a question to the simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models import Body
from community.models.contact import Language
from events import restricting
from events.admitting import Applicant
from events.forms.dates import MOMENT, MOST, when
from events.models import AgeBand, Limit, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from community.models import User
    from events.models import Event, EventDate

ALWAYS, FIRST, KEEP = "always", "first", "keep"
MOST_AGE = 110


class _TownshipsField(forms.ModelMultipleChoiceField[Body]):
    def label_from_instance(self, obj: Body) -> str:
        return obj.full_name


class RuleForm(forms.Form):
    """Whom an event is for, and whether the others wait, stay out, or find fewer seats."""

    kind = forms.ChoiceField(label=_("For whom?"), choices=Rule.Kind.choices)
    townships = _TownshipsField(
        label=_("Townships"), queryset=Body.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("", "—"), *Language.choices], required=False)
    least = forms.IntegerField(label=_("From age"), required=False, min_value=0, max_value=MOST_AGE)
    most = forms.IntegerField(label=_("To age, or dates a person"), required=False, min_value=1, max_value=MOST_AGE)
    effect = forms.ChoiceField(
        label=_("What does it do?"),
        choices=[
            (ALWAYS, _("Only they can register")),
            (FIRST, _("They can register first, everyone from a moment on")),
            (KEEP, _("Some seats are kept for them for a while")),
        ],
        initial=ALWAYS,
        widget=forms.RadioSelect,
    )
    until = forms.DateTimeField(
        label=_("Opens to everyone"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )
    seats = forms.IntegerField(label=_("Seats kept on each date"), required=False, min_value=1, max_value=MOST)
    melts_hours = forms.IntegerField(
        label=_("Kept until so many hours before it starts"), required=False, min_value=0, max_value=24 * 60
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["townships"].queryset = Body.objects.townships()  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind and the effect need, and forget what they don't."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind, effect = cleaned.get("kind"), cleaned.get("effect")
        needed = {"township": "townships", "language": "language", "series": "most"}.get(str(kind))
        if needed and not cleaned.get(needed):
            self.add_error(needed, _("This is needed for such a rule."))
        least, most = cleaned.get("least"), cleaned.get("most")
        if kind == Rule.Kind.AGE and least is None and most is None:
            self.add_error("least", _("This is needed for such a rule."))
        if kind == Rule.Kind.AGE and least is not None and most is not None and least > most:
            self.add_error("most", _("The lower age stands first."))
        if kind == Rule.Kind.SERIES:
            cleaned["effect"] = effect = ALWAYS
        for name in {FIRST: ("until",), KEEP: ("seats", "melts_hours")}.get(str(effect), ()):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("This is needed for such a rule."))
        return cleaned

    def save(self, event: Event, *, by: User) -> Rule:
        """Add the rule."""
        said = self.cleaned_data
        kind, effect = said["kind"], said["effect"]
        numbers = {"least": said["least"] if kind == Rule.Kind.AGE else None}
        numbers["most"] = said["most"] if kind in {Rule.Kind.AGE, Rule.Kind.SERIES} else None
        return restricting.add_rule(
            event,
            by=by,
            kind=kind,
            townships=said["townships"] if kind == Rule.Kind.TOWNSHIP else (),
            language=said["language"] if kind == Rule.Kind.LANGUAGE else "",
            until=said["until"] if effect == FIRST else None,
            seats=said["seats"] if effect == KEEP else 0,
            melts_hours=said["melts_hours"] if effect == KEEP else None,
            **numbers,
        )


class LimitForm(forms.Form):
    """What is limited beside the seats, on one date or on all."""

    date = forms.ChoiceField(label=_("Date"))
    counts = forms.ChoiceField(
        label=_("Counts"), choices=[choice for choice in Limit.Counts.choices if choice[0] != Limit.Counts.OTHERS]
    )
    name_en = forms.CharField(label=_("Name, in English"), required=False, max_length=80)
    name_zh_hans = forms.CharField(label=_("Name, in Chinese"), required=False, max_length=80)
    places = forms.IntegerField(label=_("Places"), min_value=0, max_value=MOST)

    def __init__(self, *args: Any, dates: Sequence[EventDate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dates = {date.key: date for date in dates}
        choices = [("all", _("All coming dates")), *((key, when(date)) for key, date in self.dates.items())]
        self.fields["date"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Ask for a name in both languages where the form asks people for it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("counts") == Limit.Counts.ASKED:
            for name in ("name_en", "name_zh_hans"):
                if not cleaned.get(name):
                    self.add_error(name, _("People read this in the form: name it in both languages."))
        return cleaned

    @transaction.atomic
    def save(self, *, by: User) -> None:
        """Add the limit to the date, or to all. Raises LimitTaken; then to none."""
        said = self.cleaned_data
        chosen = [self.dates[said["date"]]] if said["date"] in self.dates else list(self.dates.values())
        names = {name: said[name] for name in ("name_en", "name_zh_hans")}
        for date in sorted(chosen, key=lambda date: date.pk):
            restricting.add_limit(date, by=by, counts=said["counts"], places=said["places"], names=names)


class SimulationForm(forms.Form):
    """Which date, when, and what sort of person: a wrong value in the address counts as none."""

    date = forms.ChoiceField(label=_("Date"), required=False)
    at = forms.DateTimeField(
        label=pgettext_lazy("a moment", "At"),
        required=False,
        help_text=_("Empty: now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, required=False)
    age = forms.ChoiceField(label=_("Age"), choices=AgeBand.choices, initial=AgeBand.ADULT, required=False)
    been = forms.BooleanField(label=_("Has been to an event before"), required=False)

    def __init__(self, data: Mapping[str, Any], *, dates: Sequence[EventDate]) -> None:
        super().__init__({"age": AgeBand.ADULT, "language": Language.ENGLISH, **data})
        self.dates = {date.key: date for date in dates}
        self.fields["date"].choices = [(key, when(date)) for key, date in self.dates.items()]  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def chosen(self) -> EventDate | None:
        """Return the date asked for, else the first."""
        return self.dates.get(self.cleaned_data.get("date", "")) or next(iter(self.dates.values()), None)

    @property
    def moment(self) -> datetime:
        """Return the moment asked for, else now."""
        return self.cleaned_data.get("at") or timezone.now()

    @property
    def applicant(self) -> Applicant:
        """Return what sort of person is asked about."""
        said = self.cleaned_data
        language = said.get("language") or Language.ENGLISH
        return Applicant(language=language, is_newcomer=not said.get("been"), ages=(said.get("age") or AgeBand.ADULT,))
