"""Translations of words that people wrote: records beside them, never in their place, each with who made and checked it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Language
from feedback import masking
from feedback.models.answer import Answer
from feedback.models.suggestion import Suggestion


def fingerprint(text: str) -> str:
    """Return the hash by which a translation knows the words it was made from."""
    return hashlib.sha256(text.encode()).hexdigest()


class WrittenTranslation(models.Model):
    """What both kinds of translation have."""

    language = models.CharField(max_length=10, choices=Language)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    source_hash = models.CharField(max_length=64)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        by_id: int | None

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("by")),
                name="%(class)s_checked_by_another",
                violation_error_message=_("Nobody checks their own translation."),
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_at__isnull=True)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="%(class)s_checked_by_someone",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="%(class)s_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()} #{self.pk}"

    @property
    def is_checked(self) -> bool:
        """Tell whether a second person vouched for it."""
        return self.checked_at is not None

    @property
    def masked_text(self) -> str:
        """Return the text as others than its writer and the desk may read it."""
        return masking.mask(self.text, language=self.language)

    def is_of(self, text: str) -> bool:
        """Tell whether it was made from exactly these words."""
        return self.source_hash == fingerprint(text)


class SuggestionTranslation(WrittenTranslation):
    """A resident's words in a language the desk reads."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="translations")

    class Meta(WrittenTranslation.Meta):
        constraints: ClassVar = [
            *WrittenTranslation.Meta.constraints,
            models.UniqueConstraint(fields=["suggestion", "language"], name="suggestion_translation_once"),
        ]


class AnswerTranslation(WrittenTranslation):
    """An office's answer in the language the resident asked for."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="translations")

    class Meta(WrittenTranslation.Meta):
        constraints: ClassVar = [
            *WrittenTranslation.Meta.constraints,
            models.UniqueConstraint(fields=["answer", "language"], name="answer_translation_once"),
        ]


class TranslationRequestQuerySet(models.QuerySet["TranslationRequest"]):
    """What waits for a translator."""

    def open(self) -> TranslationRequestQuerySet:
        """Return what is not done yet, oldest first."""
        return self.filter(done_at__isnull=True).order_by("created_at", "pk")


class TranslationRequest(models.Model):
    """That words wait for a person who can translate them. `answer` is set when the words are an answer's."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="translation_requests")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, blank=True, related_name="translation_requests")
    language = models.CharField(max_length=10, choices=Language)
    created_at = models.DateTimeField(default=timezone.now)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        claimed_by_id: int | None
        answer_id: int | None

    objects = TranslationRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], condition=Q(done_at__isnull=True), name="translation_request_waiting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suggestion", "language"],
                condition=Q(answer__isnull=True, done_at__isnull=True),
                name="translation_request_one_open",
            ),
            models.UniqueConstraint(
                fields=["answer", "language"],
                condition=Q(answer__isnull=False, done_at__isnull=True),
                name="translation_request_one_open_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.get_language_display()}"

    @property
    def source(self) -> str:
        """Return the words to translate."""
        return self.answer.text if self.answer else self.suggestion.text

    @property
    def source_shown(self) -> str:
        """Return them as the translator reads them: with what is personal hidden."""
        return masking.mask(self.source, language=self.source_language)

    @property
    def source_language(self) -> str:
        """Return the language of the words to translate."""
        return self.answer.language if self.answer else self.suggestion.language
