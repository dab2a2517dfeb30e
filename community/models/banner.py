"""The emergency banner: a sentence above every page, outside everything a notice has to go through."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.body import Body

if TYPE_CHECKING:
    from datetime import datetime


class BannerQuerySet(models.QuerySet["Banner"]):
    """Banners by whether they are up."""

    def up(self, now: datetime) -> BannerQuerySet:
        """Return what hangs above the pages at a moment, newest first."""
        return self.filter(raised_at__lte=now, ends_at__gt=now, taken_down_at__isnull=True).order_by("-raised_at", "-pk")


class BannerManager(models.Manager.from_queryset(BannerQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Banner(models.Model):
    """A warning to everyone, or about one township. It ends by itself; nobody has to remember to take it down."""

    township = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("township"))
    text = models.CharField(_("text"), max_length=300)
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ends_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField(unique=True, editable=False)  # of the form render that raised it

    if TYPE_CHECKING:
        township_id: int | None
        text_en: str
        text_zh_hans: str

    objects: ClassVar[BannerManager] = BannerManager()

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="banner_by_end")]  # its one reader: what is up now
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("raised_at")),
                name="banner_ends_after_it_begins",
                violation_error_message=_("A banner ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(text_en__gt="", text_zh_hans__gt=""),
                name="banner_in_both_languages",
                violation_error_message=_("A banner speaks both languages."),
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at__isnull=True, taken_down_by__isnull=True)
                | Q(taken_down_at__isnull=False, taken_down_by__isnull=False),
                name="banner_taken_down_by_someone",
                violation_error_message=_("Someone takes a banner down, at a time."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
