"""The glossary: one fixed term for one thing in each language, and the other words people use for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Language


class GlossaryTerm(models.Model):
    """One thing by its fixed names. Editors and translators write these; search finds the other words as well."""

    name = models.CharField(_("fixed term"), max_length=80)
    others = models.TextField(
        _("other words for it"),
        max_length=1000,
        blank=True,
        help_text=_("One a line: what people also call it. Search treats them as the same; texts use the fixed term."),
    )
    note = models.CharField(
        _("note for editors"), max_length=200, blank=True, help_text=_("When to use it, what it must not be confused with.")
    )
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        name_en: str
        name_zh_hans: str
        others_en: str
        others_zh_hans: str

    objects: ClassVar[models.Manager[GlossaryTerm]] = models.Manager()

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name_en"], name="glossary_term_once_en", violation_error_message=_("This English term is there already.")
            ),
            models.UniqueConstraint(
                fields=["name_zh_hans"],
                name="glossary_term_once_zh_hans",
                violation_error_message=_("This Chinese term is there already."),
            ),
            models.CheckConstraint(
                condition=Q(name_en__gt="", name_zh_hans__gt=""),
                name="glossary_term_in_both_languages",
                violation_error_message=_("A fixed term is needed in both languages."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_en} / {self.name_zh_hans}"

    @property
    def every_word(self) -> list[str]:
        """Return all words for it in all languages."""
        return [word for code in Language.values for word in self.words(code)]

    def words(self, language: str) -> list[str]:
        """Return the fixed term in a language and the other words for it, the fixed one first."""
        column = language.replace("-", "_")
        others = getattr(self, f"others_{column}") or ""
        return [word for word in (getattr(self, f"name_{column}"), *map(str.strip, others.splitlines())) if word]
