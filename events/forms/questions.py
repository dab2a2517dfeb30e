"""What the team types about an event's form: the rules of a party, and one question with its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events import wording
from events.models import Event, Option, Question
from events.models.event import LARGEST_PARTY, LONGEST_KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms.boundfield import BoundField

    from community.models import User

MOST_OPTIONS = 8
LANGUAGES = {"en": _("in English"), "zh_hans": _("in Chinese")}


class RulesForm(forms.Form):
    """How large a party may be, which children need company, how long answers are kept."""

    largest_party = forms.TypedChoiceField(
        label=_("People in one registration, at most"),
        choices=[(number, number) for number in range(1, LARGEST_PARTY + 1)],
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )
    guardian = forms.ChoiceField(label=_("Children"), choices=Event.Guardian.choices, widget=forms.RadioSelect)
    lap_infants = forms.BooleanField(label=_("Children under two sit on a lap and take no seat"), required=False)
    answers_kept_days = forms.IntegerField(
        label=_("Days after the event until answers and needs are erased"),
        help_text=_("The form states the day. What was answered before a change keeps the day it was told."),
        min_value=1,
        max_value=LONGEST_KEPT,
    )

    def __init__(self, *, event: Event, by: User, **kwargs: Any) -> None:
        self.event, self.by = event, by
        present = {name: getattr(event, name) for name in wording.RULES}
        kwargs["initial"] = {**present, **kwargs.get("initial", {})}
        super().__init__(**kwargs)

    def save(self) -> None:
        """Set the rules."""
        wording.set_rules(self.event, by=self.by, rules=self.cleaned_data)


class QuestionForm(forms.Form):
    """One question in both languages, what it is for, and its options."""

    kind = forms.ChoiceField(label=_("How one answers"), choices=Question.Kind.choices, initial="text", widget=forms.RadioSelect)
    required = forms.BooleanField(label=_("An answer is needed"), required=False)
    only_if = forms.ChoiceField(
        label=_("Ask only those who chose"),
        required=False,
        help_text=_("An option of a question that stands before this one."),
    )

    def __init__(self, *, event: Event, by: User, question: Question | None = None, **kwargs: Any) -> None:
        self.event, self.by, self.question = event, by, question
        earlier = _earlier(event, question)
        self.conditions = {str(option.pk): option for other in earlier for option in other.options.all()}
        self.present = list(question.options.all()) if question else []
        kwargs["initial"] = {**self._shown(), **kwargs.get("initial", {})}
        super().__init__(**kwargs)
        groups = [(other.text, [(str(option.pk), option.label) for option in other.options.all()]) for other in earlier]
        self.fields["only_if"].choices = [("", _("everybody")), *groups]  # type: ignore[attr-defined]  # a ChoiceField
        for name, label, length in (("text", _("Question"), 200), ("purpose", _("What the answer is used for"), 200)):
            for code, tongue in LANGUAGES.items():
                self.fields[f"{name}_{code}"] = _words(label, tongue, length, code, required=True)
        for number in range(1, MOST_OPTIONS + 1):
            self._ask_option(number)

    def word_rows(self) -> list[tuple[BoundField, BoundField]]:
        """Return the fields of each text in both languages, English first."""
        return [(self[f"{name}_en"], self[f"{name}_zh_hans"]) for name in ("text", "purpose")]

    def option_rows(self) -> list[tuple[int, list[BoundField]]]:
        """Return the fields of each option."""
        names = ("en", "zh_hans", "places", "takes")
        return [(number, [self[f"option_{number}_{name}"] for name in names]) for number in range(1, MOST_OPTIONS + 1)]

    def clean(self) -> dict[str, Any]:
        """Ask for both languages of each option, and for two of them where one chooses."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == Question.Kind.TEXT:
            return cleaned
        written = 0
        for number in range(1, MOST_OPTIONS + 1):
            english, chinese = cleaned.get(f"option_{number}_en"), cleaned.get(f"option_{number}_zh_hans")
            written += bool(english or chinese)
            if bool(english) != bool(chinese):
                self.add_error(f"option_{number}_{'zh_hans' if english else 'en'}", _("Write it in both languages."))
        if written < 2:  # noqa: PLR2004  # a choice of one is none
            self.add_error("option_1_en", _("Write at least two options."))
        return cleaned

    def save(self) -> Question:
        """Write the question. Raises SchedulingRefused."""
        said = self.cleaned_data
        words = {name: said[name] for name in ("kind", "required", "text_en", "text_zh_hans", "purpose_en", "purpose_zh_hans")}
        words["only_if"] = self.conditions.get(said["only_if"])
        return wording.write(self.event, by=self.by, words=words, options=self._options(), question=self.question)

    def _options(self) -> list[dict[str, Any]]:
        said = self.cleaned_data
        return [
            {
                "option": self.present[number - 1] if number <= len(self.present) else None,
                "label_en": said[f"option_{number}_en"],
                "label_zh_hans": said[f"option_{number}_zh_hans"],
                "places": said[f"option_{number}_places"],
                "takes": said[f"option_{number}_takes"] or Option.Takes.PARTY,
            }
            for number in range(1, MOST_OPTIONS + 1)
            if said[f"option_{number}_en"]
        ]

    def _ask_option(self, number: int) -> None:
        label = _("Option %(number)d") % {"number": number}
        for code, tongue in LANGUAGES.items():
            self.fields[f"option_{number}_{code}"] = _words(label, tongue, 120, code, required=False)
        self.fields[f"option_{number}_places"] = forms.IntegerField(
            label=_("Places, if limited"), required=False, min_value=1, max_value=20000
        )
        self.fields[f"option_{number}_takes"] = forms.ChoiceField(
            label=_("A choice takes"), required=False, choices=Option.Takes.choices
        )

    def _shown(self) -> dict[str, Any]:
        if self.question is None:
            return {}
        names = ("kind", "required", "text_en", "text_zh_hans", "purpose_en", "purpose_zh_hans")
        shown = {name: getattr(self.question, name) for name in names} | {"only_if": str(self.question.only_if_id or "")}
        for number, option in enumerate(self.present, start=1):
            shown |= {
                f"option_{number}_en": option.label_en,
                f"option_{number}_zh_hans": option.label_zh_hans,
                f"option_{number}_places": option.places,
                f"option_{number}_takes": option.takes,
            }
        return shown


def _earlier(event: Event, question: Question | None) -> list[Question]:
    """Return the questions with options on which this one may hang."""
    there: Iterable[Question] = Question.objects.asked_by(event)
    return [other for other in there if other.has_options and (question is None or other.order < question.order)]


def _words(label: object, tongue: object, length: int, code: str, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("%(field)s, %(language)s") % {"field": label, "language": tongue},
        max_length=length,
        required=required,
        widget=forms.TextInput(attrs={"lang": "en" if code == "en" else "zh-Hans"}),
    )
