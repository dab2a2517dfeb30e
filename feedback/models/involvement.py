"""Acts between bodies beside handing over: consulting, informing, what reached whom, and closings proposed below."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models.suggestion import Suggestion

if TYPE_CHECKING:
    from datetime import datetime


class Involvement(models.Model):
    """That the holding body consulted another one, or informed it. The desk stays where it is."""

    class Kind(models.TextChoices):
        CONSULT = "consult", _("consulted")
        INFORM = "inform", _("informed")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="involvements")
    kind = models.CharField(max_length=8, choices=Kind)
    body = models.ForeignKey("community.Body", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("community.Body", models.PROTECT, related_name="+", help_text=_("The body that held it then."))
    words = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        body_id: int

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suggestion", "body", "kind"],
                condition=Q(replied_at__isnull=True),
                name="involvement_once_at_a_time",
                violation_error_message=_("This body has been asked or told already."),
            ),
            models.CheckConstraint(
                condition=Q(kind="inform", due_at__isnull=True) | Q(kind="consult", due_at__isnull=False) & ~Q(words=""),
                name="involvement_consults_with_a_question",
                violation_error_message=_("Say what you want to know."),
            ),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True, replied_by__isnull=True, reply="")
                | Q(replied_at__isnull=False, replied_by__isnull=False, kind="consult") & ~Q(reply=""),
                name="involvement_replied_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.get_kind_display()} {self.body}"

    @property
    def waits(self) -> bool:
        """Tell whether a reply is still wanted."""
        return self.kind == self.Kind.CONSULT and self.replied_at is None


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    """Which dispatches."""

    def due(self, now: datetime) -> DispatchQuerySet:
        """Return those to bring now: new ones, and those to try again."""
        return self.filter(state__in=Dispatch.TO_BRING, next_at__lte=now)

    def troubled(self) -> DispatchQuerySet:
        """Return what did not reach its body: failed for good, stuck, or nobody is there."""
        return self.filter(state__in=[Dispatch.State.FAILED, Dispatch.State.STUCK, Dispatch.State.NOBODY])


class Dispatch(models.Model):
    """That a suggestion has to reach one body: each recipient has a state of its own, so that only what failed is tried again."""

    class State(models.TextChoices):
        PENDING = "pending", _("on its way")
        SENT = "sent", _("told")
        SEEN = "seen", _("seen by an officer")
        NOBODY = "nobody", _("nobody there; the level above was told")
        FAILED = "failed", _("could not be delivered")
        STUCK = "stuck", _("told, and nobody looked at it")

    TO_BRING: ClassVar = (State.PENDING, State.NOBODY, State.FAILED)

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="dispatches")
    body = models.ForeignKey("community.Body", models.PROTECT, related_name="+")
    routing = models.OneToOneField("feedback.Routing", models.CASCADE, null=True, blank=True, related_name="dispatch")
    involvement = models.OneToOneField(Involvement, models.CASCADE, null=True, blank=True, related_name="dispatch")
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        body_id: int

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "next_at"], name="dispatch_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(routing__isnull=False, involvement__isnull=True) | Q(routing__isnull=True, involvement__isnull=False),
                name="dispatch_brings_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} → {self.body}: {self.state}"


class Closing(models.Model):
    """That the holding body proposes to close, with outcome and words; another person, or the level above, releases it."""

    class Outcome(models.TextChoices):
        RESOLVED = "resolved", _("resolved")
        PLANNED = "planned", _("planned")
        NOT_POSSIBLE = "not_possible", _("not possible")

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="closings")
    body = models.ForeignKey("community.Body", models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    words = models.CharField(_("why"), max_length=1000)
    language = models.CharField(max_length=12, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    released = models.BooleanField(null=True, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)

    if TYPE_CHECKING:
        proposed_by_id: int

    class Meta:
        ordering: ClassVar = ["proposed_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(decided_at__isnull=True),
                name="closing_one_open",
                violation_error_message=_("A closing has been proposed already."),
            ),
            models.CheckConstraint(
                condition=~Q(released=True) | ~Q(decided_by=F("proposed_by")),
                name="closing_released_by_a_second_person",
                violation_error_message=_("Nobody releases their own proposal."),
            ),
            models.CheckConstraint(
                condition=~Q(released=False) | ~Q(returned_because=""),
                name="closing_returned_with_reason",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(condition=~Q(words=""), name="closing_says_why", violation_error_message=_("Say why.")),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}: {self.outcome}"
