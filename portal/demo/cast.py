"""The people of the demo, who are also the people of the tests: one for each part someone plays on the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from community.models import Body, Contact, Membership, Profile, User
from community.models.contact import Language
from community.models.membership import Role

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Part:
    """One member of the cast: the part's name, where they live or work, and in which roles."""

    key: str
    body: str
    roles: tuple[Role, ...] = ()
    language: Language = Language.CHINESE

    @property
    def email(self) -> str:
        """Return the address the part signs in with."""
        return f"{self.key.replace('_', '.')}@demo.example"


CAST = (
    Part("resident", "huacao", language=Language.ENGLISH),
    Part("neighbour", "hongqiao-subdistrict", language=Language.ENGLISH),
    Part("editor", "huacao", (Role.EDITOR, Role.TRANSLATOR)),
    Part("organiser", "huacao", (Role.ORGANISER,)),
    Part("officer", "huacao", (Role.OFFICER,)),
    Part("moderator", "huacao", (Role.MODERATOR,)),
    Part("manager", "huacao", (Role.MANAGER,)),
    Part("district_officer", "minhang", (Role.OFFICER,)),
    Part("bureau_officer", "transport", (Role.OFFICER,)),
    Part("admin", "alliance", (Role.ADMIN,)),
    Part("second_admin", "alliance", (Role.ADMIN,)),
)


def gather(password: str, parts: Iterable[Part] = CAST) -> dict[str, User]:
    """Return the cast by key, made where missing, each with a confirmed address, the password, and the roles of the part.

    The bodies must be there. Safe to repeat: a second call sets the password anew.
    """
    bodies = Body.objects.in_bulk(field_name="slug")
    hashed = make_password(password)  # once: a hash is slow on purpose, and everyone has the same password
    people = {}
    for part in parts:
        user = User.objects.filter(email=part.email).first() or User(email=part.email)
        user.password = hashed
        user.save()
        EmailAddress.objects.get_or_create(user=user, email=part.email, defaults={"verified": True, "primary": True})
        contact = Contact.objects.of(part.email, language=part.language)
        contact.user, contact.confirmed_at = user, contact.confirmed_at or timezone.now()
        contact.save()
        lives_in = bodies[part.body] if not part.roles else None
        Profile.objects.get_or_create(contact=contact, defaults={"township": lives_in, "reading_language": part.language})
        for role in part.roles:
            Membership.objects.get_or_create(user=user, body=bodies[part.body], role=role)
        people[part.key] = user
    return people
