"""That someone else wants the same, instead of writing it again."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Language
from feedback.models.suggestion import Suggestion


class SupportQuerySet(models.QuerySet["Support"]):
    """Which supports."""

    def counting(self) -> SupportQuerySet:
        """Return those that still stand."""
        return self.filter(ended_at=None)

    def to_tell(self) -> SupportQuerySet:
        """Return those whose person is told what happens: an account's, or an address that was confirmed."""
        return self.counting().filter(contact__isnull=False, quiet_at=None).select_related("contact")


class Support(models.Model):
    """One person's support. With a contact they are told what happens; without one, only their browser is known.

    `key` is the browser's, made for this suggestion alone, so that nobody can be followed from one to the next. `asked` is
    an address that someone typed: it becomes the contact when the button in its mail is pressed, and is nobody until then.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="supports")
    contact = models.ForeignKey("community.Contact", models.CASCADE, null=True, blank=True, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    asked = models.ForeignKey("community.Contact", models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=10, choices=Language)
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    quiet_at = models.DateTimeField(null=True, blank=True, help_text=_("The voice counts, its person wants no mail."))

    if TYPE_CHECKING:
        contact_id: int | None
        asked_id: int | None
        suggestion_id: int

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suggestion", "contact"],
                condition=Q(contact__isnull=False),
                name="support_once_per_person",
                violation_error_message=_("You support this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} +1"
