"""What programs send. Every complaint is told at once, as the standard's list of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from community.models import Body, Contact
from community.models.contact import Language
from feedback import intaking
from feedback.forms import photos as uploads
from feedback.forms.suggestion import LONGEST_TEXT
from feedback.models import ApiKey, ReportedUpdate, Suggestion

if TYPE_CHECKING:
    from django.http import QueryDict

    from feedback.models import Category

YES = "yes"
SOUTH, NORTH, WEST, EAST = 30.6, 32.0, 120.8, 122.3  # Shanghai, as the table of suggestions has it
COMMON = {"kind", "answer_language", "public"}  # asked by every service, kept in columns of their own


class ReportForm(forms.Form):
    """A suggestion from a program. Names, phones and devices may be sent and are not kept: nothing here needs them."""

    description = forms.CharField(max_length=LONGEST_TEXT, strip=False)
    lat = forms.FloatField(min_value=SOUTH, max_value=NORTH, required=False)
    long = forms.FloatField(min_value=WEST, max_value=EAST, required=False)
    address_string = forms.CharField(max_length=300, required=False)
    address_id = forms.CharField(max_length=60, required=False)
    email = forms.EmailField(required=False)
    account_id = forms.CharField(max_length=100, required=False)
    media_url = forms.URLField(max_length=500, required=False, assume_scheme="https")

    # An extension in use elsewhere: photos sent along, as `media` or `media[]`.
    photos = uploads.PhotosField()

    def __init__(
        self, data: QueryDict, files: MultiValueDict[str, Any], *, category: Category, area: Body, asked: list[dict[str, Any]]
    ) -> None:
        """Take what was sent, the service it is for, for which area, and what that service asks."""
        super().__init__(data, MultiValueDict({"photos": [*files.getlist("media"), *files.getlist("media[]")]}))
        self.sent, self.category, self.area, self.asked = data, category, area, asked
        self.answers: dict[str, list[str]] = {}

    def clean_address_id(self) -> Body | None:
        """Return the township named: ours are the ids of townships. A district wants to know which of its own."""
        slug = self.cleaned_data["address_id"]
        found = Body.objects.townships().filter(slug=slug).first() if slug else None
        whole_city = self.area.kind == Body.Kind.CITY
        if slug and (found is None or not (whole_city or self.area.pk in {found.pk, found.parent_id})):
            raise forms.ValidationError(_("There is no such address_id in this jurisdiction."))
        if found is None and self.area.kind == Body.Kind.DISTRICT:
            raise forms.ValidationError(_("For a district, name the township as address_id."))
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for one way of saying where, and for the answers that the service requires."""
        given = self.cleaned_data
        if (given.get("lat") is None) != (given.get("long") is None):
            self.add_error(None, _("lat and long are given together."))
        where = [given.get("lat"), given.get("address_string"), given.get("address_id")]
        if all(one in {None, ""} for one in where) and not {"lat", "long", "address_id"} & set(self.errors):
            self.add_error(None, _("Say where: lat and long, address_string, or address_id."))
        for question in self.asked:
            self._take(question)
        return given

    def save(self, *, api_key: ApiKey, repeat: str) -> intaking.Taken:
        """Take it in."""
        given = self.cleaned_data
        language = self._answer("answer_language") or translation.get_language() or Language.ENGLISH
        return intaking.take_in(
            given["description"],
            api_key=api_key,
            repeat=repeat,
            replies={code: reply for code in self.own_codes if (reply := self._reply(code))},
            details={
                "account_id": given["account_id"],
                "address": given["address_string"],
                "media_url": given["media_url"],
            },
            category=self.category,
            township=self.area if self.area.is_township else given["address_id"],
            kind=self._answer("kind") or Suggestion.Kind.SUGGESTION,
            answer_language=language,
            contact=Contact.objects.of(given["email"], language=language) if given["email"] else None,
            public_wish=self._answer("public") == YES,
            photos=given["photos"],
            point=None if given["lat"] is None else (given["lat"], given["long"]),
        )

    def _take(self, question: dict[str, Any]) -> None:
        code, keys = question["code"], {value["key"] for value in question["values"]}
        several = question["datatype"] == "multivaluelist"
        raw = [*self.sent.getlist(f"attribute[{code}][]"), *self.sent.getlist(f"attribute[{code}]")]
        answers = [value for value in raw if value]
        if question["required"] and not answers:
            self.add_error(None, _("attribute[%(code)s] is required.") % {"code": code})
        if (keys and set(answers) - keys) or (len(answers) > 1 and not several):
            self.add_error(None, _("attribute[%(code)s] has a value that is not offered.") % {"code": code})
        self.answers[code] = answers

    @property
    def own_codes(self) -> list[str]:
        """Return the codes of the questions that the category itself asks."""
        return [question["code"] for question in self.asked if question["code"] not in COMMON]

    def _reply(self, code: str) -> str | list[str]:
        """Return a reply as it is kept: a list where several may be chosen."""
        several = next(question["datatype"] == "multivaluelist" for question in self.asked if question["code"] == code)
        return self.answers[code] if several else self._answer(code)

    def _answer(self, code: str) -> str:
        return next(iter(self.answers.get(code, [])), "")


class UpdateForm(forms.Form):
    """What the system of an office tells of a suggestion on its desk."""

    update_id = forms.CharField(max_length=100)
    updated_datetime = forms.CharField(max_length=40)
    status = forms.ChoiceField(choices=ReportedUpdate.Status)
    description = forms.CharField(max_length=LONGEST_TEXT)
    media_url = forms.URLField(max_length=500, required=False, assume_scheme="https")


def complaints(form: forms.Form) -> list[str]:
    """Return what is wrong with a form, one line each, with the name of the field."""
    return [
        str(words) if name == NON_FIELD_ERRORS else f"{name}: {words}"
        for name, several in form.errors.items()
        for words in several
    ]
