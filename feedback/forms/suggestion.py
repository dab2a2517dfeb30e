"""What residents type: the suggestion itself, its language, the filters of the public list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.forms import KeyedForm
from community.laying_out import LaidOut
from community.models import Body, Contact, Place, Profile
from community.models.contact import Language
from feedback import routing, submitting
from feedback.attaching import MOST_PHOTOS
from feedback.detecting import WRITTEN
from feedback.forms import photos as uploads
from feedback.forms import questions
from feedback.models import Category, Suggestion

if TYPE_CHECKING:
    from django.http import QueryDict

    from community.policies import Person

CITY = "city"
LONGEST_TEXT = 4000
# Each by its own name: who writes it recognises it.
OWN_NAMES = {
    "en": "English", "zh-hans": "中文", "ja": "日本語", "ko": "한국어", "fr": "Français", "de": "Deutsch", "es": "Español",
    "it": "Italiano", "pt": "Português", "ru": "Русский", "ar": "العربية", "nl": "Nederlands", "pl": "Polski",
    "sv": "Svenska", "da": "Dansk", "fi": "Suomi", "nb": "Norsk", "tr": "Türkçe", "th": "ไทย", "vi": "Tiếng Việt",
    "id": "Bahasa Indonesia", "hi": "हिन्दी", "fa": "فارسی", "he": "עברית", "uk": "Українська", "el": "Ελληνικά",
    "cs": "Čeština", "hu": "Magyar", "ro": "Română",
}  # fmt: skip
LANGUAGES = [(code, OWN_NAMES[code]) for code in WRITTEN]


_TOWNSHIPS = LaidOut(lambda: Body.objects.townships().order_by("parent__slug", "slug"))


def township_choices() -> list[tuple[str, str]]:
    """Return the townships, each with its district: there are two Hongqiaos."""
    return [(body.slug, body.full_name) for body in _TOWNSHIPS()]


def place_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the published places, those of each township together."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for place in Place.objects.published().filter(body__isnull=False).for_listing():
        rows.setdefault(place.body.full_name, []).append((place.slug, place.name))
    return list(rows.items())


class SuggestionForm(KeyedForm):
    """What a resident tells us. Only where, what about and the words are asked for; the rest may stay empty.

    Below the fields that everyone meets come those that the chosen category asks for. `website` is for machines: people
    never see it. `seen` names the hints that were shown before sending, so that they are shown once.
    """

    township = forms.ChoiceField(label=_("Which township is it about?"))
    category = forms.ModelChoiceField(
        label=_("What is it about?"), queryset=Category.objects.none(), to_field_name="slug", empty_label=_("Choose a category")
    )
    kind = forms.ChoiceField(
        label=_("It is a …"),
        choices=Suggestion.Kind,
        initial=Suggestion.Kind.SUGGESTION,
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )
    place = forms.ChoiceField(label=_("At a place we know"), required=False)
    latitude = forms.FloatField(label=_("Latitude"), min_value=30.6, max_value=32.0, required=False)
    longitude = forms.FloatField(label=_("Longitude"), min_value=120.8, max_value=122.3, required=False)
    text = forms.CharField(
        label=_("In your own words"),
        help_text=_("In any language. Say where and when, if it matters. Leave out names, passport and phone numbers."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        strip=False,
    )
    photos = uploads.PhotosField(
        label=_("Photos"),
        help_text=_(
            "Up to four, 8 MB each. Place and time inside the file are removed. Others see them only if a moderator agrees."
        ),
    )
    language = forms.ChoiceField(
        label=_("The language you wrote in"),
        choices=[("", _("Find out by itself")), *LANGUAGES],
        required=False,
    )
    answer_language = forms.ChoiceField(
        label=_("Answer me in"),
        choices=[("en", "English"), ("zh-hans", "中文")],
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )
    email = forms.EmailField(
        label=_("Your email"),
        help_text=_("Only for the answer. Without it, you follow your suggestion by a secret link."),
        required=False,
    )
    public_wish = forms.BooleanField(
        label=_("Others may read it"),
        help_text=_(
            "A moderator of the township looks first and takes out what could identify you. Your name and email are never shown."
        ),
        required=False,
    )
    boundary = forms.CharField(
        label=_("It may lie on the other side of a boundary. Which township is it in?"), widget=forms.RadioSelect, required=False
    )
    photos_kept = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    altcha = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, person: Person, township: str = "", **kwargs: Any) -> None:
        """Fill in what is known: the account's township and language, or the township whose page led here."""
        self.person = person
        known = {"township": township, "answer_language": get_language() or Language.ENGLISH}
        profile = Profile.objects.filter(contact__user=person).select_related("township").first() if person.pk else None
        if profile:
            known["answer_language"] = profile.reading_language
            known["township"] = township or (profile.township.slug if profile.township else "")
        super().__init__(*args, **{**kwargs, "initial": known | kwargs.get("initial", {})})
        self.fields["township"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("Choose a township")),
            *township_choices(),
            (CITY, _("The whole city, or not sure")),
        ]
        self.fields["category"].queryset = Category.objects.active()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["place"].choices = [("", _("None of these")), *place_choices()]  # type: ignore[attr-defined]  # a ChoiceField
        self.across = self._across()
        offered = [(body.slug, body.full_name) for body in self.across]
        self.fields["boundary"].widget.choices = offered
        if offered and self["boundary"].value() not in dict(offered):
            self._note("boundary", offered[0][0])
        self.questions = questions.asked_by(self._category())
        self.fields.update(questions.fields(self.questions))
        if person.is_authenticated:
            del self.fields["email"]

    def clean_text(self) -> str:
        """Keep the words as they are, byte for byte; only nothing at all is refused."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"], code="required")
        return text

    def clean_website(self) -> str:
        """Refuse what only a machine fills in; a person whose browser did so can empty it."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty: only programs fill it in."), code="program")
        return ""

    def clean(self) -> dict[str, Any]:
        """Take the photos that were kept with those that came now; a point is whole or none."""
        given = super().clean() or {}
        self.pictures = [*uploads.kept(given.get("photos_kept", "")), *given.get("photos", [])]
        if len(self.pictures) > MOST_PHOTOS:
            self.add_error("photos", _("Four photos at most."))
        if (given.get("latitude") is None) != (given.get("longitude") is None) and not {"latitude", "longitude"} & set(
            self.errors
        ):
            self.add_error("latitude", _("A point needs a latitude and a longitude."))
        self._cross(given)
        category = given.get("category")
        if category and category.body and category.body.slug != given.get("township"):
            self.add_error("category", _("This category is another township's own."))
        return given

    @property
    def boundary_field(self) -> forms.BoundField | None:
        """Return the choice between the townships where it may lie, the one named first; nothing where there is no doubt."""
        return self["boundary"] if self.across else None

    @property
    def question_fields(self) -> list[forms.BoundField]:
        """Return the fields of the chosen category's extra questions."""
        return [self[f"{questions.PREFIX}{question.code}"] for question in self.questions]

    @property
    def category_name(self) -> str:
        """Return the name of the category chosen so far."""
        category = self._category()
        return category.name if category else ""

    @property
    def pictures_kept(self) -> int:
        """Return how many photos wait for the form to be sent again."""
        return len(uploads.kept(str(self["photos_kept"].value() or "")))

    def remember(self, marks: str) -> None:
        """Note in the form which hints it shows."""
        self._note("seen", marks)

    def keep_photos(self) -> None:
        """Let the photos that are pictures survive until the form is sent again; browsers do not send them twice."""
        if self.is_bound and getattr(self, "pictures", None):
            self._note("photos_kept", uploads.keep(self.pictures[:MOST_PHOTOS]))

    def _note(self, name: str, value: str) -> None:
        data = cast("QueryDict", self.data).copy()
        data[name] = value
        self.data = data

    def _cross(self, given: dict[str, Any]) -> None:
        """Let the choice at a boundary count as if it had been named above, also when the form is drawn again."""
        chosen = given.get("boundary")
        if chosen in {body.slug for body in self.across[1:]}:
            given["township"] = chosen
            self._note("township", str(chosen))

    def _across(self) -> list[Body]:
        """Return the township named and those in which the point or place may lie as well; nothing without either."""
        own = Body.objects.townships().select_related("parent").filter(slug=str(self["township"].value() or "")).first()
        spot = self._spot() if self.is_bound and own else None
        others = routing.across(own, *spot) if own and spot else []
        return [own, *others] if own and others else []

    def _spot(self) -> tuple[float, float] | None:
        """Return the latitude and longitude chosen so far, those of the place where no point is set."""
        try:
            return float(self["latitude"].value()), float(self["longitude"].value())
        except (TypeError, ValueError):
            place = Place.objects.published().filter(slug=str(self["place"].value() or "")).first()
        return (place.latitude, place.longitude) if place and place.latitude is not None else None

    def _category(self) -> Category | None:
        """Return the category chosen so far, whose questions the form asks."""
        chosen = self.data.get("category") if self.is_bound else self.initial.get("category")
        return Category.objects.active().filter(slug=chosen).first() if isinstance(chosen, str) and chosen else None

    def save(self) -> submitting.Submitted:
        """Submit it."""
        given = self.cleaned_data
        slug = given["township"]
        return submitting.submit(
            given["text"],
            key=given["key"],
            category=given["category"],
            township=None if slug == CITY else Body.objects.townships().get(slug=slug),
            place=Place.objects.published().filter(slug=given["place"]).first() if given["place"] else None,
            point=(given["latitude"], given["longitude"]) if given["latitude"] is not None else None,
            details=questions.replies(self.questions, given),
            photos=self.pictures,
            kind=given["kind"],
            answer_language=given["answer_language"],
            contact=self._contact(given),
            language=given["language"],
            public_wish=given["public_wish"],
            by=self.person if self.person.is_authenticated else None,
        )

    def _contact(self, given: dict[str, Any]) -> Contact | None:
        if self.person.is_authenticated:
            return Contact.objects.filter(user=self.person).first()
        return Contact.objects.of(given["email"], language=given["answer_language"]) if given.get("email") else None


class LanguageForm(forms.Form):
    """What language the writer says it is in."""

    language = forms.ChoiceField(label=_("The language you wrote in"), choices=LANGUAGES)


class FilterForm(forms.Form):
    """The filters of the public list; what makes no sense is ignored."""

    township = forms.ChoiceField(label=_("Township"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Any state")), ("open", _("being worked on")), ("answered", _("answered"))],
        required=False,
    )

    def __init__(self, *args: Any, history: bool, **kwargs: Any) -> None:
        """Offer the townships and categories; history has no states."""
        super().__init__(*args, **kwargs)
        self.fields["township"].choices = [("", _("All townships")), *township_choices()]  # type: ignore[attr-defined]  # ChoiceField
        categories = [(category.slug, category.name) for category in Category.objects.active()]
        self.fields["category"].choices = [("", _("All categories")), *categories]  # type: ignore[attr-defined]  # the same
        self.fields["shelf"] = forms.CharField(required=False, widget=forms.HiddenInput)
        if history:
            del self.fields["state"]

    @property
    def chosen(self) -> dict[str, str]:
        """Return the filters that make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "shelf"}
