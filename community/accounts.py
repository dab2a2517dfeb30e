"""Accounts: what a sign-up leaves behind, how account and contact keep in step, and how allauth meets the house."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import BigAutoField, DateTimeField, Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from community import emails, notifying, policies, subscribing
from community.laying_out import Given, LaidOut
from community.models import Consent, Contact, Membership, Profile, User
from community.models.contact import Language

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from community.models import Body

PRIVACY = "privacy"


class SignedInRequest(HttpRequest):
    """A request behind a door that only lets in who is signed in; for annotations."""

    user: User


class AddressTaken(Exception):
    """An address can't become this account's: its contact holds what can't be joined with what the account has."""

    message: _StrOrPromise = _(
        "This address is in use elsewhere on the site, and the two can't be joined. "
        "For example, both are registered for the same event: cancel one of them first."
    )


def _signed_in() -> QuerySet[User]:
    held = Membership.objects.current(Given("now", DateTimeField())).filter(user=OuterRef("pk"))
    accounts = User.objects.select_related("contact").annotate(found_roles=Exists(held))
    return accounts.filter(pk=Given("pk", BigAutoField()))


_SIGNED_IN = LaidOut(_signed_in)


class Backend(AuthenticationBackend):
    """Finds who signs in, as allauth does, and whoever has, with what nearly every page asks of them."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the account of a session with its contact, and whether it holds roles: one query instead of three."""
        found = _SIGNED_IN.first(pk=user_id, now=timezone.now())
        return found if found is not None and self.user_can_authenticate(found) else None


# --- Verbs ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def join(user: User, *, language: str, township: Body | None) -> Contact:
    """Give a new account its contact, profile and consent to the privacy notice as it reads today.

    The address is not proven yet. A guest who is known by it keeps the language of their mails until it is.
    """
    contact = Contact.objects.of(user.email, language=language)
    contact.user = user
    if not contact.is_confirmed:
        contact.language = language
    contact.save(update_fields=["user", "language"])
    Profile.objects.update_or_create(contact=contact, defaults={"township": township, "reading_language": language})
    Consent.objects.get_or_create(contact=contact, document=PRIVACY, version=settings.PRIVACY_NOTICE_VERSION)
    return contact


@transaction.atomic
def confirm(user: User, *, email: str) -> Contact:
    """Note that an address is proven to be the account's, and keep the account's one contact in step with it.

    A guest's contact of the same address is the same person: what it holds moves over. Raises AddressTaken when it can't.
    """
    email = email.lower()
    contact = contact_of(user)
    guest = Contact.objects.filter(email=email).exclude(pk=contact.pk).first()
    if guest is not None:
        _absorb(guest, into=contact)
    profile = Profile.objects.filter(contact=contact).first()
    if profile is not None and user.last_login is None:  # what was chosen at sign-up counts from now on
        contact.language = profile.reading_language
    contact.email, contact.confirmed_at = email, timezone.now()
    contact.save(update_fields=["email", "language", "confirmed_at"])
    return contact


@transaction.atomic
def change_profile(contact: Contact, *, language: str, reading_language: str, township: Body | None) -> None:
    """Change where a person lives, the language of their mails and the language of the site."""
    contact.language = language
    contact.save(update_fields=["language"])
    Profile.objects.update_or_create(contact=contact, defaults={"township": township, "reading_language": reading_language})


def contact_of(user: User) -> Contact:
    """Return the account's contact, made where an account came in by another way than sign-up."""
    contact = Contact.objects.filter(user=user).first()
    if contact is None:
        contact = Contact.objects.of(user.email, language=translation.get_language() or Language.ENGLISH)
        contact.user = user
        contact.save(update_fields=["user"])
    return contact


def _absorb(guest: Contact, *, into: Contact) -> None:
    """Move everything that points to a guest's contact, whichever package it is of, and remove the guest."""
    if guest.user_id is not None:
        raise AddressTaken
    known = into.consents.values_list("document", "version")
    for consent in guest.consents.all():
        if (consent.document, consent.version) in known:
            consent.delete()
    if Profile.objects.filter(contact=into).exists():
        Profile.objects.filter(contact=guest).delete()
    subscribing.join(guest, into=into)
    try:
        with transaction.atomic():
            for relation in Contact._meta.get_fields(include_hidden=True):  # documented, despite its name
                if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
                    field = relation.field  # type: ignore[union-attr]  # reverse relations have one
                    field.model._base_manager.filter(**{field.name: guest}).update(**{field.name: into})
    except IntegrityError:
        raise AddressTaken from None
    guest.delete()


# --- How allauth meets the house --------------------------------------------------------------------------------------
class AccountAdapter(DefaultAccountAdapter):
    """Mails go to the outbox, addresses stay in step with contacts, and errors are said in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("Email or password is not right."),
        "email_taken": _("There is an account with this address already."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right. Please check the newest mail."),
        "incorrect_password": _("This password is not right."),
        "too_many_login_attempts": _("Too many attempts. Please wait a few minutes and try again."),
        "rate_limited": _("That was very fast. Please wait a moment and try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave a mail in the outbox, in the language its reader chose. Nothing is sent while a page is made."""
        contact = Contact.objects.filter(email=email.lower()).first()
        # An address that we don't know gets its answer without being stored as a contact.
        reader = contact or Contact(email=email.lower(), language=translation.get_language() or Language.ENGLISH)
        mail = emails.account(template_prefix, context={**context, "email": email})
        code_ends = timezone.now() + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        with transaction.atomic():
            notifying.queue(
                mail,
                to=reader,
                key=f"{mail.kind}-{uuid4()}",
                not_after=code_ends if emails.holds_code(template_prefix) else None,
            )

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Mark an address as proven; where its contact can't be joined with the account's, say so and change nothing."""
        try:
            with transaction.atomic():
                return bool(super().confirm_email(request, email_address))
        except AddressTaken as refusal:
            messages.error(request, str(refusal.message))
            return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead staff to their desk, residents to their account."""
        return reverse("desk" if policies.works_here(request.user) else "account")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # allauth's signature
        """Return to the account page after a change."""
        return reverse("account")


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor in our words; its picture has a ground of its own, so that a dark page does not swallow it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
        "unverified_email": _("Confirm your address first."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as an SVG on white."""
        image = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(image.to_string(encoding="unicode"))
