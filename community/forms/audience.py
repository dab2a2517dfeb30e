"""Who is concerned: as an editor sets it for a notice, and as a reader says it of themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community import concerning
from community.concerning import CHOICES, Audience, Person
from community.models import Body
from community.models.audience import NONE_OF_THESE, Dimension, Situation, Stay
from community.refusals import ReachesNobody

EVERYONE, ONLY, EXCEPT = "", "only", "except"
MODES = [(EVERYONE, _("makes no difference")), (ONLY, _("only for these")), (EXCEPT, _("not for these"))]
ELSEWHERE = "elsewhere"  # of a person: in none of the member townships


class AudienceFields(forms.Form):
    """The part of a notice's form that says whom it concerns: for each dimension how it counts, and for whom."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in Dimension:
            choices = _areas() if dimension == Dimension.AREA else CHOICES[dimension].choices
            self.fields[f"{dimension}_mode"] = forms.ChoiceField(
                label=str(dimension.label).capitalize(), choices=MODES, required=False
            )
            self.fields[f"{dimension}_values"] = forms.MultipleChoiceField(
                label=_("Which of these"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )

    def audience_pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the fields as pairs: how a dimension counts, and for whom."""
        return [(self[f"{dimension}_mode"], self[f"{dimension}_values"]) for dimension in Dimension]

    def clean(self) -> dict[str, Any]:
        """Need someone whom it concerns, and a choice where a dimension counts."""
        cleaned = super().clean() or {}
        named = [each for each in Dimension if cleaned.get(f"{each}_mode") and f"{each}_values" not in self.errors]
        for dimension in named:
            if not cleaned.get(f"{dimension}_values"):
                self.add_error(f"{dimension}_values", _("Choose at least one, or say that this makes no difference."))
        cleaned["audience"] = audience = Audience.of(
            (dimension, value, cleaned[f"{dimension}_mode"] == EXCEPT)
            for dimension in named
            for value in cleaned.get(f"{dimension}_values", [])
        )
        if not concerning.reaches_anyone(audience, townships=Body.objects.townships()):
            last = [dimension for dimension in Dimension if dimension.value in audience.rules][-1]
            self.add_error(f"{last}_values", ReachesNobody.message)
        return cleaned


def stored(audience: Audience) -> dict[str, Any]:
    """Return an audience as the fields show it."""
    shown: dict[str, Any] = {}
    for dimension, rule in audience.rules.items():
        shown |= {f"{dimension}_mode": ONLY if rule.only else EXCEPT, f"{dimension}_values": sorted(rule.only or rule.never)}
    return shown


def _areas() -> list[tuple[str, str]]:
    """Return the districts of member townships, and the townships."""
    townships = list(Body.objects.townships().order_by("parent__slug", "slug"))
    districts = {body.parent.slug: body.parent.full_name for body in townships if body.parent}
    return [*districts.items(), *((body.slug, body.full_name) for body in townships)]


class AboutMeForm(forms.Form):
    """What a reader says of themselves to learn what concerns them. Every part may be left out."""

    stay = forms.ChoiceField(
        label=_("You are here with"), required=False, choices=[("", _("I would rather not say")), *Stay.choices]
    )
    situation = forms.MultipleChoiceField(
        label=_("What is true of you"),
        required=False,
        choices=[*Situation.choices, (NONE_OF_THESE, pgettext_lazy("situation", "none of these"))],
        widget=forms.CheckboxSelectMultiple,
    )
    nationality = forms.MultipleChoiceField(
        label=_("Your passport"),
        required=False,
        choices=CHOICES[Dimension.NATIONALITY].choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The lists change: the offices' own pages name the countries of today."),
    )

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """Return what was said, as pairs of dimension and value."""
        said = self.cleaned_data
        several = {(name, value) for name in ("situation", "nationality") for value in said[name]}
        return several | ({("stay", said["stay"])} if said["stay"] else set())


class ConcernForm(AboutMeForm):
    """The same with where one lives, asked by GET and kept nowhere."""

    area = forms.ChoiceField(label=_("Where you live"), required=False)
    language = forms.ChoiceField(
        label=_("A language you speak"), required=False, choices=[("", _("Any language")), *CHOICES[Dimension.LANGUAGE].choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.townships = {body.slug: body for body in Body.objects.townships().order_by("parent__slug", "slug")}
        area = self.fields["area"]
        assert isinstance(area, forms.ChoiceField)  # noqa: S101  # declared above
        named = [(slug, body.full_name) for slug, body in self.townships.items()]
        area.choices = [("", _("I would rather not say")), *named, (ELSEWHERE, _("somewhere else"))]

    def person(self) -> Person:
        """Return who was described."""
        said = self.cleaned_data
        pairs = self.pairs | ({("language", said["language"])} if said["language"] else set())
        if said["area"] == ELSEWHERE:
            pairs.add(("area", ELSEWHERE))
        return Person.of(pairs, lives_in=self.townships.get(said["area"]))


class RememberForm(AboutMeForm):
    """What a person asks us to remember of themselves; without the wish nothing is kept."""

    language = forms.MultipleChoiceField(
        label=_("Languages you speak"),
        required=False,
        choices=CHOICES[Dimension.LANGUAGE].choices,
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(
        label=_("Remember this with my account, to choose notices for me. I can delete it at any time."),
        error_messages={"required": _("Without your wish we keep none of this.")},
    )

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """Return what was said, as pairs of dimension and value."""
        return super().pairs | {("language", code) for code in self.cleaned_data["language"]}
