"""Who signs in: an email and a password, no name required."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.laying_out import Given, LaidOut

if TYPE_CHECKING:
    from community.models.contact import Contact
    from community.models.membership import Membership, MembershipQuerySet


class UserManager(BaseUserManager["User"]):
    """Makes accounts; their addresses are kept in lower case, so that one mailbox is one account."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """Return a new account. Raises ValueError without an email."""
        if not email:
            raise ValueError("An account needs an email.")
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account of an address, however it is written."""
        return self.get(email=(username or "").lower())


def _held() -> MembershipQuerySet:
    held: MembershipQuerySet = apps.get_model("community", "Membership").objects.all()  # that table points here
    held = held.current(Given("now", models.DateTimeField())).filter(user=Given("user", models.BigAutoField()))
    return held.select_related("body__parent")


_HELD = LaidOut(_held)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What it may do follows from its memberships (policies.py), never from Django's groups."""

    email = models.EmailField(_("email"), unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    desk_seen_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    if TYPE_CHECKING:
        contact: Contact

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.email

    @cached_property
    def current_memberships(self) -> list[Membership]:
        """Return the roles held now, with their bodies. One query for the life of this object: of one request."""
        if not self.is_active or not self.__dict__.get("found_roles", True):  # asked at once by accounts.Backend
            return []
        held = _HELD(user=self.pk, now=timezone.now())
        for role in held:
            role.user = self
        return held

    @property
    def is_team(self) -> bool:
        """Tell whether this person works here: holds any role now."""
        return bool(self.current_memberships)
