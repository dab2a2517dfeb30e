"""The household of the cast's resident, invented for the demo: four people, two scripts, one seat fewer than heads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from events import gathering
from events.models import AgeBand, Person

if TYPE_CHECKING:
    from community.models import Contact
    from events.models import Member

MEMBERS = (
    {"name": "Ana Lima", "chinese_name": "安娜", "age_band": AgeBand.ADULT},
    {"name": "Rui Costa", "age_band": AgeBand.ADULT, "email": "rui@demo.example"},
    {"name": "Leo", "chinese_name": "乐乐", "age_band": AgeBand.CHILD, "needs": "Allergic to peanuts"},
    {"name": "Bo", "age_band": AgeBand.INFANT},
)


def gather(contact: Contact) -> list[Member]:
    """Save the household; a second run finds it there."""
    made = []
    for number, said in enumerate(MEMBERS):
        made.append(gathering.add(contact, key=uuid5(NAMESPACE_URL, f"demo-member-{number}"), said=said))
    return made


def come(*members: Member) -> list[Person]:
    """Return members as people of a party."""
    return [
        Person(name=member.name, chinese_name=member.chinese_name, age_band=member.age_band, needs=member.needs, member=member)
        for member in members
    ]
