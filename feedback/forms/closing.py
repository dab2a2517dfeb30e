"""What residents say once they were answered, and what readers ask: two questions apart, a report, a follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms import KeyedForm
from community.models import Contact
from feedback import following, inquiring, reporting, supporting
from feedback.models import DiscontentReason, Inquiry, Report

if TYPE_CHECKING:
    from uuid import UUID

    from feedback.models import Follow, Suggestion, Support


class InquiryForm(forms.Form):
    """Resolved? and satisfied?, which are not the same."""

    resolved = forms.ChoiceField(
        label=_("Is it resolved?"), choices=Inquiry.Resolved, widget=forms.RadioSelect(attrs={"class": "choices-row"})
    )
    satisfied = forms.ChoiceField(
        label=_("Are you satisfied with how the office handled it?"),
        choices=Inquiry.Satisfied,
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )
    reasons = forms.ModelMultipleChoiceField(
        label=_("If not, why?"),
        queryset=DiscontentReason.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=_("In your own words"),
        help_text=_("In any language. If you are not content and say why, someone who did not handle it looks at it again."),
        max_length=2000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons in use."""
        super().__init__(*args, **kwargs)
        found = DiscontentReason.objects.filter(active=True)
        self.fields["reasons"].queryset = found  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def save(self, inquiry: Inquiry) -> Inquiry:
        """Say it."""
        given = self.cleaned_data
        return inquiring.say(
            inquiry,
            resolved=given["resolved"],
            satisfied=given["satisfied"],
            reasons=list(given["reasons"]),
            text=given["text"],
        )


class ReportForm(KeyedForm):
    """What is wrong with public words."""

    why = forms.ChoiceField(label=_("What is wrong with it?"), choices=Report.Why, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Where exactly?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def save(self, suggestion: Suggestion) -> Report:
        """Report it."""
        given = self.cleaned_data
        return reporting.report(suggestion, why=given["why"], text=given["text"], key=given["key"])


class DecisionForm(forms.Form):
    """What a moderator decided on a report, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=Report.Decision, widget=forms.RadioSelect(attrs={"class": "choices-row"})
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class NewsForm(forms.Form):
    """Where a guest who supports a suggestion wants to hear what happens."""

    email = forms.EmailField(label=_("Your email"), help_text=_("We ask you by mail first. Every mail has a link that ends it."))

    def save(self, suggestion: Suggestion, *, key: UUID, language: str) -> Support:
        """Ask for it."""
        contact = Contact.objects.of(self.cleaned_data["email"], language=language)
        return supporting.ask_to_be_told(suggestion, key=key, contact=contact, language=language)


class FollowForm(forms.Form):
    """Where news of a suggestion should go."""

    email = forms.EmailField(label=_("Your email"), help_text=_("We ask you by mail first. Every mail has a link that ends it."))

    def save(self, suggestion: Suggestion, *, contact: Contact, language: str) -> Follow:
        """Ask for it."""
        return following.ask(suggestion, contact=contact, language=language)
