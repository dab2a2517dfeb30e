"""The account page, the profile, and allauth's pages: with the language switch of the house, errors answered with 422."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community import accounts, forms
from community.models import Profile

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from community.accounts import SignedInRequest


# --- Our pages --------------------------------------------------------------------------------------------------------
@require_safe
@login_required
@never_cache
def account_page(request: SignedInRequest) -> HttpResponse:
    """Show a person what the site knows of them and where each thing is changed."""
    user = request.user
    contact = accounts.contact_of(user)
    context = {
        "contact": contact,
        "profile": Profile.objects.select_related("township__parent").filter(contact=contact).first(),
        "consents": contact.consents.order_by("-given_at"),
        "memberships": user.current_memberships,
        "has_totp": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
        "asks_totp": settings.STAFF_TOTP and user.is_team,
    }
    return render(request, "community/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def profile(request: SignedInRequest) -> HttpResponse:
    """Change where one lives and which languages one reads."""
    contact = accounts.contact_of(request.user)
    stored = Profile.objects.filter(contact=contact).first()
    form = forms.ProfileForm(**forms.bound(request), contact=contact, profile=stored)
    if not form.is_bound:
        return render(request, "community/account_profile.html", {"form": form})
    if not form.is_valid():
        return render(request, "community/account_profile.html", {"form": form}, status=422)
    form.save()
    with translation.override(form.cleaned_data["reading_language"]):
        messages.success(request, _("Your profile is saved."))
        return HttpResponseRedirect(reverse("account"))


# --- allauth's pages --------------------------------------------------------------------------------------------------
class HouseRulesMixin:
    """The two rules of our forms that allauth does not know.

    The language switch draws the page again in the other language with what was typed, passwords aside, and does nothing:
    for allauth such a request is the opening of a page. A form with errors is answered with 422.
    """

    request: HttpRequest
    _typed: dict[str, Any] | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn a press of the language switch into a reading."""
        if request.method == "POST" and "switch_language" in request.POST:
            self._typed = forms.bound(request)["initial"]
            request.method = "GET"
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]  # a mixin of views

    def get_initial(self) -> dict[str, Any]:
        """Show what was typed before the switch."""
        return {**super().get_initial(), **(self._typed or {})}  # type: ignore[misc]  # a mixin of form views

    def form_invalid(self, form: Any) -> HttpResponseBase:
        """Answer a form with errors."""
        response: HttpResponseBase = super().form_invalid(form)  # type: ignore[misc]  # a mixin of form views
        if response.status_code == HttpResponse.status_code:
            response.status_code = 422
        return response


class LoginView(HouseRulesMixin, account.LoginView):
    """Sign in with a password."""


class SignupView(HouseRulesMixin, account.SignupView):
    """Open an account."""


class RequestLoginCodeView(HouseRulesMixin, account.RequestLoginCodeView):
    """Ask for a code to sign in with."""


class ConfirmLoginCodeView(HouseRulesMixin, account.ConfirmLoginCodeView):
    """Sign in with the code."""


class ConfirmEmailView(HouseRulesMixin, account.ConfirmEmailVerificationCodeView):
    """Prove an address with the code."""


class PasswordResetView(HouseRulesMixin, account.PasswordResetView):
    """Ask for a code to set a new password with."""


class ConfirmPasswordResetCodeView(HouseRulesMixin, account.ConfirmPasswordResetCodeView):
    """Enter that code."""


class CompletePasswordResetView(HouseRulesMixin, account.CompletePasswordResetView):
    """Set the new password."""


class PasswordChangeView(HouseRulesMixin, account.PasswordChangeView):
    """Change the password, knowing the present one."""


class PasswordSetView(HouseRulesMixin, account.PasswordSetView):
    """Set a first password."""


class EmailView(HouseRulesMixin, account.EmailView):
    """Change the address."""


class ReauthenticateView(HouseRulesMixin, account.ReauthenticateView):
    """Enter the password once more."""


class AuthenticateView(HouseRulesMixin, mfa.AuthenticateView):
    """Enter a code of the second factor."""


class ReauthenticateByCodeView(HouseRulesMixin, mfa.ReauthenticateView):
    """Enter a code of the second factor once more."""


class ActivateTOTPView(HouseRulesMixin, totp.ActivateTOTPView):
    """Set up an authenticator app."""
