"""Pieces of answers that an office writes again and again, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from community import policies as floor
from community.models.membership import Role
from feedback.models.category import Category

if TYPE_CHECKING:
    from community.policies import Person
    from feedback.models.suggestion import Suggestion


class SnippetQuerySet(models.QuerySet["Snippet"]):
    """Which snippets, and for whom."""

    def in_use(self) -> SnippetQuerySet:
        """Return those that nobody has put away."""
        return self.filter(retired_at__isnull=True)

    def for_suggestion(self, suggestion: Suggestion) -> SnippetQuerySet:
        """Return what fits an answer: the desk's own or everyone's, for its category or for any; the closest first."""
        desk = suggestion.desk
        theirs = Q(body__isnull=True) | Q(body=desk) | Q(body=desk.parent_id if desk else None, body__isnull=False)
        fitting = Q(category__isnull=True) | Q(category=suggestion.category_id)
        return self.in_use().filter(theirs & fitting).order_by(*CLOSEST_FIRST)

    def kept_by(self, person: Person) -> SnippetQuerySet:
        """Return what a person's offices keep (policies.can_keep_snippet agrees); an alliance admin keeps all."""
        if floor.is_alliance_admin(person):
            return self.all()
        return self.filter(body__in=floor.bodies_with(person, Role.OFFICER, Role.MANAGER))


class SnippetManager(models.Manager.from_queryset(SnippetQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


CLOSEST_FIRST = (models.F("category").asc(nulls_last=True), models.F("body").asc(nulls_last=True), "pk")


class Snippet(models.Model):
    """A piece of an answer. Without a body it is everyone's, without a category it fits any."""

    body = models.ForeignKey(
        "community.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("whose it is")
    )
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category"))
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("text"), max_length=2000)
    retired_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        body_id: int | None
        name_en: str | None
        name_zh_hans: str | None
        text_en: str | None
        text_zh_hans: str | None

    objects: ClassVar[SnippetManager] = SnippetManager()

    class Meta:
        verbose_name = _("answer snippet")
        verbose_name_plural = _("answer snippets")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name

    def words(self, language: str) -> str:
        """Return its text in one language; empty where nobody wrote it."""
        return getattr(self, build_localized_fieldname("text", language)) or ""
