"""What the team types about events: both languages side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from community import filing
from community.models import Body, Place, SpokenLanguage
from community.models.contact import Language
from events import scheduling
from events.forms.filters import KINDS
from events.models import Event, EventDate

if TYPE_CHECKING:
    from datetime import datetime

    from django.forms.boundfield import BoundField

    from community.models import User

LANGUAGES = ("en", "zh_hans")
PLAIN = ("kind", "place", "source_language")
WORDS = {f"{name}_{code}": name for name in Event.TRANSLATED for code in LANGUAGES}
MOMENT = "%Y-%m-%dT%H:%M"


class _PlaceField(forms.ModelChoiceField[Place]):
    def label_from_instance(self, obj: Place) -> str:
        return f"{obj.body.name} · {obj.name}" if obj.body else obj.name


class EventForm(forms.Form):
    """An event's words in both languages, its place, languages and picture."""

    body = forms.ModelChoiceField(label=_("Organised by"), queryset=Body.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    source_language = forms.ChoiceField(label=_("Written first in"), choices=Language.choices)
    place = _PlaceField(label=_("Place"), queryset=Place.objects.none(), required=False, empty_label=_("Not decided yet"))
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken at the event"),
        choices=SpokenLanguage.Code.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-row"}),
        required=False,
    )
    poster = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP, 8 MB at most. It becomes public together with the event."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    poster_alt_en = forms.CharField(label=_("What the picture shows, in English"), required=False, max_length=300)
    poster_alt_zh_hans = forms.CharField(label=_("What the picture shows, in Chinese"), required=False, max_length=300)

    def __init__(self, *, by: User, bodies: Any, event: Event | None = None, **kwargs: Any) -> None:
        self.event, self.by = event, by
        kwargs["initial"] = {**self._present(bodies), **kwargs.get("initial", {})}
        super().__init__(**kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["place"].queryset = Place.objects.visible_to(by).for_listing()  # type: ignore[attr-defined]
        self.fields |= forms.fields_for_model(Event, fields=list(WORDS))
        for name, model_name in WORDS.items():
            self.fields[name].required = False
            english = name.endswith("_en")
            words = {"field": Event.label(model_name)}
            self.fields[name].label = (_("%(field)s, in English") if english else _("%(field)s, in Chinese")) % words
            if model_name in {"summary", "bring", "access"}:
                self.fields[name].widget = forms.Textarea(attrs={"rows": 2})
            if model_name in {"title", "summary", "description"}:  # optional in a draft only: the hint above them says so
                self.fields[name].template_name = "events/desk/_text.html"  # type: ignore[attr-defined]  # Django 5's own
            if model_name == "description":
                self.fields[name].help_text = _("An empty line begins a new paragraph. Lines that begin with “- ” become a list.")
            self.fields[name].widget.attrs["lang"] = "en" if english else "zh-Hans"
        if event is not None:
            del self.fields["body"]

    def word_rows(self) -> list[tuple[BoundField, BoundField]]:
        """Return the fields of each text in both languages, English first."""
        return [(self[f"{name}_en"], self[f"{name}_zh_hans"]) for name in Event.TRANSLATED]

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one language at least, and for words beside a new picture."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("title_en") and not cleaned.get("title_zh_hans"):
            self.add_error("title_zh_hans", _("Give a title in one of the languages at least."))
        if cleaned.get("poster") and not (cleaned.get("poster_alt_en") and cleaned.get("poster_alt_zh_hans")):
            self.add_error("poster_alt_en", _("Say in both languages what the picture shows, for those who can't see it."))
        if self.errors and self.files.get("poster") and "poster" not in self.errors:
            self.add_error("poster", _("Please choose the picture again: it could not be kept with the form."))
        return cleaned

    def save(self) -> Event:
        """Draft the event, or change it. Raises FileRefused for a picture that can't be read."""
        said = self.cleaned_data
        words = {name: said[name] for name in (*PLAIN, *WORDS)}
        body = self.event.body if self.event else said["body"]
        poster = None
        if said["poster"]:
            alts = {"alt_en": said["poster_alt_en"], "alt_zh_hans": said["poster_alt_zh_hans"]}
            poster = filing.store_image(said["poster"], body=body, by=self.by, **alts)
        if self.event is None:
            event = scheduling.draft(body, by=self.by, words=words, languages=said["languages"])
        else:
            event = scheduling.edit(self.event, by=self.by, words=words, languages=said["languages"])
        if poster is not None:
            scheduling.set_poster(event, poster, by=self.by)
        return event

    def _present(self, bodies: Any) -> dict[str, Any]:
        if self.event is None:
            return {"source_language": "zh-hans", "body": bodies.first()}
        present = {name: getattr(self.event, name) for name in (*PLAIN, *WORDS)}
        return {**present, "languages": [spoken.code for spoken in self.event.languages.all()]}


def _when(date: EventDate) -> str:
    return date_format(timezone.localtime(date.starts_at), "DATETIME_FORMAT")


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)


class DateForm(forms.Form):
    """When, how many seats, and until when one may register."""

    starts_at = forms.DateTimeField(
        label=_("Starts"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    )
    ends_at = forms.DateTimeField(label=_("Ends"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT))
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=20000, initial=20)
    closes_at = forms.DateTimeField(
        label=_("Registration closes"),
        required=False,
        help_text=_("Empty: when it starts."),
        widget=_moment(),
    )

    def __init__(self, *, by: User, event: Event, date: EventDate | None = None, **kwargs: Any) -> None:
        self.by, self.event, self.date = by, event, date
        if date is not None:
            present = {name: getattr(date, name) for name in ("starts_at", "ends_at", "capacity", "closes_at")}
            kwargs["initial"] = {**present, **kwargs.get("initial", {})}
        super().__init__(**kwargs)

    def clean(self) -> dict[str, Any]:
        """Let the table's own rules speak beside the fields."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends, closes = (cleaned.get(name) for name in ("starts_at", "ends_at", "closes_at"))
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It has to end after it starts."))
        if starts and closes and closes > starts:
            self.add_error("closes_at", _("Registration can't close after the start."))
        if starts and self._is_taken(starts):
            self.add_error("starts_at", _("This event already has a date that starts then."))
        return cleaned

    def save(self) -> EventDate:
        """Add or change the date. Raises SchedulingRefused."""
        return scheduling.set_date(self.event, by=self.by, date=self.date, **self.cleaned_data)

    def _is_taken(self, starts: datetime) -> bool:
        others = self.event.dates.filter(starts_at=starts)
        return bool((others.exclude(pk=self.date.pk) if self.date else others).exists())


class CallOffForm(forms.Form):
    """Which date is called off, and why, in both languages: those who registered read it."""

    date = forms.ChoiceField(label=_("What is called off?"), initial="all", widget=forms.RadioSelect)
    reason_en = forms.CharField(label=_("Reason, in English"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    reason_zh_hans = forms.CharField(label=_("Reason, in Chinese"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *, by: User, event: Event, dates: list[EventDate], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by, self.event, self.dates = by, event, {date.key: date for date in dates}
        choices = [("all", _("All coming dates")), *((key, _when(date)) for key, date in self.dates.items())]
        self.fields["date"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def save(self) -> int:
        """Call off; return how many were told. Raises SchedulingRefused."""
        said = self.cleaned_data
        reason = {"en": said["reason_en"], "zh-hans": said["reason_zh_hans"]}
        return scheduling.call_off(self.event, by=self.by, reason=reason, date=self.dates.get(said["date"]))
