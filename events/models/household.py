"""Whom one registers together: a household keeps its members, so that nobody is typed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Contact
from events.models.registration import AgeBand, shown_name

if TYPE_CHECKING:
    from community.policies import Person as Reader

LARGEST_HOUSEHOLD = 12


class Household(models.Model):
    """The people of one account. Erasing the contact erases it with all its members."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")

    def __str__(self) -> str:
        return f"#{self.pk}"


class MemberQuerySet(models.QuerySet["Member"]):
    """Members as their own account sees them; nobody else ever does."""

    def visible_to(self, person: Reader) -> MemberQuerySet:
        """Return the members of a person's own household, in the order they were added."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(household__contact__user=person)


class Member(models.Model):
    """One of a household: a name in either script, an age band and what should be thought of. Never a date of birth."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=120, blank=True)
    chinese_name = models.CharField(_("Chinese name"), max_length=60, blank=True)
    age_band = models.CharField(_("age"), max_length=6, choices=AgeBand, blank=True)
    needs = models.CharField(_("needs"), max_length=300, blank=True)
    email = models.EmailField(_("email"), blank=True)
    key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(name="") | ~models.Q(chinese_name=""),
                name="member_has_a_name",
                violation_error_message=_("Give a name, in either script."),
            ),
        ]

    def __str__(self) -> str:
        return shown_name(self.name, self.chinese_name)
