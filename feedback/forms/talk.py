"""What is typed between the office and the writer, and among colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms import KeyedForm
from community.models.contact import Language
from feedback import asking, noting, reviewing
from feedback.models import Review

if TYPE_CHECKING:
    from community.models import User
    from feedback.models import Note, Question, Suggestion

LONGEST_REPLY = 4000


class NoteForm(KeyedForm):
    """An internal note."""

    text = forms.CharField(
        label=_("Note for colleagues"),
        help_text=_("Nobody outside the desk reads it. @name calls a colleague."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def save(self, suggestion: Suggestion, *, by: User) -> Note | None:
        """Leave it; a name that is nobody's becomes an error of the field."""
        try:
            return noting.write(suggestion, text=self.cleaned_data["text"], key=self.cleaned_data["key"], by=by)
        except noting.UnknownColleague as refusal:
            self.add_error("text", str(refusal.message))
            return None


class QuestionForm(forms.Form):
    """One question to the writer."""

    language = forms.ChoiceField(
        label=_("Language of the question"),
        help_text=_(
            "Best in the one the writer asked for. Another goes out at once and says so; its translation is mailed later."
        ),
        choices=Language,
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )
    text = forms.CharField(label=_("One question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def save(self, suggestion: Suggestion, *, by: User) -> Question:
        """Ask it."""
        return asking.ask(suggestion, text=self.cleaned_data["text"], language=self.cleaned_data["language"], by=by)


class ReplyForm(forms.Form):
    """The writer's reply, kept byte for byte."""

    text = forms.CharField(
        label=_("Your reply"),
        help_text=_("In any language. Leave out names, passport and phone numbers."),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 5}),
        strip=False,
    )

    def clean_text(self) -> str:
        """Refuse nothing but blanks."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"], code="required")
        return text


class ReviewForm(forms.Form):
    """What a second look led to, and why."""

    decision = forms.ChoiceField(
        label=_("What follows"),
        choices=Review.Decision,
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )
    reason = forms.CharField(
        label=_("Reason"), help_text=_("The writer reads it too."), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def save(self, review: Review, *, by: User) -> Review:
        """Decide it."""
        return reviewing.decide(review, decision=self.cleaned_data["decision"], reason=self.cleaned_data["reason"], by=by)
