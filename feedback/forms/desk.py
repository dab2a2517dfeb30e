"""What staff type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import Body
from community.models.contact import Language
from feedback import moderating, routing, translating, triaging
from feedback.forms.suggestion import CITY, township_choices
from feedback.models import Category, ModerationAct, Suggestion

if TYPE_CHECKING:
    from community.models import User
    from feedback.models import TranslationRequest

LONGEST_ANSWER = 8000
# Who can hold a suggestion.
DESK_KINDS = [Body.Kind.TOWNSHIP, Body.Kind.DEPARTMENT, Body.Kind.DISTRICT, Body.Kind.BUREAU, Body.Kind.CITY, Body.Kind.ALLIANCE]


class BodyChoiceField(forms.ModelChoiceField[Body]):
    """A body by the name that can't be confused."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the full name, a department's with its district."""
        return str(obj.full_name)


def desks() -> Any:
    """Return the bodies that can hold a suggestion, offices of one kind together."""
    return Body.objects.active().filter(kind__in=DESK_KINDS).select_related("parent").order_by("kind", "slug")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class HandOverForm(forms.Form):
    """To whom, and why."""

    to = BodyChoiceField(
        label=_("Hand over to"), queryset=Body.objects.none(), to_field_name="slug", empty_label=_("Choose a body")
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The writer reads it too."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the bodies that can hold a suggestion."""
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = desks()  # type: ignore[attr-defined]  # a ModelChoiceField

    def save(self, suggestion: Suggestion, *, by: User) -> Suggestion:
        """Hand it over."""
        return triaging.hand_over(suggestion, to=self.cleaned_data["to"], reason=self.cleaned_data["reason"], by=by)


class SortForm(forms.Form):
    """What it is about and where, corrected."""

    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), to_field_name="slug", empty_label=_("Choose a category")
    )
    township = forms.ChoiceField(label=_("Township"))

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        """Begin with how it is sorted now."""
        self.suggestion = suggestion
        initial = {"category": suggestion.category.slug, "township": suggestion.body.slug if suggestion.body else CITY}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["category"].queryset = Category.objects.offered_in(suggestion.body)  # type: ignore[attr-defined]  # ModelChoiceField
        self.fields["township"].choices = [*township_choices(), (CITY, _("The whole city, or not sure"))]  # type: ignore[attr-defined]  # ChoiceField

    def save(self, *, by: User) -> Suggestion:
        """Sort it anew."""
        slug = self.cleaned_data["township"]
        township = None if slug == CITY else Body.objects.townships().get(slug=slug)
        return triaging.sort_anew(self.suggestion, category=self.cleaned_data["category"], township=township, by=by)


class TranslationForm(forms.Form):
    """A translation."""

    text = forms.CharField(label=_("Translation"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 7}))

    def save(self, request: TranslationRequest, *, by: User, since: str) -> object:
        """Keep it."""
        return translating.save(request, text=self.cleaned_data["text"], by=by, since=since)


class ModerationForm(forms.Form):
    """The copy that becomes public: one text in each language there is one."""

    def __init__(self, *args: Any, suggestion: Suggestion, words: dict[str, str], **kwargs: Any) -> None:
        """Offer the original to edit, and the site's languages beside it."""
        super().__init__(*args, **kwargs)
        self.suggestion = suggestion
        for language in dict.fromkeys([suggestion.language, *Language.values]):
            original = language == suggestion.language
            self.fields[language] = forms.CharField(
                label=_("Public text, in the writer's language") if original else _label(language),
                help_text=_("Take out whatever could identify a person. The original is kept as it is.") if original else "",
                initial=words.get(language, ""),
                required=original,
                max_length=LONGEST_ANSWER,
                widget=forms.Textarea(attrs={"rows": 5 if original else 3, "lang": language}),
            )

    def save(self, *, by: User) -> Suggestion:
        """Make the copy public."""
        words = {language: text for language, text in self.cleaned_data.items() if text}
        return moderating.release(self.suggestion, words=words, by=by)


class RedactionForm(ModerationForm):
    """Another public copy, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what is public now, and ask for a reason."""
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def save(self, *, by: User) -> Suggestion:
        """Change the public copy."""
        words = {name: text for name, text in self.cleaned_data.items() if text and name != "reason"}
        return moderating.redact(self.suggestion, words=words, reason=self.cleaned_data["reason"], by=by)


class EarlierForm(forms.Form):
    """An earlier public copy, and why it comes back."""

    act = forms.ModelChoiceField(
        label=_("Which copy"), queryset=ModerationAct.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        """Offer the copies that were public before, the latest first."""
        super().__init__(*args, **kwargs)
        self.suggestion = suggestion
        field = self.fields["act"]
        earlier = suggestion.moderation_acts.filter(act__in=[ModerationAct.Act.RELEASE, ModerationAct.Act.REDACT])
        field.queryset = earlier.exclude(words={}).order_by("-pk")  # type: ignore[attr-defined]  # a ModelChoiceField
        field.label_from_instance = _copy_label  # type: ignore[attr-defined]  # the same

    def save(self, *, by: User) -> Suggestion:
        """Bring it back."""
        return moderating.bring_back(self.suggestion, act=self.cleaned_data["act"], reason=self.cleaned_data["reason"], by=by)


def _copy_label(act: ModerationAct) -> str:
    when = timezone.localtime(act.at)
    return f"{when:%Y-%m-%d %H:%M} · {act.get_act_display()} · {next(iter(act.words.values()), '')[:60]}"


def _label(language: str) -> Any:
    return _("Public text in English") if language == Language.ENGLISH else _("Public text in Chinese")


class TryForm(forms.Form):
    """A suggestion that is not sent: where would it go?"""

    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), to_field_name="slug", empty_label=_("Choose a category")
    )
    township = forms.ChoiceField(label=_("Township"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Suggestion.Kind)
    moment = forms.DateTimeField(
        label=_("Sent at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reply = forms.CharField(label=_("Reply to an extra question"), required=False, max_length=140, help_text=_("code = reply"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer categories and townships."""
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.active()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["township"].choices = [*township_choices(), (CITY, _("The whole city, or not sure"))]  # type: ignore[attr-defined]  # a ChoiceField

    def decide(self) -> routing.Decision:
        """Return where it would go, and why."""
        given = self.cleaned_data
        township = None if given["township"] == CITY else Body.objects.townships().get(slug=given["township"])
        code, _equals, value = given["reply"].partition("=")
        details = {code.strip(): value.strip()} if value else {}
        return routing.decide(
            category=given["category"], township=township, kind=given["kind"], details=details, now=given["moment"]
        )
