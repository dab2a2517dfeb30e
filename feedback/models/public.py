"""What the public reads: a copy that a moderator released. The original is never touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from community.models.contact import Language
from feedback.models.suggestion import Suggestion, opening


class Shown(NamedTuple):
    """What a reader sees, and in which language it is."""

    title: str
    rest: str  # of the text, where the title is its beginning; all of it, where someone wrote a title
    text: str
    language: str


class PublicWords(models.Model):
    """The public copy: in the writer's own language (`original`), and in those of the site that someone wrote."""

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="public_words")
    original = models.TextField(blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        title_en: str | None
        title_zh_hans: str | None
        text_en: str | None
        text_zh_hans: str | None

    objects: ClassVar[models.Manager[PublicWords]] = models.Manager()

    class Meta:
        verbose_name_plural = "public words"

    def __str__(self) -> str:
        return str(self.suggestion)

    @property
    def shown(self) -> Shown:
        """Return the words in the reader's language where there are some, else in the writer's, else in any."""
        for language in dict.fromkeys([get_language() or "", self.suggestion.language, *Language.values]):
            if found := self.in_language(language):
                return found
        return Shown("", "", "", "")

    @property
    def by_language(self) -> dict[str, str]:
        """Return every text there is by its language, as moderating writes them."""
        languages = dict.fromkeys([self.suggestion.language, *Language.values])
        found = {language: self.in_language(language) for language in languages}
        return {language: shown.text for language, shown in found.items() if shown}

    @property
    def as_written(self) -> Shown | None:
        """Return the words in the language they were written in."""
        return self.in_language(self.suggestion.language)

    def in_language(self, language: str) -> Shown | None:
        """Return the words in one language, else nothing. A title is cut from the text where nobody wrote one."""
        title = ""
        if language in Language.values:
            text = getattr(self, build_localized_fieldname("text", language)) or ""
            title = getattr(self, build_localized_fieldname("title", language)) or ""
        else:
            text = self.original if language == self.suggestion.language else ""
        if not text:
            return None
        first, rest = (title, text) if title else opening(text)
        return Shown(first, rest, text, language)


class ModerationAct(models.Model):
    """That someone released, redacted, hid or restored a suggestion, and why. Rows are added, never changed.

    `words` are the public ones, by language, as this act left them: any earlier copy can be brought back byte for byte.
    """

    class Act(models.TextChoices):
        RELEASE = "release", _("released")
        HIDE = "hide", _("hidden")
        REDACT = "redact", _("redacted")
        RESTORE = "restore", _("restored")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="moderation_acts")
    act = models.CharField(max_length=10, choices=Act)
    reason = models.CharField(max_length=500, blank=True)
    words = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        suggestion_id: int

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(act="release") | ~Q(reason=""),
                name="moderation_act_says_why",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.act}"
