"""What a suggestion is about: a contract that says who handles it and by when, versioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class CategoryQuerySet(models.QuerySet["Category"]):
    """Which categories."""

    def active(self) -> CategoryQuerySet:
        """Return the categories a resident may choose, in the order of the form."""
        return self.filter(active=True).order_by("position", "slug")


class CategoryManager(models.Manager.from_queryset(CategoryQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Category(models.Model):
    """A category residents choose. Its history is kept; `version` counts the changes of what it promises."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("what belongs here"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    clock_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Working days; empty: no promise yet."))

    if TYPE_CHECKING:
        name_en: str
        name_zh_hans: str
        description_en: str
        description_zh_hans: str

    objects: ClassVar[CategoryManager] = CategoryManager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.name
