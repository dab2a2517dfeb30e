"""One occasion of an event: when it is and how many seats it has. The seats are counted here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.event import Event

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Body
    from community.policies import Person as Reader

FEW = 4  # from here on a date is running out: one party may take it all


class EventDateQuerySet(models.QuerySet["EventDate"]):
    """Dates as people may see them, and the two sides of the seat rule."""

    def visible_to(self, person: Reader) -> EventDateQuerySet:
        """Return the dates of the events that a person may see."""
        if not person.is_authenticated:
            return self.filter(event__published_at__isnull=False)
        return self.filter(event__in=Event.objects.visible_to(person))

    def published(self) -> EventDateQuerySet:
        """Return the dates that everyone may see."""
        return self.filter(event__published_at__isnull=False)

    def coming(self, now: datetime) -> EventDateQuerySet:
        """Return the dates that are not over, earliest first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def over(self, now: datetime) -> EventDateQuerySet:
        """Return the dates that are over, latest first."""
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def going_ahead(self) -> EventDateQuerySet:
        """Return the dates that were not called off."""
        return self.filter(cancelled_at__isnull=True)

    def around(self, township: Body) -> EventDateQuerySet:
        """Return what a township organises, and what others hold at a place in it."""
        return self.filter(models.Q(event__body=township) | models.Q(event__place__body=township))

    def for_listing(self) -> EventDateQuerySet:
        """Return the dates with all that ``events/_event_card.html`` shows, in one query.

        ``EventDate.objects.visible_to(user).coming(now).around(body).for_listing()[:4]`` is a township's coming events.
        """
        return self.select_related("event__body__parent", "event__place")

    def take_seats(self, pk: int, seats: int) -> bool:
        """Take seats of a date; False when there are not so many. One conditional UPDATE: two takers can't both win."""
        free = self.filter(pk=pk, cancelled_at__isnull=True, seats_taken__lte=models.F("capacity") - seats)
        return bool(free.update(seats_taken=models.F("seats_taken") + seats))

    def free_seats(self, pk: int, seats: int) -> None:
        """Give seats of a date back. Only `registering.free_seats` calls this."""
        self.filter(pk=pk).update(seats_taken=models.F("seats_taken") - seats)


class EventDateManager(models.Manager.from_queryset(EventDateQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class EventDate(models.Model):
    """When an event takes place, half open: from `starts_at` until just before `ends_at`."""

    class Standing(models.TextChoices):
        """How a date stands for someone who would like to come."""

        OPEN = "open", _("seats left")
        FEW = "few", _("few seats left")
        FULL = "full", _("full")
        CLOSED = "closed", _("registration closed")
        RUNNING = "running", _("on now")
        OVER = "over", _("over")
        CANCELLED = "cancelled", _("called off")

    event = models.ForeignKey(Event, models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(_("seats"))
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True, help_text=_("Empty: when it starts."))
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cancellation_reason = models.CharField(_("reason"), max_length=300, blank=True)

    if TYPE_CHECKING:
        cancellation_reason_en: str | None
        cancellation_reason_zh_hans: str | None
        event_id: int

    objects: ClassVar[EventDateManager] = EventDateManager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["ends_at", "starts_at"], name="event_date_coming")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="event_date_ends_after_it_starts",
                violation_error_message=_("It has to end after it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(seats_taken__gte=0, seats_taken__lte=models.F("capacity")),
                name="event_date_never_oversold",
                violation_error_message=_("More seats are taken than this date would have."),
            ),
            models.CheckConstraint(
                condition=models.Q(capacity__gte=1, capacity__lte=20000),
                name="event_date_has_seats",
                violation_error_message=_("A date has between 1 and 20,000 seats."),
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__isnull=True) | models.Q(closes_at__lte=models.F("starts_at")),
                name="event_date_closes_before_it_starts",
                violation_error_message=_("Registration can't close after the start."),
            ),
            models.UniqueConstraint(
                fields=["event", "starts_at"],
                name="event_date_once",
                violation_error_message=_("This event already has a date that starts then."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    @property
    def key(self) -> str:
        """Return what names this date within its event in an address: its local start."""
        return f"{timezone.localtime(self.starts_at):%Y%m%d-%H%M}"

    @property
    def seats_left(self) -> int:
        """Return how many seats nobody has taken."""
        return max(self.capacity - self.seats_taken, 0)

    @property
    def is_full(self) -> bool:
        """Tell whether no seat is left."""
        return self.seats_taken >= self.capacity

    @property
    def has_begun(self) -> bool:
        """Tell whether it has begun by now, for pages."""
        return self.has_started(timezone.now())

    @property
    def standing(self) -> EventDate.Standing:
        """Return how this date stands at this moment, for lists and pages."""
        return self.standing_at(timezone.now())

    def standing_at(self, now: datetime) -> EventDate.Standing:
        """Return how this date stands."""
        for standing, holds in (
            (self.Standing.CANCELLED, self.is_cancelled),
            (self.Standing.OVER, now >= self.ends_at),
            (self.Standing.RUNNING, now >= self.starts_at),
            (self.Standing.CLOSED, now >= self.last_moment),
            (self.Standing.FULL, self.is_full),
            (self.Standing.FEW, self.seats_left <= FEW),
        ):
            if holds:
                return standing
        return self.Standing.OPEN

    @property
    def is_cancelled(self) -> bool:
        """Tell whether this date was called off."""
        return self.cancelled_at is not None

    @property
    def last_moment(self) -> datetime:
        """Return when registration ends."""
        return self.closes_at or self.starts_at

    def is_open(self, now: datetime) -> bool:
        """Tell whether registration runs, seats or not."""
        return not self.is_cancelled and now < self.last_moment

    def has_started(self, now: datetime) -> bool:
        """Tell whether it has begun."""
        return now >= self.starts_at
