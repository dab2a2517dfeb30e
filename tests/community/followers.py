"""Followers for tests: an address that asked and confirmed."""

from __future__ import annotations

from typing import Any

from community import subscribing
from community.models import Contact, Subscription


def follower(email: str, *, rhythm: str = "at_once", language: str = "en", **wish: Any) -> Subscription:
    """Return a confirmed subscription of an address; without a wish it follows all notices."""
    contact = Contact.objects.of(email, language=language)
    return subscribing.ask(subscribing.Wish(**wish), contact=contact, rhythm=rhythm, language=language, proven=True)
