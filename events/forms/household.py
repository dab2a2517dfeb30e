"""What one types about a member of the household."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms import KeyedForm
from events import gathering
from events.forms.party import AGES

if TYPE_CHECKING:
    from community.models import Contact
    from events.models import Member


class MemberForm(KeyedForm):
    """A name in either script, an age band, needs, perhaps an address. Nothing that an office would ask."""

    name = forms.CharField(label=_("Name"), required=False, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    chinese_name = forms.CharField(
        label=_("Chinese name"),
        required=False,
        max_length=60,
        help_text=_("If there is one. One of the two names is enough."),
        widget=forms.TextInput(attrs={"lang": "zh-Hans", "autocomplete": "off"}),
    )
    age_band = forms.ChoiceField(label=_("Age"), required=False, choices=AGES)
    needs = forms.CharField(
        label=_("What should the hosts know?"),
        required=False,
        max_length=300,
        help_text=_("A wheelchair, an allergy, a language. The organisers of an event see it only when this person comes."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    email = forms.EmailField(
        label=_("Email"),
        required=False,
        help_text=_("Only if they have their own: you can then hand seats over to them."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *, contact: Contact, member: Member | None = None, **kwargs: Any) -> None:
        self.contact, self.member = contact, member
        typed = kwargs.pop("initial", {})
        present = {name: getattr(member, name) for name in SAID} if member else {}
        super().__init__(initial={**present, **typed}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for a name in one of the scripts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("name") and not cleaned.get("chinese_name") and not self.errors:
            self.add_error("name", _("Give a name, in either script."))
        return cleaned

    def save(self) -> Member:
        """Save the member. Raises RegistrationRefused."""
        said = {name: self.cleaned_data[name].strip() for name in SAID}
        if self.member is not None:
            return gathering.change(self.member, said=said)
        return gathering.add(self.contact, key=self.cleaned_data["key"], said=said)


SAID = ("name", "chinese_name", "age_band", "needs", "email")
