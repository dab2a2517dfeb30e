"""One occasion of an event: when it is and how many seats it has. The seats are counted here and nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.policies import works_here
from events.models.event import Event

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Body, Place
    from community.policies import Person as Reader

FEW = 4  # from here on a date is running out: one party may take it all


class EventDateQuerySet(models.QuerySet["EventDate"]):
    """Dates as people may see them, and the two sides of the seat rule."""

    def visible_to(self, person: Reader) -> EventDateQuerySet:
        """Return the dates of the events that a person may see."""
        if not works_here(person):
            return self.published()
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

    def with_seats(self) -> EventDateQuerySet:
        """Return the dates that still have a seat to register for."""
        return self.filter(drop_in=False, seats_taken__lt=models.F("capacity") - models.F("door_reserve"))

    def for_listing(self) -> EventDateQuerySet:
        """Return the dates with all that ``events/_event_card.html`` shows, in one query.

        ``EventDate.objects.visible_to(user).coming(now).around(body).for_listing()[:4]`` is a township's coming events.
        """
        return self.select_related("event__body__parent", "event__place", "place")

    def take_seats(self, pk: int, seats: int, *, at_door: bool = False, in_line: bool = False) -> bool:
        """Take seats of a date; False when there are not so many. One conditional UPDATE: two takers can't both win.

        What is kept for the door is given out `at_door` only. While parties wait, every other free seat is theirs to be
        offered: only who was `in_line` takes one then.
        """
        offered = models.F("capacity") if at_door else models.F("capacity") - models.F("door_reserve")
        free = self.filter(pk=pk, cancelled_at__isnull=True, seats_taken__lte=offered - seats)
        if not (at_door or in_line):
            free = free.filter(queued_since__isnull=True)
        return bool(free.update(seats_taken=models.F("seats_taken") + seats))

    def free_seats(self, pk: int, seats: int, *, down_to: int | None = None) -> None:
        """Give seats of a date back; with `down_to` they are done away with until no more than that are left.

        Only `freeing` calls this.
        """
        changes: dict[str, Any] = {"seats_taken": models.F("seats_taken") - seats}
        if down_to is not None:
            changes["capacity"] = Greatest(models.F("capacity") - seats, down_to)
        self.filter(pk=pk).update(**changes)


class EventDateManager(models.Manager.from_queryset(EventDateQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class EventDate(models.Model):  # type: ignore[django-manager-missing]  # of what points here
    """When an event takes place, half open: from `starts_at` until just before `ends_at`."""

    class Standing(models.TextChoices):
        """How a date stands for someone who would like to come."""

        OPEN = "open", _("seats left")
        FEW = "few", _("few seats left")
        RESERVED = "reserved", _("all reserved")
        FULL = "full", _("full")
        DROP_IN = "drop_in", _("no registration needed")
        SOON = "soon", _("registration opens later")
        CLOSED = "closed", _("registration closed")
        RUNNING = "running", _("on now")
        OVER = "over", _("over")
        CANCELLED = "cancelled", _("called off")

    class Cause(models.TextChoices):
        """Why a date is called off or moved."""

        TYPHOON = "typhoon", _("typhoon or storm")
        HEAT = "heat", _("heat")
        AIR = "air", _("air quality")
        OTHER = "other", _("another reason")

    event = models.ForeignKey(Event, models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(_("seats"))
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True, help_text=_("Empty: at once."))
    queued_since = models.DateTimeField(null=True, blank=True, editable=False)  # parties wait: free seats are for them
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True, help_text=_("Empty: when it starts."))
    door_reserve = models.PositiveIntegerField(
        _("kept for the door"), default=0, help_text=_("Seats given out on the spot only, to those who come without registering.")
    )
    minimum = models.PositiveIntegerField(_("people needed"), default=0, help_text=_("It takes place from so many people on."))
    decide_at = models.DateTimeField(_("decided by"), null=True, blank=True)
    takes_place_at = models.DateTimeField(null=True, blank=True)  # decided by a person; reaching the minimum needs nobody
    takes_place_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    drop_in = models.BooleanField(_("come without registering"), default=False)
    # What this date has of its own; empty: as the event says.
    place = models.ForeignKey("community.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place"))
    meeting_point = models.CharField(_("meeting point"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    makes_up_for = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="made_up_by")
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of the calendar entry: grows with each change
    freed_at = models.DateTimeField(null=True, blank=True, editable=False)  # when seats last came free
    cancellation_cause = models.CharField(_("cause"), max_length=8, choices=Cause, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cancellation_reason = models.CharField(_("reason"), max_length=300, blank=True)

    if TYPE_CHECKING:
        cancellation_reason_en: str | None
        cancellation_reason_zh_hans: str | None
        meeting_point_en: str | None
        meeting_point_zh_hans: str | None
        note_en: str | None
        note_zh_hans: str | None
        event_id: int
        place_id: int | None

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
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True) | models.Q(opens_at__lte=models.F("starts_at")),
                name="event_date_opens_before_it_starts",
                violation_error_message=_("Registration has to open before the start."),
            ),
            models.CheckConstraint(
                condition=models.Q(door_reserve__lte=models.F("capacity")),
                name="event_date_door_within_capacity",
                violation_error_message=_("More seats would be kept for the door than there are."),
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__lte=models.F("capacity")),
                name="event_date_minimum_within_capacity",
                violation_error_message=_("More people would be needed than there are seats."),
            ),
            # True of every row, on purpose: columns of a partial index are no key to PostgreSQL, so a move, which writes the
            # start, waits for nobody whose foreign key holds the row.
            models.UniqueConstraint(
                fields=["event", "starts_at"],
                condition=models.Q(starts_at__isnull=False),
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
    def offered(self) -> int:
        """Return how many seats one may register for: all but those kept for the door."""
        return self.capacity - self.door_reserve

    @property
    def seats_left(self) -> int:
        """Return how many of the seats on offer nobody has taken."""
        return max(self.offered - self.seats_taken, 0)

    @property
    def is_full(self) -> bool:
        """Tell whether no seat is left to register for."""
        return self.seats_taken >= self.offered

    @property
    def has_line(self) -> bool:
        """Tell whether parties wait for seats of it."""
        return self.queued_since is not None

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
            (self.Standing.DROP_IN, self.drop_in),
            (self.Standing.CLOSED, now >= self.last_moment),
            (self.Standing.SOON, not self.has_opened(now)),
            (self.Standing.FULL, self.is_full),
            (self.Standing.RESERVED, self.has_line),
            (self.Standing.FEW, self.seats_left <= FEW),
        ):
            if holds:
                return standing
        return self.Standing.OPEN

    @property
    def where(self) -> Place | None:
        """Return the place of this date: its own, else the event's."""
        return self.place if self.place_id else self.event.place

    @property
    def meet_at(self) -> str:
        """Return the meeting point: this date's own, else the event's."""
        return self.meeting_point or ("" if self.place_id else self.event.meeting_point)

    @property
    def is_cancelled(self) -> bool:
        """Tell whether this date was called off."""
        return self.cancelled_at is not None

    @property
    def why_cancelled(self) -> str:
        """Return why it was called off: the cause where it says something, then the words."""
        cause = self.get_cancellation_cause_display() if self.cancellation_cause != self.Cause.OTHER else ""
        return ". ".join(capfirst(words) for words in (cause, self.cancellation_reason or "") if words)

    @property
    def lacking(self) -> int:
        """Return how many people are still needed for it to take place; 0 when it takes place anyway."""
        return 0 if self.takes_place_at else max(self.minimum - self.seats_taken, 0)

    def melts_at(self, hours: int) -> datetime:
        """Return when a reserve that ends so many hours before this date is open to everyone."""
        return self.starts_at - timedelta(hours=hours)

    @property
    def last_moment(self) -> datetime:
        """Return when registration ends."""
        return self.closes_at or self.starts_at

    def is_open(self, now: datetime) -> bool:
        """Tell whether registration runs, seats or not."""
        return not self.is_cancelled and not self.drop_in and self.has_opened(now) and now < self.last_moment

    def has_opened(self, now: datetime) -> bool:
        """Tell whether registration has begun."""
        return self.opens_at is None or now >= self.opens_at

    def has_started(self, now: datetime) -> bool:
        """Tell whether it has begun."""
        return now >= self.starts_at
