"""Gathering a household: its members are saved once and then only chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from events.models import Household, Member
from events.models.household import LARGEST_HOUSEHOLD
from events.refusals import RegistrationRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from community.models import Contact


class HouseholdFull(RegistrationRefused):
    """A household has as many members as it may."""

    message = _("A household keeps up to twelve people. Remove somebody first.")


def add(contact: Contact, *, key: UUID, said: Mapping[str, Any]) -> Member:
    """Save one more of a household. The same form sent twice saves one. Raises HouseholdFull."""
    with transaction.atomic():
        household = Household.objects.get_or_create(contact=contact)[0]
        Household.objects.select_for_update().get(pk=household.pk)  # so that two windows can't pass the limit together
        there = Member.objects.filter(household=household, key=key).first()
        if there is not None:
            return there
        if household.members.count() >= LARGEST_HOUSEHOLD:
            raise HouseholdFull
        try:
            with transaction.atomic():
                return Member.objects.create(household=household, key=key, **said)
        except IntegrityError:  # somebody else's key: a form that was copied
            raise RegistrationRefused from None


def change(member: Member, *, said: Mapping[str, Any]) -> Member:
    """Change what is saved of a member. What was registered before stays as it was said then."""
    for name, value in said.items():
        setattr(member, name, value)
    member.save(update_fields=list(said))
    return member


def remove(member: Member) -> None:
    """Forget a member. Registrations keep the name that was given to them, until their own time is up."""
    member.delete()
