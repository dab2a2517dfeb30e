"""Who is told of notices by mail: of what, how often, in which language; with an account or without."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models.audience import Dimension, Nationality, Situation, Stay
from community.models.body import Body
from community.models.contact import Contact, Language
from community.models.notice import Notice, Topic
from community.models.place import SpokenLanguage

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

SERIAL = 16
PREFERENCES, FEED = "community.preferences", "community.feed"
# Whom a notice may concern, as one can follow it: "stay:work-a". Where one lives is followed as a township.
FOLLOWABLE: list[tuple[Dimension, type[models.TextChoices]]] = [
    (Dimension.STAY, Stay),
    (Dimension.SITUATION, Situation),
    (Dimension.NATIONALITY, Nationality),
    (Dimension.LANGUAGE, SpokenLanguage.Code),
]
AUDIENCES: dict[str, StrOrPromise] = {
    f"{dimension}:{choice.value}": format_lazy(_("people who speak {language}"), language=choice.label)
    if dimension == Dimension.LANGUAGE
    else choice.label
    for dimension, choices in FOLLOWABLE
    for choice in choices
}


def new_serial() -> str:
    """Return half of an address: the other half follows from it and from the site's secret."""
    return secrets.token_hex(SERIAL // 2)


class Subscriber(models.Model):
    """An address that is told of notices. Its serials open nothing without the site's secret, and can be changed."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="+")
    language = models.CharField(_("language of the mails"), max_length=10, choices=Language)
    serial = models.CharField(max_length=SERIAL, unique=True, default=new_serial)
    feed_serial = models.CharField(max_length=SERIAL, unique=True, default=new_serial)
    created_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        contact_id: int

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def token(self) -> str:
        """Return the secret of the page where the subscriptions are changed; every mail carries it."""
        return self.serial + _signature(PREFERENCES, self.serial)

    @property
    def feed_token(self) -> str:
        """Return the secret of the private feed."""
        return self.feed_serial + _signature(FEED, self.feed_serial)

    @classmethod
    def of_token(cls, token: str) -> Subscriber | None:
        """Return whose page a secret opens, None for a forged one."""
        return cls._of("serial", PREFERENCES, token)

    @classmethod
    def of_feed_token(cls, token: str) -> Subscriber | None:
        """Return whose feed a secret opens, None for a forged one or one that was changed."""
        return cls._of("feed_serial", FEED, token)

    @classmethod
    def _of(cls, field: str, salt: str, token: str) -> Subscriber | None:
        serial, signature = token[:SERIAL], token[SERIAL:]
        if not constant_time_compare(signature, _signature(salt, serial)):
            return None
        return cls.objects.filter(**{field: serial}).select_related("contact").first()


def _signature(salt: str, serial: str) -> str:
    return salted_hmac(salt, serial, algorithm="sha256").hexdigest()[:32]


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Which subscriptions count, and which of them a notice belongs to."""

    def active(self) -> SubscriptionQuerySet:
        """Return those that were confirmed and not ended."""
        return self.filter(confirmed_at__isnull=False, ended_at__isnull=True)

    def since_before(self, moment: datetime) -> SubscriptionQuerySet:
        """Return those that counted when something happened: what was before is not told afterwards."""
        return self.active().filter(confirmed_at__lte=moment)

    def matching(self, notice: Notice, *, townships: Collection[Body], audiences: Collection[str]) -> SubscriptionQuerySet:
        """Return those that a notice belongs to; `townships` and `audiences` are those that it concerns."""
        return self.filter(
            Q(topic__isnull=True) | Q(topic=notice.topic_id),
            Q(township__isnull=True) | Q(township__in=townships),
            kind__in=["", notice.kind],
            audience__in=["", *audiences],
        )

    def for_listing(self) -> SubscriptionQuerySet:
        """Return them with all that is shown of each, oldest first."""
        return self.select_related("topic", "township__parent").order_by("asked_at", "pk")


class SubscriptionManager(models.Manager.from_queryset(SubscriptionQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Subscription(models.Model):
    """What one subscriber follows: all that is named counts at once; nothing named means every notice."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", pgettext_lazy("how often we write", "at once")
        DAILY = "daily", pgettext_lazy("how often we write", "once a day")
        WEEKLY = "weekly", pgettext_lazy("how often we write", "once a week")

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("topic"))
    township = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("township"))
    kind = models.CharField(_("kind"), max_length=12, choices=Notice.Kind, blank=True)
    audience = models.CharField(max_length=40, blank=True)  # "dimension:value" of whom it should concern
    rhythm = models.CharField(_("how often"), max_length=8, choices=Rhythm, default=Rhythm.AT_ONCE)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        subscriber_id: int
        topic_id: int | None
        township_id: int | None

    objects: ClassVar[SubscriptionManager] = SubscriptionManager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                F("subscriber"),
                Coalesce("topic", 0),
                Coalesce("township", 0),
                F("kind"),
                F("audience"),
                name="subscription_once",
                violation_error_message=_("You follow this already."),
            ),
        ]
        indexes: ClassVar = [
            # Read for every change that is told, in the order in which subscribers are reached.
            models.Index(
                fields=["rhythm", "subscriber"],
                condition=Q(confirmed_at__isnull=False, ended_at__isnull=True),
                name="subscription_active",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_active(self) -> bool:
        """Tell whether mails are sent for it."""
        return self.confirmed_at is not None and self.ended_at is None

    @property
    def what(self) -> str:
        """Return what is followed, in the reader's language: "Visas and entry · Huacao Town, Minhang District"."""
        kind = Notice.Kind(self.kind).label if self.kind else ""
        names = [self.topic.name if self.topic else "", self.township.full_name if self.township else ""]
        parts = [*names, str(kind), str(AUDIENCES.get(self.audience, ""))]
        return " · ".join(part for part in parts if part) or str(_("all notices"))
