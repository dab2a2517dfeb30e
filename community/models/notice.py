"""Notices: what an office tells people, and the one state of it that readers see."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from community.models.body import Body
from community.models.contact import Language
from community.models.edition import Edition, EditionQuerySet
from community.models.membership import Role

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from community.models.supersession import SupersessionQuerySet
    from community.models.user import User


class Topic(models.Model):
    """What a notice is about; people filter by it and later subscribe to it."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)  # one order for both languages

    if TYPE_CHECKING:
        name_en: str
        name_zh_hans: str

    objects: ClassVar[models.Manager[Topic]] = models.Manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.name


class Successor(NamedTuple):
    """The notice that took another one's place, as far as a list shows it."""

    slug: str
    title: str
    language: str


SUCCESSOR = [("slug", "slug"), *((f"title_{code}", f"current__title_{code}") for code in ("en", "zh_hans"))]


def _succession() -> SupersessionQuerySet:
    found: SupersessionQuerySet = apps.get_model("community", "Supersession").objects.all()  # that table points here
    return found


def _replacing(today: date) -> SupersessionQuerySet:
    return _succession().effective(today)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices as people may see them. What counts for readers is the current edition."""

    def published(self) -> NoticeQuerySet:
        """Return what everyone may read."""
        return self.filter(current__state=Edition.State.PUBLISHED)

    def readable(self) -> NoticeQuerySet:
        """Return what everyone may read at its address: the published, and the explained or historic."""
        return self.filter(current__state__in=Edition.READABLE)

    def kept_by(self, person: User | AnonymousUser) -> NoticeQuerySet:
        """Return what a person's own offices write, drafts included: their team, managers above them, alliance admins."""
        if not person.is_authenticated:
            return self.none()
        held = person.current_memberships
        if any(role.role == Role.ADMIN and role.body.kind == Body.Kind.ALLIANCE for role in held):
            return self.all()
        own = {role.body_id for role in held}
        managed = {role.body_id for role in held if role.role == Role.MANAGER}
        return self.filter(Q(body__in=own) | Q(body__parent__in=managed) | Q(body__parent__parent__in=managed))

    def visible_to(self, person: User | AnonymousUser) -> NoticeQuerySet:
        """Return what anyone may read, and for a team also what their office still writes."""
        return self.readable() | self.kept_by(person)

    def for_listing(self, today: date | None = None) -> NoticeQuerySet:
        """Return the notices with all that a card shows, newest first; what has no date at all comes last."""
        replacing = _replacing(today or timezone.localdate()).filter(earlier=models.OuterRef("pk")).order_by("-pk")
        said = {f"replaced_by_{name}": models.Subquery(replacing.values(f"later__{path}")[:1]) for name, path in SUCCESSOR}
        return (
            self.select_related("topic", "body__parent", "current")
            .annotate(is_replaced=models.Exists(replacing), **said)
            .order_by(F("current__public_on").desc(nulls_last=True), "-pk")
        )

    def in_force(self, today: date) -> NoticeQuerySet:
        """Return what applies on a day, as far as dates are known: begun or undated, not ended and not replaced."""
        return self.exclude(current__effective_from_on__gt=today).not_ended(today)

    def not_ended(self, today: date) -> NoticeQuerySet:
        """Return what applies on a day or will, as far as dates are known; what another one replaced has ended."""
        replaced = _replacing(today).filter(earlier=models.OuterRef("pk"))
        return self.exclude(current__effective_until_on__lt=today).filter(~models.Exists(replaced))

    def coming(self, today: date) -> NoticeQuerySet:
        """Return what starts to apply later."""
        return self.filter(current__effective_from_on__gt=today)

    def ended(self, today: date) -> NoticeQuerySet:
        """Return what applied until an earlier day, or until another notice took its place."""
        replaced = models.Exists(_replacing(today).filter(earlier=models.OuterRef("pk")))
        return self.filter(Q(current__effective_until_on__lt=today) | replaced)

    def turning(self, first: date, last: date) -> NoticeQuerySet:
        """Return what starts, ends, or leaves its transition between two days, both counted."""
        days = (first, last)
        return self.filter(
            Q(current__effective_from_on__range=days)
            | Q(current__effective_until_on__range=days)
            | Q(current__transition_until_on__range=days)
            | models.Exists(_succession().between(first, last).filter(earlier=models.OuterRef("pk")))
        )

    def changing_soon(self, today: date) -> NoticeQuerySet:
        """Return published notices that apply or will, next change first (a start or an end to come), then the newest."""
        next_change = models.Case(
            models.When(current__effective_from_on__gt=today, then=F("current__effective_from_on")),
            models.When(current__effective_until_on__gte=today, then=F("current__effective_until_on")),
        )
        ordered = F("next_change").asc(nulls_last=True)
        newest = F("current__public_on").desc(nulls_last=True)
        return (
            self.published()
            .not_ended(today)
            .for_listing(today)
            .annotate(next_change=next_change)
            .order_by(ordered, newest, "-pk")
        )

    def concerning(self, body: Body) -> NoticeQuerySet:
        """Return published notices for the people of a township: its own, its district's, the city's and the alliance's."""
        everyone = [Body.Kind.ALLIANCE, Body.Kind.CITY, Body.Kind.BUREAU]
        near = [body.pk, *([body.parent_id] if body.parent_id else [])]
        return self.published().filter(Q(body__in=near) | Q(body__kind__in=everyone)).for_listing()


class NoticeManager(models.Manager.from_queryset(NoticeQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Notice(models.Model):
    """One thing an office tells. Its words live on its editions; `current` is the one that readers see."""

    class Kind(models.TextChoices):
        POLICY = "policy", _("policy update")
        BREAKING = "breaking", _("breaking news")
        ASSISTANCE = "assistance", _("assistance programme")
        NEWS = "news", _("local news")

    slug = models.SlugField(max_length=80, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("published by"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic"))
    source_language = models.CharField(_("language it is written in"), max_length=10, choices=Language)
    current = models.OneToOneField(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.UUIDField(unique=True, null=True, blank=True, editable=False)  # of the form render that made it
    is_demo = models.BooleanField(default=False, help_text=_("Invented for the demo, and shown as such."))
    imported_as = models.CharField(max_length=80, unique=True, null=True, blank=True, editable=False)  # id in the facts
    review_due = models.DateField(_("look at it again on"), null=True, blank=True)  # then it comes to the desk of its office
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        body_id: int
        topic_id: int | None
        reviewed_by_id: int | None
        current_id: int | None
        created_by_id: int | None

    objects: ClassVar[NoticeManager] = NoticeManager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.slug

    @property
    def is_published(self) -> bool:
        """Tell whether it counts: lists and mails show it."""
        return self.current is not None and self.current.state == Edition.State.PUBLISHED

    @property
    def is_readable(self) -> bool:
        """Tell whether everyone may read it at its address."""
        return self.current is not None and self.current.state in Edition.READABLE

    @property
    def successor(self) -> Successor | None:
        """Return what took its place, found by `for_listing`; its title in the page's language where it has one there."""
        slug = getattr(self, "replaced_by_slug", None)
        wanted = translation.get_language() or Language.ENGLISH
        for code in dict.fromkeys([wanted, *Language.values]) if slug else ():
            if title := getattr(self, f"replaced_by_title_{code.replace('-', '_')}", ""):
                return Successor(str(slug), title, code)
        return None

    @property
    def prevailing_language(self) -> str:
        """Return the language that decides in doubt: rules are made in Chinese, our own words prevail as they were written."""
        return Language.CHINESE if self.current is not None and self.current.restates else self.source_language

    @property
    def editions(self) -> EditionQuerySet:
        """Return all editions, newest first."""
        found: EditionQuerySet = Edition.objects.filter(notice=self).order_by("-number")
        return found
