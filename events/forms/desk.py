"""What the team types about events: both languages side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community import filing
from community.forms import KeyedForm
from community.models import Body, Place, SpokenLanguage
from community.models.contact import Language
from events import drafting, scheduling
from events.forms.filters import KINDS
from events.models import Event

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

    from community.models import User

LANGUAGES = ("en", "zh_hans")
PLAIN = ("kind", "place", "source_language", "min_age", "max_age", "booking")
WORDS = {f"{name}_{code}": name for name in Event.TRANSLATED for code in LANGUAGES}
OLDEST = 110


class PlaceField(forms.ModelChoiceField[Place]):
    """A place, named with its township: two may bear the same name."""

    def label_from_instance(self, obj: Place) -> str:
        """Put the township first."""
        return f"{obj.body.name} · {obj.name}" if obj.body else obj.name


class EventForm(KeyedForm):
    """An event's words in both languages, its place, languages and picture."""

    body = forms.ModelChoiceField(label=_("Organised by"), queryset=Body.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    source_language = forms.ChoiceField(label=_("Written first in"), choices=Language.choices)
    place = PlaceField(label=_("Place"), queryset=Place.objects.none(), required=False, empty_label=_("Not decided yet"))
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken at the event"),
        choices=SpokenLanguage.Code.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-row"}),
        required=False,
    )
    min_age = forms.IntegerField(label=_("From age"), required=False, min_value=0, max_value=OLDEST)
    max_age = forms.IntegerField(label=_("To age"), required=False, min_value=0, max_value=OLDEST)
    booking = forms.ChoiceField(
        label=_("One registers"), choices=Event.Booking.choices, initial=Event.Booking.EACH, required=False
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
            del self.fields["body"], self.fields["key"]

    def word_rows(self) -> list[tuple[BoundField, BoundField]]:
        """Return the fields of each text in both languages, English first."""
        return [(self[f"{name}_en"], self[f"{name}_zh_hans"]) for name in Event.TRANSLATED]

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one language at least, and for words beside a new picture."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("title_en") and not cleaned.get("title_zh_hans"):
            self.add_error("title_zh_hans", _("Give a title in one of the languages at least."))
        lower, upper = cleaned.get("min_age"), cleaned.get("max_age")
        if lower is not None and upper is not None and lower > upper:
            self.add_error("max_age", _("The lower age stands first."))
        if cleaned.get("poster") and not (cleaned.get("poster_alt_en") and cleaned.get("poster_alt_zh_hans")):
            self.add_error("poster_alt_en", _("Say in both languages what the picture shows, for those who can't see it."))
        if self.errors and self.files.get("poster") and "poster" not in self.errors:
            self.add_error("poster", _("Please choose the picture again: it could not be kept with the form."))
        return cleaned

    def clean_booking(self) -> str:
        """Take no answer for the usual way."""
        return self.cleaned_data["booking"] or Event.Booking.EACH

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
            event = drafting.draft(body, by=self.by, words=words, languages=said["languages"], key=said["key"])
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
