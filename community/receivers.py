"""What the ground floor does when allauth says that something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from community import accounts

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress


# Not in the adapter: a reset and a sign-in by code prove an address as well, and they only send this signal.
@receiver(email_confirmed)
def address_is_proven(email_address: EmailAddress, **_kwargs: Any) -> None:
    """Keep the account's contact in step."""
    accounts.confirm(email_address.user, email=email_address.email)
