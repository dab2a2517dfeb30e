"""The words of the ground floor's mails: accounts, invitations, roles. The outbox sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community import notifying
from community.models import Change, Edition
from community.notifying import Mail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from community.models import Invitation, Membership, Subscription

# What allauth sends, by the last part of its template's name.
SUBJECTS = {
    "account_already_exists": _("You have an account already"),
    "email_changed": _("The address of your account has changed"),
    "email_confirmation": _("Your code to confirm this address"),
    "email_confirmation_signup": _("Your code to open your account"),
    "login_code": _("Your code to sign in"),
    "password_changed": _("Your password has changed"),
    "password_reset": _("Your password has changed"),
    "password_reset_code": _("Your code to set a new password"),
    "password_set": _("Your password has been set"),
    "recovery_codes_generated": _("New recovery codes for your account"),
    "totp_activated": _("An authenticator app now protects your account"),
    "totp_deactivated": _("The authenticator app has been removed from your account"),
    "unknown_account": _("There is no account with this address"),
}
OWN = {"why": notifying.WHY, "secret": notifying.SECRET}  # filled in for each reader of words that many get
WITH_CODE = {"email_confirmation", "email_confirmation_signup", "login_code", "password_reset_code"}


def account(template_prefix: str, *, context: Mapping[str, Any]) -> Mail:
    """Return one of allauth's mails in our words. All are emptied once sent: they hold codes or where someone signed in from."""
    name = template_prefix.rpartition("/")[2]
    return Mail(
        kind=f"account-{name}".replace("_", "-"),
        subject=SUBJECTS[name],
        template=f"{template_prefix}_message",
        context=context,
        sensitive=True,
    )


def holds_code(template_prefix: str) -> bool:
    """Tell whether a mail of allauth's is worthless once its code has run out."""
    return template_prefix.rpartition("/")[2] in WITH_CODE


def invitation(invited: Invitation, *, token: str, until: datetime) -> Mail:
    """Ask someone to take a role; the link opens the answer."""
    return Mail(
        kind="invitation",
        subject=_("An invitation to work with us on the Township Portal"),
        template="community/emails/invitation",
        context={"invitation": invited, "token": token, "until": until},
        sensitive=True,
    )


def role_given(membership: Membership) -> Mail:
    """Tell someone that they have a role from now on."""
    return Mail(
        kind="role-given",
        subject=_("You have a new role on the Township Portal"),
        template="community/emails/role_given",
        context={"membership": membership},
    )


def role_ended(membership: Membership) -> Mail:
    """Tell someone that a role of theirs has ended."""
    return Mail(
        kind="role-ended",
        subject=_("A role of yours on the Township Portal has ended"),
        template="community/emails/role_ended",
        context={"membership": membership},
    )


# --- Notices ------------------------------------------------------------------------------------------------------------
def notice(change: Change) -> Mail:
    """Tell of a notice that is new, that changed, or that was taken back; words for many readers, made once a language."""
    return Mail(
        kind="notice",
        subject=lazy(_headline, str)(change),
        template="community/emails/notice",
        context={"change": change, "notice": change.notice, "edition": change.notice.current, **OWN},
    )


def _headline(change: Change) -> str:
    current = change.notice.current
    if current is None or current.state == Edition.State.GONE:
        return str(_("A notice we sent you was published in error"))
    title = current.reading.title
    labels = {Change.Kind.CHANGED: _("Changed: %(title)s"), Change.Kind.TAKEN_BACK: _("No longer counts: %(title)s")}
    return str(labels[Change.Kind(change.kind)]) % {"title": title} if change.kind in labels else title


def digest(items: Sequence[object], *, rhythm: str) -> Mail:
    """Tell what came together, each item (`change`, `why`) once."""
    first = lazy(lambda: _headline(items[0].change), str)()  # type: ignore[attr-defined]  # digesting.Item, which stands above
    many = ngettext_lazy("%(first)s, and %(count)d more notice", "%(first)s, and %(count)d more notices", "count")
    return Mail(
        kind="digest",
        subject=first if len(items) == 1 else lazy(lambda: str(many % {"first": first, "count": len(items) - 1}), str)(),
        template="community/emails/digest",
        context={"items": items, "rhythm": rhythm, **OWN},
    )


def subscription(asked: Subscription, *, token: str) -> Mail:
    """Ask whether the holder of an address wants what somebody asked for with it."""
    return Mail(
        kind="subscription-confirmation",
        subject=_("Do you want our notices by mail?"),
        template="community/emails/subscription",
        context={"subscription": asked, "token": token},
        sensitive=True,
    )
