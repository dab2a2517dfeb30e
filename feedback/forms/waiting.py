"""The filters of what waits for moderators and for translators; what makes no sense is ignored."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models.contact import Language
from feedback.forms.suggestion import CITY, LANGUAGES, township_choices
from feedback.models import AnswerTranslation, Category, LaterTranslation, Suggestion, SuggestionTranslation
from feedback.models.translation import BESIDES_ANSWERS, LATER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from feedback.models.suggestion import SuggestionQuerySet
    from feedback.models.translation import TranslationRequestQuerySet

AGES = [
    ("", _("Any age")),
    ("1", _("Over a day")),
    ("3", _("Over three days")),
    ("7", _("Over a week")),
    ("28", _("Over four weeks")),
]


class WaitingFilterForm(forms.Form):
    """What both lists ask for: where, written in what, since when."""

    township = forms.ChoiceField(label=_("Township"), required=False)
    language = forms.ChoiceField(label=_("Written in"), choices=[("", _("Any language")), *LANGUAGES], required=False)
    age = forms.ChoiceField(label=_("Waiting for"), choices=AGES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the townships."""
        super().__init__(*args, **kwargs)
        self._offer("township", [("", _("All townships")), *township_choices(), (CITY, _("The whole city"))])

    def _offer(self, name: str, choices: list[tuple[str, _StrOrPromise]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the filters that make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def _common(self, path: str) -> Q:
        """Return what township and age ask for; `path` leads to the suggestion."""
        given, asked = self.chosen, Q()
        if "township" in given:
            slug = given["township"]
            asked &= Q(**{f"{path}body": None}) if slug == CITY else Q(**{f"{path}body__slug": slug})
        if "age" in given:
            asked &= Q(created_at__lt=timezone.now() - timedelta(days=int(given["age"])))
        return asked


class ModerationFilterForm(WaitingFilterForm):
    """What of a shelf a moderator wants to see."""

    category = forms.ChoiceField(label=_("Category"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any kind")), *Suggestion.Kind.choices], required=False)
    field_order = ("township", "category", "kind", "language", "age")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the categories."""
        super().__init__(*args, **kwargs)
        self._offer("category", [("", _("All categories")), *((one.slug, one.name) for one in Category.objects.active())])

    def narrow(self, found: SuggestionQuerySet) -> SuggestionQuerySet:
        """Return what of a shelf passes the filters."""
        given = self.chosen
        found = found.filter(self._common(""))
        if "category" in given:
            found = found.filter(category__slug=given["category"])
        return found.filter(**{name: given[name] for name in ("kind", "language") if name in given})


class TranslationFilterForm(WaitingFilterForm):
    """What of the queue a translator wants to see."""

    STATES: Mapping[str, _StrOrPromise] = {
        "free": _("waits"),
        "mine": _("mine"),
        "taken": _("being translated"),
        "check": _("to check"),
    }
    PARTS: Mapping[str, _StrOrPromise] = {
        "words": _("a resident's words"),
        "asked": _("an office's question"),
        "question": _("a resident's reply"),
        "inquiry": _("a resident's judgement"),
        "report": _("a reader's report"),
        "answer": _("an office's answer"),
        "closing": _("the words of a closing"),
        "review": _("the reason of a second look"),
    }
    state = forms.ChoiceField(label=_("State"), choices=[("", _("Any state")), *STATES.items()], required=False)
    part = forms.ChoiceField(label=_("What to translate"), choices=[("", _("Everything")), *PARTS.items()], required=False)
    into = forms.ChoiceField(
        label=pgettext_lazy("translation", "Into"), choices=[("", _("Any language")), *Language.choices], required=False
    )
    field_order = ("township", "state", "part", "language", "into", "age")

    def narrow(self, found: TranslationRequestQuerySet, *, person: Any) -> QuerySet[Any]:
        """Return what of the queue passes the filters."""
        given = self.chosen
        found = found.filter(self._common("suggestion__"))
        if "language" in given:
            found = found.filter(_written_in(given["language"]))
        if "into" in given:
            found = found.filter(language=given["into"])
        if "part" in given:
            part = given["part"]
            found = found.of_first_words() if part == "words" else found.filter(**{f"{part}__isnull": False})
        return found.filter(_in_state(given["state"], person)) if "state" in given else found


def _written_in(language: str) -> Q:
    asked = Q(suggestion__language=language, **{f"{name}__isnull": True for name in LATER})
    for name, (_words, column) in LATER.items():
        asked |= Q(**{f"{name}__{column}": language})
    return asked


def _in_state(state: str, person: Any) -> Q:
    done = Q(Exists(AnswerTranslation.objects.filter(answer=OuterRef("answer"), language=OuterRef("language"))))
    first = Exists(SuggestionTranslation.objects.filter(suggestion=OuterRef("suggestion"), language=OuterRef("language")))
    done |= Q(first, **{f"{name}__isnull": True for name in LATER})
    for name in BESIDES_ANSWERS:
        done |= Q(Exists(LaterTranslation.objects.filter(**{name: OuterRef(name), "language": OuterRef("language")})))
    match state:
        case "free":
            return ~done & Q(claimed_by=None)
        case "mine":
            return Q(claimed_by=person)
        case "taken":
            return ~done & Q(claimed_by__isnull=False)
        case _:
            return done
