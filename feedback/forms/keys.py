"""What an alliance admin types to let a program send suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Body
from feedback import keying
from feedback.forms.desk import BodyChoiceField, desks
from feedback.models.api import MOST_AN_HOUR

if TYPE_CHECKING:
    from community.models import User


class KeyForm(forms.Form):
    """A new key: for which program, who stands behind it, how much it may send."""

    name = forms.CharField(label=_("Program"), max_length=80)
    body = BodyChoiceField(
        label=_("Office behind it"), queryset=Body.objects.none(), to_field_name="slug", empty_label=_("Choose a body")
    )
    hourly_limit = forms.IntegerField(label=_("Most posts an hour"), min_value=1, max_value=MOST_AN_HOUR, initial=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the bodies that can hold a suggestion."""
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = desks()  # type: ignore[attr-defined]  # a ModelChoiceField

    def save(self, *, by: User) -> keying.Issued:
        """Issue it."""
        given = self.cleaned_data
        return keying.issue(given["name"], body=given["body"], hourly_limit=given["hourly_limit"], by=by)
