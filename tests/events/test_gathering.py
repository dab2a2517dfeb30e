"""Households: saved once, chosen later, seen by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from events import gathering
from events.models import Household, Member, Person
from events.models.household import LARGEST_HOUSEHOLD
from tests.events.builders import make_contact, register

if TYPE_CHECKING:
    from community.models import Contact, User
    from events.models import EventDate

pytestmark = pytest.mark.django_db


def add(contact: Contact, **said: Any) -> Member:
    key = said.pop("key", None) or uuid4()
    return gathering.add(contact, key=key, said={"name": "Ana", **said})


def test_the_same_form_sent_twice_saves_one_member() -> None:
    contact, key = make_contact(), uuid4()
    assert add(contact, key=key) == add(contact, key=key)
    assert Household.objects.get().members.count() == 1


def test_a_household_has_a_limit() -> None:
    contact = make_contact()
    for _number in range(LARGEST_HOUSEHOLD):
        add(contact)
    with pytest.raises(gathering.HouseholdFull):
        add(contact)
    assert Member.objects.count() == LARGEST_HOUSEHOLD


def test_a_name_in_either_script_is_enough() -> None:
    assert str(add(make_contact(), name="", chinese_name="安娜")) == "安娜"
    assert str(add(make_contact(), name="Ana Lima", chinese_name="安娜")) == "Ana Lima 安娜"


def test_members_are_seen_by_their_own_account_only(cast: dict[str, User]) -> None:
    mine = add(cast["resident"].contact)
    assert list(Member.objects.visible_to(cast["resident"])) == [mine]
    assert [key for key in cast if key != "resident" and Member.objects.visible_to(cast[key]).exists()] == []


def test_removing_a_member_leaves_what_was_registered(date: EventDate) -> None:
    member = add(make_contact())
    register(date, people=[Person(name=member.name, member=member)])
    gathering.remove(member)
    person = Person.objects.get()
    assert (person.name, person.member) == ("Ana", None)


def test_erasing_the_contact_erases_the_household() -> None:
    contact = make_contact()
    add(contact)
    contact.delete()
    assert (Household.objects.count(), Member.objects.count()) == (0, 0)
