"""The forms of the people's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community import joining, policies
from community.forms.accounts import LANGUAGES
from community.models.membership import Role

if TYPE_CHECKING:
    from community.models import Body, Invitation, Membership, User


class InviteForm(forms.Form):
    """Whom to ask, for which role, in which language."""

    email = forms.EmailField(
        label=_("Email"), widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"})
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES)
    field_order = ("email", "role", "language")

    def __init__(self, data: Any = None, *, body: Body, by: User, initial: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"language": get_language(), **(initial or {})})
        self.body, self.by = body, by
        offered = [(role.value, role.label) for role in Role if policies.can_give_role(by, body, role)]
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose a role")), *offered])
        self.order_fields(self.field_order)

    def save(self) -> Membership | Invitation:
        """Give the role to a colleague of this body at once, ask everyone else by mail. Raises JoiningError."""
        email, role = self.cleaned_data["email"].lower(), Role(self.cleaned_data["role"])
        here = self.body.memberships.current(timezone.now()).filter(user__email=email).select_related("user").first()
        if here is not None:
            return joining.give_role(here.user, body=self.body, role=role, by=self.by)
        return joining.invite(email, body=self.body, role=role, by=self.by, language=self.cleaned_data["language"])
