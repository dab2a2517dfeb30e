"""What happened to a suggestion, as rows: states, desks, officers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from feedback.models.rule import RoutingRule
from feedback.models.suggestion import Suggestion


class StateChange(models.Model):
    """That a suggestion moved from one state to another. Rows are added, never changed."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="changes")
    from_state = models.CharField(max_length=12, choices=Suggestion.State, blank=True)
    to_state = models.CharField(max_length=12, choices=Suggestion.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    body = models.ForeignKey("community.Body", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.to_state}"


class Routing(models.Model):
    """That a suggestion was put on a desk, and why: by a rule (reason in both languages) or by a person (note)."""

    class Act(models.TextChoices):
        RULE = "rule", _("sent by a rule")
        HAND_OVER = "hand_over", _("handed over")
        SEND_BACK = "send_back", _("sent back by its receiver")

    act = models.CharField(max_length=10, choices=Act, default=Act.RULE)
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="routings")
    desk = models.ForeignKey("community.Body", models.PROTECT, related_name="+")
    rule = models.ForeignKey(RoutingRule, models.SET_NULL, null=True, related_name="+")
    reason_en = models.CharField(max_length=600, blank=True)
    reason_zh_hans = models.CharField(max_length=600, blank=True)
    note = models.CharField(max_length=500, blank=True)
    inferred = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        desk_id: int

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            # All that was ever on some desk, by the age of the suggestion.
            models.Index(fields=["desk", "suggestion"], name="routing_by_desk"),
            models.Index(fields=["suggestion", "desk"], name="routing_by_suggestion"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(~Q(reason_en="") & ~Q(reason_zh_hans="")) | ~Q(note=""),
                name="routing_says_why",
                violation_error_message=_("Say why it goes there."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.desk}"

    @property
    def reason(self) -> str:
        """Return why, in the reader's language: the rule's snapshot, or the words of whoever handed it over."""
        return (self.reason_zh_hans if get_language() == "zh-hans" else self.reason_en) or self.note


class Assignment(models.Model):
    """That an officer works on a suggestion, from when until when."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="assignments")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        officer_id: int

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(until__isnull=True),
                name="assignment_one_at_a_time",
                violation_error_message=_("Someone works on this already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="assignment_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.officer}"
