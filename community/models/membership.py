"""Who holds which role where, and who has been asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class Role(models.TextChoices):
    """What a person does in a body; the rights stand in policies.py."""

    EDITOR = "editor", _("editor")
    MODERATOR = "moderator", _("moderator")
    ORGANISER = "organiser", _("organiser")
    OFFICER = "officer", _("officer")
    TRANSLATOR = "translator", _("translator")
    MANAGER = "manager", _("manager")
    ADMIN = "admin", _("alliance admin")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Roles over time."""

    def current(self, now: datetime | models.Expression) -> MembershipQuerySet:
        """Return the roles held at `now`; a role that has ended counts no longer from that very moment."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=now), since__lte=now, body__active=True)


class Membership(models.Model):
    """A person's role in a body, from a day until it is ended."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    body = models.ForeignKey("community.Body", models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    if TYPE_CHECKING:
        user_id: int
        body_id: int

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "body", "role"], name="membership_once_per_role"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("A role can't end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.body}"


class Invitation(models.Model):
    """That someone was asked by mail to take a role; its signed link is answered once."""

    email = models.EmailField(_("email"))
    body = models.ForeignKey("community.Body", models.PROTECT, related_name="invitations")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    # Empty where the command line asked, for the first alliance admin.
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        body_id: int

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["email", "body", "role"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_open",
                violation_error_message=_("This person has been asked already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}, {self.body}"
