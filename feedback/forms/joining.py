"""What staff type to join suggestions, take them apart, and make one of its own of a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback import merging, tracking
from feedback.forms.suggestion import LONGEST_TEXT
from feedback.models import Category, Suggestion

if TYPE_CHECKING:
    from community.models import User


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class MergeForm(forms.Form):
    """With which one, and why."""

    into = forms.CharField(label=_("Number of the one it is handled with"), max_length=60)
    reason = _reason()

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        """Know who joins: only what they may see is found."""
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_into(self) -> Suggestion:
        """Find it among what the person works on."""
        wanted = self.cleaned_data["into"].strip().upper()
        found = Suggestion.objects.worked_on_by(self.person).filter(reference=wanted).first()
        if found is None:
            raise forms.ValidationError(_("No such suggestion is yours to see."))
        return found

    def save(self, suggestion: Suggestion, *, by: User, since: str) -> object:
        """Join them."""
        given = self.cleaned_data
        return merging.merge(suggestion, into=given["into"], reason=given["reason"], by=by, since=since)


class UnmergeForm(forms.Form):
    """Why they are taken apart."""

    reason = _reason()

    def save(self, suggestion: Suggestion, *, by: User, since: str) -> object:
        """Take them apart."""
        with tracking.unchanged(suggestion, since=since):
            return merging.unmerge(suggestion, reason=self.cleaned_data["reason"], by=by)


class SplitForm(forms.Form):
    """Which part, what it is about, and why it goes its own way."""

    text = forms.CharField(
        label=_("The part, in the writer's words"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), to_field_name="slug", empty_label=_("Choose a category")
    )
    reason = _reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the categories."""
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.active()  # type: ignore[attr-defined]  # a ModelChoiceField

    def save(self, suggestion: Suggestion, *, by: User, since: str) -> object:
        """Make it one of its own."""
        given = self.cleaned_data
        with tracking.unchanged(suggestion, since=since):
            return merging.split(suggestion, text=given["text"], category=given["category"], reason=given["reason"], by=by)
