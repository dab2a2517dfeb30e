"""The forms of accounts: allauth's, said in our words, and the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from community import accounts
from community.models import Body
from community.models.contact import Language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import Contact, Profile, User


class TownshipField(forms.ModelChoiceField[Body]):
    """A township, always with its district beside it: there are two Hongqiaos."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {
            "label": _("Your township"),
            "required": False,
            "empty_label": _("Another place, or I would rather not say"),
            **kwargs,
        }
        super().__init__(Body.objects.townships().order_by("parent__slug", "slug"), **kwargs)

    def label_from_instance(self, obj: Body) -> str:
        """Return the name that can't be confused."""
        return obj.full_name


class PlainMixin:
    """Our labels above the fields: placeholders that repeat them go, and a page has one focus, the error summary's."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.pop("autofocus", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)
            if name in {"email", "login"}:
                field.widget.attrs.update(autocapitalize="none", spellcheck="false")
            if name == "code":
                field.widget.attrs.update(inputmode="numeric", autocapitalize="none", spellcheck="false")


# Each language by its own name: who reads it finds it, whatever the page speaks.
LANGUAGES = [(code, get_language_info(code)["name_local"]) for code in Language.values]
_EMAIL = _("Email")
_PASSWORD = _("Password")
_NEW_PASSWORD = _("New password")
_AGAIN = _("New password, once more")
_MAILED_CODE = _("Code from the mail")
_APP_CODE = _("Code from the app")


def _password_rules() -> str:
    """Return the rules in one sentence; the list that Django writes reads like a warning."""
    return str(_("At least 10 characters, and not one that is easily guessed. Several words are a good choice."))


PASSWORD_RULES = lazy(_password_rules, str)()


def _privacy_link() -> SafeString:
    words = _("Read the privacy notice (opens in a new window)")
    return format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', reverse("privacy"), words)


# --- Signing up and in ------------------------------------------------------------------------------------------------
class SignupForm(PlainMixin, account.SignupForm):
    """Email, password, language of mails, perhaps a township, and consent to the privacy notice of this version."""

    field_order = ("email", "password1", "language", "township", "consent")
    labels = {"email": _EMAIL, "password1": _PASSWORD}
    hints = {"password1": PASSWORD_RULES}

    language = forms.ChoiceField(label=_("Language of our mails"), choices=LANGUAGES, widget=forms.RadioSelect)
    township = TownshipField(
        help_text=_("So that we can show you first what is close to your home. You can change it at any time.")
    )
    consent = forms.BooleanField(
        label=_("I agree that my data is used as the privacy notice says."),
        help_text=lazy(_privacy_link, str, SafeString)(),
        error_messages={"required": _("Without your consent to the privacy notice we can't keep an account for you.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        # Rules that Django joins to the password field stand in the hint.
        self.fields["password1"].help_text = PASSWORD_RULES

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002  # allauth's signature
        """Leave contact, profile and consent beside the new account."""
        accounts.join(user, language=self.cleaned_data["language"], township=self.cleaned_data["township"])

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account. A second click that comes in the same moment is answered like a known address."""
        try:
            with transaction.atomic():
                return super().try_save(request)  # type: ignore[no-any-return]
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)  # type: ignore[no-any-return]


class LoginForm(PlainMixin, account.LoginForm):
    """Email and password."""

    labels = {"login": _EMAIL, "password": _PASSWORD}
    hints = {"password": ""}  # the way to a new password stands below the button


class RequestLoginCodeForm(PlainMixin, account.RequestLoginCodeForm):
    """The address that a code is sent to."""

    labels = {"email": _EMAIL}


class ConfirmLoginCodeForm(PlainMixin, account.ConfirmLoginCodeForm):
    """The code, to sign in."""

    labels = {"code": _MAILED_CODE}


class ConfirmEmailForm(PlainMixin, account.ConfirmEmailVerificationCodeForm):
    """The code, to prove an address."""

    labels = {"code": _MAILED_CODE}


class ReauthenticateForm(PlainMixin, account.ReauthenticateForm):
    """The password once more, before something delicate."""

    labels = {"password": _PASSWORD}
    hints = {"password": ""}


# --- Passwords and the address ----------------------------------------------------------------------------------------
class ResetPasswordForm(PlainMixin, account.ResetPasswordForm):
    """The address whose password was forgotten."""

    labels = {"email": _EMAIL}


class ConfirmPasswordResetCodeForm(PlainMixin, account.ConfirmPasswordResetCodeForm):
    """The code, to set a new password."""

    labels = {"code": _MAILED_CODE}


class NewPasswordForm(PlainMixin, account.ResetPasswordKeyForm):
    """A new password after a reset."""

    labels = {"password1": _NEW_PASSWORD, "password2": _AGAIN}
    hints = {"password1": PASSWORD_RULES}


class SetPasswordForm(PlainMixin, account.SetPasswordForm):
    """A first password for an account that came in without one."""

    labels = {"password1": _NEW_PASSWORD, "password2": _AGAIN}
    hints = {"password1": PASSWORD_RULES}


class ChangePasswordForm(PlainMixin, account.ChangePasswordForm):
    """The present password and the new one."""

    labels = {"oldpassword": _("Present password"), "password1": _NEW_PASSWORD, "password2": _AGAIN}
    hints = {"oldpassword": "", "password1": PASSWORD_RULES}


class AddEmailForm(PlainMixin, account.AddEmailForm):
    """The address that the account shall have from now on."""

    labels = {"email": _("New email")}


# --- The second factor ------------------------------------------------------------------------------------------------
class ActivateTOTPForm(PlainMixin, totp.ActivateTOTPForm):
    """The first code of an authenticator app."""

    labels = {"code": _APP_CODE}


class AuthenticateForm(PlainMixin, mfa.AuthenticateForm):
    """A code of the app, or a recovery code."""

    labels = {"code": _APP_CODE}


class ReauthenticateByCodeForm(PlainMixin, mfa.ReauthenticateForm):
    """The same, before something delicate."""

    labels = {"code": _APP_CODE}


# --- The profile ------------------------------------------------------------------------------------------------------
class ProfileForm(forms.Form):
    """Where a person lives, which language our mails and the site speak to them."""

    township = TownshipField()
    language = forms.ChoiceField(label=_("Language of our mails"), choices=LANGUAGES, widget=forms.RadioSelect)
    reading_language = forms.ChoiceField(label=_("Language of the site"), choices=LANGUAGES, widget=forms.RadioSelect)

    def __init__(
        self, data: Any = None, *, contact: Contact, profile: Profile | None, initial: Any = None, files: Any = None
    ) -> None:
        stored = {
            "language": contact.language,
            "reading_language": profile.reading_language if profile else contact.language,
            "township": profile.township_id if profile else None,
        }
        super().__init__(data, files, initial={**stored, **(initial or {})})
        self.contact = contact

    def save(self) -> None:
        """Keep what was chosen."""
        accounts.change_profile(self.contact, **self.cleaned_data)
