"""Who came: what each phone at a door recorded, one row an act, and what follows from it for each party."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.date import EventDate
from events.models.registration import REFERENCE_LENGTH, Registration

if TYPE_CHECKING:
    from datetime import datetime

CLOCK_MAY_BE_OFF = timedelta(minutes=5)  # by so much a phone's clock differs before anybody is told
CLOCK_MAY_DRIFT = timedelta(minutes=2)  # between the phone's last contact before an act and its sending


class DoorLink(models.Model):
    """That whoever holds a link may let people in to one date within a span of time. The link itself is community's."""

    date = models.ForeignKey(EventDate, models.CASCADE, related_name="door_links")
    label = models.CharField(_("for whom"), max_length=60, blank=True)
    opens_at = models.DateTimeField(_("works from"))
    closes_at = models.DateTimeField(_("works until"))
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        date_id: int

    class Meta:
        verbose_name = _("door link")
        verbose_name_plural = _("door links")
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="door_link_closes_after_it_opens",
                violation_error_message=_("It has to end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or f"#{self.pk}"

    @property
    def is_revoked(self) -> bool:
        """Tell whether the team ended it."""
        return self.revoked_at is not None

    def is_open(self, now: datetime) -> bool:
        """Tell whether people may be let in with it."""
        return not self.is_revoked and self.opens_at <= now < self.closes_at

    @property
    def works_now(self) -> bool:
        """Tell whether it works at this moment, for pages."""
        return self.is_open(timezone.now())

    @property
    def is_over(self) -> bool:
        """Tell whether its time has passed, for pages."""
        return timezone.now() >= self.closes_at


class CheckIn(models.Model):
    """One act at a door, as the phone recorded it. It happened, whether it should have or not: rows are only added."""

    class Kind(models.TextChoices):
        ARRIVAL = "arrival", _("arrival")
        WALK_IN = "walk-in", _("walk-in")
        UNDO = "undo", _("undone")

    class Way(models.TextChoices):
        QR = "qr", _("ticket scanned")
        CODE = "code", _("code typed")
        NAME = "name", _("found by name")
        NONE = "", _("without a ticket")

    nonce = models.UUIDField(unique=True)  # drawn by the phone: sent twice, recorded once
    date = models.ForeignKey(EventDate, models.PROTECT, related_name="check_ins")
    door = models.ForeignKey(DoorLink, models.SET_NULL, null=True, blank=True, related_name="check_ins")
    device = models.CharField(max_length=16)  # drawn by the phone: which one it is, not whose
    kind = models.CharField(max_length=8, choices=Kind)
    way = models.CharField(max_length=4, choices=Way, blank=True)
    registration = models.ForeignKey(Registration, models.PROTECT, null=True, blank=True, related_name="check_ins")
    reference = models.CharField(max_length=REFERENCE_LENGTH, blank=True)  # as shown, also where we know nothing of it
    people = models.PositiveSmallIntegerField(default=0)
    already = models.PositiveSmallIntegerField(default=0)  # how many of the party the phone believed to be inside
    undoes = models.UUIDField(null=True, blank=True)  # the nonce of the act taken back, which may arrive later
    is_genuine = models.BooleanField(null=True)  # whether the ticket's signature holds; unknown without a scan
    was_offline = models.BooleanField(default=False)
    device_at = models.DateTimeField()  # by the phone's own clock
    skew = models.IntegerField(default=0)  # seconds to add to that clock, as the phone knew at the time
    skew_when_sent = models.IntegerField(default=0)  # the same when the act was sent; a difference is an anomaly
    happened_at = models.DateTimeField()  # device_at + skew
    received_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        registration_id: int | None

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering: ClassVar = ["happened_at", "nonce"]
        indexes: ClassVar = [models.Index(fields=["date", "kind"], name="check_in_by_date")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind="undo", undoes__isnull=False) | models.Q(people__gte=1) & ~models.Q(kind="undo"),
                name="check_in_lets_someone_in_or_undoes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}".strip()

    @property
    def code(self) -> str:
        """Return the reference as people read it."""
        return f"{self.reference[:3]}-{self.reference[3:]}" if self.reference else ""

    @property
    def has_odd_clock(self) -> bool:
        """Tell whether the phone's clock was far off, was set in between, or puts the act into the future."""
        return (
            abs(self.skew) > CLOCK_MAY_BE_OFF.total_seconds()
            or abs(self.skew_when_sent - self.skew) > CLOCK_MAY_DRIFT.total_seconds()
            or self.happened_at > self.received_at + CLOCK_MAY_DRIFT
        )


class Attendance(models.Model):
    """How many of a party are inside: follows from its check-ins, counted anew with each, in whatever order they arrive."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="attendance")
    here = models.PositiveSmallIntegerField()
    first_at = models.DateTimeField(null=True, blank=True)  # none where all was taken back

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")

    def __str__(self) -> str:
        return f"{self.registration}: {self.here}"
