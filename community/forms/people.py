"""The forms of the people's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community import joining, policies
from community.forms.accounts import LANGUAGES
from community.models.membership import Membership, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from community.models import Body, Invitation, User


class PeopleFilterForm(forms.Form):
    """Finds people and bodies among those whose roles one gives. A role that is none narrows nothing."""

    q = forms.CharField(
        label=_("Address or body"), required=False, max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices])

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything was asked."""
        self.full_clean()
        return any(self.cleaned_data.values())

    def people(self, bodies: Iterable[Body]) -> QuerySet[Membership]:
        """Return who holds the role now in one of `bodies`, and has the words in their address or their body's names."""
        held = Membership.objects.current(timezone.now()).filter(body__in=list(bodies)).select_related("user", "body__parent")
        if role := self.cleaned_data.get("role"):
            held = held.filter(role=role)
        if asked := self.cleaned_data.get("q"):
            by_words = [self.has_words(body) and body.pk for body in bodies]
            held = held.filter(Q(user__email__icontains=asked) | Q(body__in=[found for found in by_words if found]))
        return held.order_by("user__email", "body__slug", "role")

    def has_words(self, body: Body) -> bool:
        """Tell whether a body's names, in either language, or its district's, hold the words."""
        parent = body.parent
        names = [body.name_en, body.name_zh_hans, *([parent.name_en, parent.name_zh_hans] if parent else [])]
        asked = self.cleaned_data.get("q", "").casefold()
        return bool(asked) and any(asked in (name or "").casefold() for name in names)


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
