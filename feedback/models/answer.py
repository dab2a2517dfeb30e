"""What an office answers: drafted by one person, released by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.models.contact import Language
from feedback import masking
from feedback.models.suggestion import Suggestion

if TYPE_CHECKING:
    from feedback.models.translation import AnswerTranslation


class Answer(models.Model):
    """An answer in one language. Until its release it can be sent back; after it, it is never changed."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="answers")
    body = models.ForeignKey("community.Body", models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, choices=Language)
    text = models.TextField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.CharField(max_length=500, blank=True)
    came_from = models.CharField(
        max_length=200, blank=True, help_text=_("The office whose reply by mail this is; empty: written here.")
    )
    came_on = models.DateField(null=True, blank=True)

    if TYPE_CHECKING:
        drafted_by_id: int
        submitted_by_id: int | None
        suggestion_id: int
        body_id: int

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering: ClassVar = ["drafted_at", "pk"]
        indexes: ClassVar = [
            # What waits for a second person (desk/queues.py): the index alone tells of which offices, and who had a hand in it.
            models.Index(
                fields=["body", "suggestion", "drafted_by", "submitted_by", "id"],
                condition=Q(released_at__isnull=True, submitted_at__isnull=False),
                name="answer_to_release",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(released_at__isnull=True),
                name="answer_one_open",
                violation_error_message=_("There is a draft already."),
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | (~Q(released_by=F("drafted_by")) & ~Q(released_by=F("submitted_by"))),
                name="answer_released_by_a_second_person",
                violation_error_message=_("Nobody releases their own answer."),
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False, submitted_at__isnull=False),
                name="answer_released_once_submitted",
                violation_error_message=_("Only what was submitted can be released."),
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="answer_submitted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(sent_back_at__isnull=True) | ~Q(sent_back_reason=""),
                name="answer_sent_back_with_reason",
                violation_error_message=_("Say why you send it back."),
            ),
            models.CheckConstraint(
                condition=Q(came_from="", came_on__isnull=True) | (~Q(came_from="") & Q(came_on__isnull=False)),
                name="answer_by_mail_says_whose_and_when",
                violation_error_message=_("Say which office wrote it, and when."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="answer_says_something", violation_error_message=_("Write something first.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.get_language_display()}"

    @property
    def is_submitted(self) -> bool:
        """Tell whether it waits for a second person."""
        return self.submitted_at is not None and self.released_at is None

    @property
    def masked_text(self) -> str:
        """Return the text as others than its writer and the desk may read it."""
        return masking.mask(self.text, language=self.language)

    @property
    def reading(self) -> Answer | AnswerTranslation:
        """Return the text for the present reader: in their language where a checked translation is, else as it was written."""
        wanted = get_language() or Language.ENGLISH
        return self if self.language == wanted else self.sound_translation(wanted) or self

    def sound_translation(self, language: str) -> AnswerTranslation | None:
        """Return the checked translation of exactly this text, else nothing; reads what was prefetched."""
        for made in self.translations.all():
            if made.language == language and made.is_checked and made.is_of(self.text):
                return made
        return None


class AnswerDraft(models.Model):
    """One writing of an answer, so that everyone who had a hand in it is known: none of them may release it."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()

    if TYPE_CHECKING:
        by_id: int

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.answer} #{self.pk}"
