"""What officers type to one another: a question, a piece of information, a view; and how they propose to close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Body
from feedback import closing, conferring
from feedback.forms.desk import BodyChoiceField, desks
from feedback.models import Closing, Involvement

if TYPE_CHECKING:
    from community.models import User
    from feedback.models import Suggestion


class ConferForm(forms.Form):
    """Whom to consult or inform."""

    kind = forms.ChoiceField(
        label=_("What for"),
        choices=[("consult", _("Consult: ask for its view")), ("inform", _("Inform: let it know"))],
        initial="consult",
        widget=forms.RadioSelect,
    )
    body = BodyChoiceField(label=_("Office"), queryset=Body.objects.none(), to_field_name="slug", empty_label=_("Choose a body"))
    words = forms.CharField(
        label=_("Question or note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays among the offices."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the bodies that can hold a suggestion."""
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = desks()  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        """Whoever asks says what."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == Involvement.Kind.CONSULT and not given.get("words", "").strip():
            self.add_error("words", _("Say what you want to know."))
        return given

    def save(self, suggestion: Suggestion, *, by: User) -> Involvement:
        """Consult or inform."""
        given = self.cleaned_data
        if given["kind"] == Involvement.Kind.CONSULT:
            return conferring.consult(suggestion, body=given["body"], question=given["words"], by=by)
        return conferring.inform(suggestion, body=given["body"], words=given["words"], by=by)


class ViewForm(forms.Form):
    """The view of a consulted office."""

    words = forms.CharField(label=_("View of your office"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class ClosingForm(forms.Form):
    """How to close, in words its writer will read."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Closing.Outcome, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What the writer reads"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "A second person, or the level above, looks at it first. Everyone reads it where the suggestion is public."
        ),
    )  # fmt: skip

    def save(self, suggestion: Suggestion, *, by: User) -> Closing:
        """Propose it."""
        return closing.propose(suggestion, outcome=self.cleaned_data["outcome"], words=self.cleaned_data["words"], by=by)
