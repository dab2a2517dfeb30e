"""Translations of words that people wrote: records beside them, never in their place, each with who made and checked it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Language
from feedback import masking
from feedback.models.answer import Answer
from feedback.models.inquiry import Inquiry, Review
from feedback.models.involvement import Closing
from feedback.models.question import Asked, Question
from feedback.models.report import Report
from feedback.models.suggestion import Suggestion

# Words besides a suggestion's first ones, by the name of their row, and where on it they and their language stand.
# What the writer or a reader says is translated for the desk, what an office says for the writer.
FROM_WRITERS = {"question": ("reply", "reply_language"), "inquiry": ("text", "language"), "report": ("text", "language")}
FROM_OFFICES = {
    "answer": ("text", "language"),
    "asked": ("text", "language"),
    "closing": ("words", "language"),
    "review": ("reason", "language"),
}
LATER = FROM_WRITERS | FROM_OFFICES
BESIDES_ANSWERS = [name for name in LATER if name != "answer"]


def fingerprint(text: str) -> str:
    """Return the hash by which a translation knows the words it was made from."""
    return hashlib.sha256(text.encode()).hexdigest()


def _only_one(names: list[str]) -> Q:
    """Return the condition that exactly one of these is set."""
    alone = Q()
    for name in names:
        alone |= Q(**{f"{other}__isnull": other != name for other in names})
    return alone


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


class LaterTranslation(WrittenTranslation):
    """Words that came after a suggestion's first ones: a question, a reply, a judgement, a report, a closing, a reason."""

    question = models.ForeignKey(Question, models.CASCADE, null=True, blank=True, related_name="translations")
    asked = models.ForeignKey(Asked, models.CASCADE, null=True, blank=True, related_name="asked_translations")
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, null=True, blank=True, related_name="translations")
    report = models.ForeignKey(Report, models.CASCADE, null=True, blank=True, related_name="translations")
    closing = models.ForeignKey(Closing, models.CASCADE, null=True, blank=True, related_name="translations")
    review = models.ForeignKey(Review, models.CASCADE, null=True, blank=True, related_name="translations")

    class Meta(WrittenTranslation.Meta):
        constraints: ClassVar = [
            *WrittenTranslation.Meta.constraints,
            models.CheckConstraint(condition=_only_one(BESIDES_ANSWERS), name="later_translation_of_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=[name, "language"], condition=Q(**{f"{name}__isnull": False}), name=f"later_translation_once_{name}"
                )
                for name in BESIDES_ANSWERS
            ),
        ]


class TranslationRequestQuerySet(models.QuerySet["TranslationRequest"]):
    """What waits for a translator."""

    def open(self) -> TranslationRequestQuerySet:
        """Return what is not done yet, oldest first."""
        return self.filter(done_at__isnull=True).order_by("created_at", "pk")

    def of_first_words(self) -> TranslationRequestQuerySet:
        """Return those about the words a suggestion was sent with."""
        return self.filter(**{f"{name}__isnull": True for name in LATER})


class TranslationRequest(models.Model):
    """That words wait for a person who can translate them: a suggestion's first ones, or those of the one row that is set."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="translation_requests")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, blank=True, related_name="translation_requests")
    question = models.ForeignKey(Question, models.CASCADE, null=True, blank=True, related_name="translation_requests")
    asked = models.ForeignKey(Asked, models.CASCADE, null=True, blank=True, related_name="asked_requests")
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, null=True, blank=True, related_name="translation_requests")
    report = models.ForeignKey(Report, models.CASCADE, null=True, blank=True, related_name="translation_requests")
    closing = models.ForeignKey(Closing, models.CASCADE, null=True, blank=True, related_name="translation_requests")
    review = models.ForeignKey(Review, models.CASCADE, null=True, blank=True, related_name="translation_requests")
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
                condition=Q(done_at__isnull=True, **{f"{name}__isnull": True for name in LATER}),
                name="translation_request_one_open",
            ),
            *(
                models.UniqueConstraint(
                    fields=[name, "language"],
                    condition=Q(done_at__isnull=True, **{f"{name}__isnull": False}),
                    name=f"translation_request_one_open_{name}",
                )
                for name in LATER
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.get_language_display()}"

    @property
    def part(self) -> str:
        """Return what the words are, by the name of their row; nothing for a suggestion's first ones."""
        return next((name for name in LATER if getattr(self, f"{name}_id")), "")

    @property
    def original(self) -> Any:
        """Return the row that holds the words."""
        return getattr(self, self.part) if self.part else self.suggestion

    @property
    def source(self) -> str:
        """Return the words to translate."""
        return words_of(self.original)

    @property
    def source_shown(self) -> str:
        """Return them as the translator reads them: with what is personal hidden."""
        return masking.mask(self.source, language=self.source_language)

    @property
    def source_language(self) -> str:
        """Return the language of the words to translate."""
        return language_of(self.original)

    @property
    def made(self) -> Any:
        """Return what was made so far; reads what was prefetched."""
        return next((one for one in self.original.translations.all() if one.language == self.language), None)


def words_of(original: Any) -> str:
    """Return the words of a row that can be translated."""
    return str(getattr(original, _columns(original)[0]))


def language_of(original: Any) -> str:
    """Return the language they are in; nothing where nobody knows."""
    return str(getattr(original, _columns(original)[1]))


def translation_of(original: Any, language: str) -> Any:
    """Return the translation of exactly these words, checked or not, else nothing; reads what was prefetched."""
    made = (one for one in original.translations.all() if one.language == language)
    return next((one for one in made if one.is_of(words_of(original))), None)


def part_of(original: Any) -> str:
    """Return what a row's words are, as TranslationRequest.part has it."""
    name = str(original._meta.model_name)
    return name if name in LATER else ""


def set_language(original: Any, language: str) -> None:
    """Note in which language a row's words are."""
    column = _columns(original)[1]
    setattr(original, column, language)
    original.save(update_fields=[column])


def _columns(original: Any) -> tuple[str, str]:
    return LATER.get(original._meta.model_name, ("text", "language"))
