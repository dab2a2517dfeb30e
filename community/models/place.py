"""Where things are: centres, service desks, parks, venues; and which languages are spoken there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.body import Body
from community.models.membership import Role
from community.models.source import Sourced, dated
from community.models.township import Township

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from community.fields import PartialDate
    from community.models.user import User


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places as people may see them."""

    def published(self) -> PlaceQuerySet:
        """Return the places that everyone may see."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, person: User | AnonymousUser) -> PlaceQuerySet:
        """Return what is published, and what a person's own offices still prepare (policies.can_view_place agrees)."""
        if not person.is_authenticated:
            return self.published()
        held = person.current_memberships
        if any(role.role == Role.ADMIN and role.body.kind == Body.Kind.ALLIANCE for role in held):
            return self.all()
        own = {role.body_id for role in held}
        managed = {role.body_id for role in held if role.role == Role.MANAGER}
        above = models.Q(body__parent__in=managed) | models.Q(body__parent__parent__in=managed)
        return self.filter(models.Q(published_at__isnull=False) | models.Q(body__in=own) | above)

    def for_listing(self) -> PlaceQuerySet:
        """Return the places with the township and district each lies in, service points first in each township."""
        return self.select_related("body__parent").order_by("body__slug", "kind", "slug")


class PlaceManager(models.Manager.from_queryset(PlaceQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Place(Sourced):
    """A venue or service point, with its address in both scripts; what is unknown is empty and shown as unknown."""

    class Kind(models.TextChoices):
        COMMUNITY_CENTRE = "community_centre", _("community centre")
        SERVICE_STATION = "service_station", _("service station")
        SERVICE_DESK = "service_desk", _("service desk")
        CNS_STATION = "cns_station", _("City News Service station")
        EXIT_ENTRY = "exit_entry", _("exit-entry office")
        GOVERNMENT = "government", _("government office")
        TALENT_SERVICE = "talent_service", _("talent service")
        LEGAL = "legal", _("legal help")
        FEEDBACK = "feedback", _("place to be heard")
        HEALTH = "health", _("health")
        SCHOOL = "school", _("school")
        CULTURE = "culture", _("culture")
        HERITAGE = "heritage", _("heritage")
        PARK = "park", _("park")
        SPORT = "sport", _("sport")
        COMMERCIAL = "commercial", _("shops and restaurants")
        EXHIBITION = "exhibition", _("exhibition hall")
        OTHER = "other", _("other place")

    SERVICE_KINDS = frozenset(
        {
            Kind.COMMUNITY_CENTRE,
            Kind.SERVICE_STATION,
            Kind.SERVICE_DESK,
            Kind.CNS_STATION,
            Kind.EXIT_ENTRY,
            Kind.GOVERNMENT,
            Kind.TALENT_SERVICE,
            Kind.LEGAL,
            Kind.FEEDBACK,
        }
    )

    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", help_text=_("The township it lies in.")
    )
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)  # WGS-84
    longitude = models.FloatField(null=True, blank=True)
    approximate = models.BooleanField(default=False, help_text=_("The point is near, not exact."))
    opened = models.CharField(_("opened"), max_length=120, blank=True)
    hours = models.CharField(_("opening hours"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        name_en: str
        name_zh_hans: str
        summary_en: str
        summary_zh_hans: str
        address_en: str
        address_zh_hans: str
        opened_en: str
        opened_zh_hans: str
        hours_en: str
        hours_zh_hans: str
        body_id: int | None

    objects: ClassVar[PlaceManager] = PlaceManager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_point_whole_and_on_earth",
                violation_error_message=_("A point needs a latitude and a longitude."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def opened_on(self) -> PartialDate | None:
        """Return the opening date, or None where it is told in words only."""
        return dated(self.opened)

    @property
    def is_service(self) -> bool:
        """Tell whether people go here to get something done."""
        return self.kind in self.SERVICE_KINDS


class SpokenLanguage(models.Model):
    """That a township or a place serves people in a language."""

    class Code(models.TextChoices):
        CHINESE = "zh", _("Chinese")
        ENGLISH = "en", _("English")
        JAPANESE = "ja", _("Japanese")
        KOREAN = "ko", _("Korean")
        FRENCH = "fr", _("French")
        GERMAN = "de", _("German")
        SPANISH = "es", _("Spanish")
        RUSSIAN = "ru", _("Russian")
        ARABIC = "ar", _("Arabic")
        PORTUGUESE = "pt", _("Portuguese")
        ITALIAN = "it", _("Italian")

    township = models.ForeignKey(Township, models.CASCADE, null=True, blank=True, related_name="languages")
    place = models.ForeignKey(Place, models.CASCADE, null=True, blank=True, related_name="languages")
    code = models.CharField(max_length=8, choices=Code)
    inferred = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(township__isnull=False, place__isnull=True)
                | models.Q(township__isnull=True, place__isnull=False),
                name="spoken_at_a_township_or_a_place",
                violation_error_message=_("A language is spoken at a township or at a place."),
            ),
            models.UniqueConstraint(fields=["township", "code"], name="spoken_once_per_township"),
            models.UniqueConstraint(fields=["place", "code"], name="spoken_once_per_place"),
        ]

    def __str__(self) -> str:
        return self.get_code_display()
