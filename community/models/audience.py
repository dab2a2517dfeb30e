"""Whom a notice concerns, as rows; and what of the same a person chose to tell of themselves, if they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models.contact import Profile
from community.models.edition import Edition
from community.models.place import SpokenLanguage


class Dimension(models.TextChoices):
    """In what respect people differ. What a notice says nothing of makes no difference to it."""

    STAY = "stay", _("right to stay")
    SITUATION = "situation", _("situation")
    NATIONALITY = "nationality", _("nationality group")
    AREA = "area", _("where one lives")
    LANGUAGE = "language", pgettext_lazy("of a person", "language spoken")


class Stay(models.TextChoices):
    """On what ground a person is in China."""

    WORK_A = "work-a", _("work permit, category A")
    WORK_B = "work-b", _("work permit, category B")
    WORK_C = "work-c", _("work permit, category C")
    FAMILY = "family", _("residence permit to join family")
    STUDY = "study", _("residence permit for study")
    PERMANENT = "permanent", _("permanent residence (Five-Star Card)")
    VISITOR = "visitor", _("short visa: business, tourism, visit")
    VISA_FREE = "visa-free", _("visa-free entry")
    TRANSIT = "transit", _("visa-free transit")
    OTHER = "other", _("another visa or permit")


class Situation(models.TextChoices):
    """What a person does here; several may be true."""

    EMPLOYEE = "employee", _("works for an employer here")
    EMPLOYER = "employer", _("employs foreigners")
    FAMILY = "family", _("has a partner or children here")
    STUDENT = "student", _("studies here")


class Nationality(models.TextChoices):
    """Groups of passports that rules speak of; a country may be in several lists, which change."""

    WAIVER = "waiver", _("passport of a country on the visa-free list")
    TRANSIT_LIST = "transit-list", _("passport of a country on the 240-hour transit list")
    HMT = "hmt", _("resident of Hong Kong, Macao or Taiwan")
    OTHER = "other", _("passport of another country")


KNOWN = (
    Q(dimension=Dimension.STAY, value__in=Stay.values)
    | Q(dimension=Dimension.SITUATION, value__in=Situation.values)
    | Q(dimension=Dimension.NATIONALITY, value__in=Nationality.values)
    | Q(dimension=Dimension.AREA) & ~Q(value="")
    | Q(dimension=Dimension.LANGUAGE, value__in=SpokenLanguage.Code.values)
)

NONE_OF_THESE = "none"  # a person may say so of their situation; no notice is for it


class EditionAudience(models.Model):
    """That an edition concerns only people of a kind (one row a kind, any of a dimension's rows will do), or not them."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    dimension = models.CharField(max_length=12, choices=Dimension)
    value = models.CharField(max_length=60)  # of AREA: the slug of a township or district
    excluded = models.BooleanField(default=False)

    if TYPE_CHECKING:
        edition_id: int

    objects: ClassVar[models.Manager[EditionAudience]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "dimension", "value"], name="audience_said_once"),
            models.CheckConstraint(
                condition=KNOWN, name="audience_of_known_kinds", violation_error_message=_("This is no kind of people we know.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {'not ' if self.excluded else ''}{self.dimension} {self.value}"


class Trait(models.Model):
    """What a person asked us to remember, so that notices can be chosen for them. No row without that wish, and its time."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="traits")
    dimension = models.CharField(max_length=12, choices=Dimension)
    value = models.CharField(max_length=60)
    agreed_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        profile_id: int

    objects: ClassVar[models.Manager[Trait]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["profile", "dimension", "value"], name="trait_said_once"),
            models.CheckConstraint(
                condition=KNOWN & ~Q(dimension=Dimension.AREA) | Q(dimension=Dimension.SITUATION, value=NONE_OF_THESE),
                name="trait_of_known_kinds",
                violation_error_message=_("This is no kind of people we know."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.dimension}"
