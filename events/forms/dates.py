"""What the team types about dates: one, a series, a move, a call-off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from community import working_days
from community.models import Place
from events import moving, repeating, scheduling
from events.forms.desk import PlaceField
from events.models import EventDate

if TYPE_CHECKING:
    from datetime import datetime

    from django.forms.boundfield import BoundField

    from community.models import User
    from events.models import Event

MOMENT = "%Y-%m-%dT%H:%M"
MOST = 20000
PAIRED = ("meeting_point", "note")
OWN = ("opens_at", "door_reserve", "minimum", "decide_at", "drop_in", "place")
WORDS = tuple(f"{name}_{code}" for name in PAIRED for code in ("en", "zh_hans"))


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)


def _text(language: str, rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "lang": language})


def when(date: EventDate) -> str:
    """Return a date's local start, in words."""
    return date_format(timezone.localtime(date.starts_at), "DATETIME_FORMAT")


def places_for(by: User) -> Any:
    """Return the places that a person may choose."""
    return Place.objects.visible_to(by).for_listing()


class DateForm(forms.Form):
    """When, how many seats, until when one may register, and what this date has of its own."""

    starts_at = forms.DateTimeField(label=_("Starts"), widget=_moment())
    ends_at = forms.DateTimeField(label=_("Ends"), widget=_moment())
    capacity = forms.IntegerField(label=_("Seats"), initial=20, min_value=1, max_value=MOST)
    opens_at = forms.DateTimeField(
        label=_("Registration opens"), required=False, help_text=_("Empty: at once."), widget=_moment()
    )
    closes_at = forms.DateTimeField(
        label=_("Registration closes"), required=False, help_text=_("Empty: when it starts."), widget=_moment()
    )
    drop_in = forms.BooleanField(label=_("No registration: people just come"), required=False)
    minimum = forms.IntegerField(
        label=_("People needed"),
        required=False,
        min_value=0,
        help_text=_("It takes place from so many people on. Empty: from one."),
    )
    decide_at = forms.DateTimeField(
        label=_("Decided by"),
        required=False,
        help_text=_("Shown to those who registered while people are lacking."),
        widget=_moment(),
    )
    door_reserve = forms.IntegerField(
        label=_("Seats kept for the door"),
        required=False,
        min_value=0,
        help_text=_("Given out on the spot only, to those who come without registering."),
    )
    place = PlaceField(
        label=_("Held elsewhere"), queryset=Place.objects.none(), required=False, empty_label=_("The event's own place")
    )
    meeting_point_en = forms.CharField(label=_("Meeting point, in English"), required=False, max_length=200)
    meeting_point_zh_hans = forms.CharField(label=_("Meeting point, in Chinese"), required=False, max_length=200)
    note_en = forms.CharField(label=_("Note, in English"), required=False, max_length=300, widget=_text("en"))
    note_zh_hans = forms.CharField(label=_("Note, in Chinese"), required=False, max_length=300, widget=_text("zh-Hans"))

    def __init__(
        self, *, by: User, event: Event, date: EventDate | None = None, makes_up_for: EventDate | None = None, **kwargs: Any
    ) -> None:
        self.by, self.event, self.date, self.makes_up_for = by, event, date, makes_up_for
        if date is not None:
            present = {name: getattr(date, name) for name in ("starts_at", "ends_at", "capacity", "closes_at", *OWN, *WORDS)}
            kwargs["initial"] = {**present, **kwargs.get("initial", {})}
        super().__init__(**kwargs)
        self.fields["place"].queryset = places_for(by)  # type: ignore[attr-defined]  # a ModelChoiceField

    def first_fields(self) -> list[BoundField]:
        """Return what every date needs."""
        return [self[name] for name in ("starts_at", "ends_at", "capacity", "closes_at")]

    def more_fields(self) -> list[BoundField]:
        """Return what only some dates have."""
        return [self[name] for name in ("opens_at", "minimum", "decide_at", "door_reserve", "place")]

    def word_fields(self) -> list[BoundField]:
        """Return the date's own words, in pairs, English first."""
        return [self[name] for name in WORDS]

    @property
    def has_more(self) -> bool:
        """Tell whether some of the rest is filled or wrong, so that the page shows it open."""
        return any(field.value() or field.errors for field in [*self.more_fields(), *self.word_fields(), self["drop_in"]])

    def clean(self) -> dict[str, Any]:
        """Let the table's own rules speak beside the fields."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It has to end after it starts."))
        for name, words in (
            ("closes_at", _("Registration can't close after the start.")),
            ("opens_at", _("Registration has to open before the start.")),
            ("decide_at", _("Decide before it starts.")),
        ):
            if starts and cleaned.get(name) and cleaned[name] > starts:
                self.add_error(name, words)
        if starts and self._is_taken(starts):
            self.add_error("starts_at", _("This event already has a date that starts then."))
        self._check_numbers(cleaned)
        for name in PAIRED:
            english, chinese = cleaned.get(f"{name}_en"), cleaned.get(f"{name}_zh_hans")
            if bool(english) != bool(chinese):
                self.add_error(f"{name}_zh_hans" if english else f"{name}_en", _("Write it in both languages."))
        return cleaned

    def save(self) -> EventDate:
        """Add or change the date. Raises SchedulingRefused."""
        own: dict[str, Any] = {"makes_up_for": self.makes_up_for} if self.makes_up_for else {}
        return scheduling.set_date(self.event, by=self.by, date=self.date, **self.cleaned_data, **own)

    def _check_numbers(self, cleaned: dict[str, Any]) -> None:
        capacity = cleaned.get("capacity")
        for name, words in (
            ("door_reserve", _("More seats would be kept for the door than there are.")),
            ("minimum", _("More people would be needed than there are seats.")),
        ):
            cleaned[name] = cleaned.get(name) or 0
            if capacity and cleaned[name] > capacity:
                self.add_error(name, words)

    def _is_taken(self, starts: datetime) -> bool:
        others = self.event.dates.filter(starts_at=starts)
        return bool((others.exclude(pk=self.date.pk) if self.date else others).exists())


class SeriesForm(forms.Form):
    """A rule that gives dates. Read from the address, so that a preview changes nothing."""

    starts_at = forms.DateTimeField(label=_("The first one starts"), widget=_moment())
    ends_at = forms.DateTimeField(label=_("The first one ends"), widget=_moment())
    every = forms.ChoiceField(label=_("Repeats"), choices=repeating.Every.choices, initial=repeating.Every.WEEK)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these weekdays"),
        help_text=_("Only for weekly series. None: the weekday of the first date."),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-row"}),
    )
    count = forms.IntegerField(label=_("How many dates"), min_value=2, max_value=repeating.LONGEST, initial=6)
    capacity = forms.IntegerField(label=_("Seats of each"), initial=20, min_value=1, max_value=MOST)

    def clean(self) -> dict[str, Any]:
        """Ask for an end after the start."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It has to end after it starts."))
        if starts and starts <= timezone.now():
            self.add_error("starts_at", _("This time has passed."))
        return cleaned

    def plan(self, event: Event) -> list[repeating.Planned]:
        """Return the dates that a valid form gives for an event."""
        said = self.cleaned_data
        rule = repeating.Rule(
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
            every=said["every"],
            count=said["count"],
            weekdays=tuple(said["weekdays"]),
        )
        return repeating.plan(rule, there=event.dates.values_list("starts_at", flat=True), calendar=working_days.calendar())


class _ReasonForm(forms.Form):
    cause = forms.ChoiceField(
        label=_("Cause"), choices=EventDate.Cause.choices, initial=EventDate.Cause.OTHER, required=False, widget=forms.RadioSelect
    )
    reason_en = forms.CharField(label=_("Reason, in English"), required=False, max_length=300, widget=_text("en"))
    reason_zh_hans = forms.CharField(label=_("Reason, in Chinese"), required=False, max_length=300, widget=_text("zh-Hans"))

    def clean(self) -> dict[str, Any]:
        """Ask for words in both languages where the cause alone says nothing; weather explains itself."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["cause"] = cleaned.get("cause") or EventDate.Cause.OTHER
        said = {name: cleaned.get(name) for name in ("reason_en", "reason_zh_hans")}
        if cleaned["cause"] == EventDate.Cause.OTHER or any(said.values()):
            for name in (name for name, words in said.items() if not words):
                self.add_error(name, _("Say why in both languages: everyone is told in theirs."))
        return cleaned

    @property
    def reason(self) -> dict[str, str]:
        """Return the words by language."""
        return {"en": self.cleaned_data["reason_en"], "zh-hans": self.cleaned_data["reason_zh_hans"]}


class CallOffForm(_ReasonForm):
    """Which date is called off, and why, in both languages: those who registered read it."""

    date = forms.ChoiceField(label=_("What is called off?"), initial="all", widget=forms.RadioSelect)
    field_order = ("date", "cause", "reason_en", "reason_zh_hans")

    def __init__(self, *, by: User, event: Event, dates: list[EventDate], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by, self.event, self.dates = by, event, {date.key: date for date in dates}
        choices = [("all", _("All coming dates")), *((key, when(date)) for key, date in self.dates.items())]
        self.fields["date"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def save(self) -> int:
        """Call off; return how many were told. Raises SchedulingRefused."""
        said = self.cleaned_data
        date = self.dates.get(said["date"])
        return scheduling.call_off(self.event, by=self.by, reason=self.reason, date=date, cause=said["cause"])


class MoveForm(_ReasonForm):
    """Where and when a date takes place instead, and why."""

    starts_at = forms.DateTimeField(label=_("Starts"), widget=_moment())
    ends_at = forms.DateTimeField(label=_("Ends"), widget=_moment())
    place = PlaceField(label=_("Place"), queryset=Place.objects.none(), required=False, empty_label=_("The event's own place"))
    field_order = ("starts_at", "ends_at", "place", "cause", "reason_en", "reason_zh_hans")

    def __init__(self, *, by: User, date: EventDate, **kwargs: Any) -> None:
        self.by, self.date = by, date
        present = {name: getattr(date, name) for name in ("starts_at", "ends_at", "place")}
        kwargs["initial"] = {**present, **kwargs.get("initial", {})}
        super().__init__(**kwargs)
        self.fields["place"].queryset = places_for(by)  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        """Ask for an end after the start, in the future."""
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It has to end after it starts."))
        if starts and starts <= timezone.now():
            self.add_error("starts_at", _("This time has passed."))
        return cleaned

    def save(self) -> int:
        """Move the date; return how many were told. Raises SchedulingRefused."""
        said = self.cleaned_data
        times = {name: said[name] for name in ("starts_at", "ends_at", "place", "cause")}
        return moving.move(self.date, by=self.by, reason=self.reason, **times)
