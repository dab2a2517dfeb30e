"""Keeps what a person wants us to know of them to choose notices, and forgets it when they say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from community.models import Profile, Trait

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.models import Contact


def remember(contact: Contact, *, said: Iterable[tuple[str, str]]) -> None:
    """Keep what a person said, in place of what they said before; the moment of their wish stands on every row."""
    with transaction.atomic():
        profile, _new = Profile.objects.get_or_create(contact=contact, defaults={"reading_language": contact.language})
        Trait.objects.filter(profile=profile).delete()
        Trait.objects.bulk_create(Trait(profile=profile, dimension=dimension, value=value) for dimension, value in sorted(said))


def forget(contact: Contact) -> None:
    """Delete all of it; nothing tells afterwards that it was there."""
    Trait.objects.filter(profile__contact=contact).delete()
