"""Who comes: one registration holds the seats of one party on one date."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Contact, Language
from events.models.date import EventDate
from events.models.event import LARGEST_PARTY

if TYPE_CHECKING:
    from datetime import datetime

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else: no 0 O, no 1 I L, no U
REFERENCE_LENGTH = 6


def new_reference() -> str:
    """Return a code that people can read out: one of 729 million, not a secret."""
    return "".join(secrets.choice(ALPHABET) for _letter in range(REFERENCE_LENGTH))


class AgeBand(models.TextChoices):
    """How old somebody is, no closer than an organiser needs it."""

    INFANT = "0-1", _("under 2")
    SMALL_CHILD = "2-5", _("2 to 5")
    CHILD = "6-12", _("6 to 12")
    TEEN = "13-17", _("13 to 17")
    ADULT = "18-59", _("18 to 59")
    SENIOR = "60+", _("60 and older")


CHILDREN = frozenset({AgeBand.INFANT, AgeBand.SMALL_CHILD, AgeBand.CHILD})
MINORS = CHILDREN | {AgeBand.TEEN}
GROWN_UP = frozenset({AgeBand.ADULT, AgeBand.SENIOR})


def shown_name(name: str, chinese_name: str) -> str:
    """Return a name in both scripts, as far as they are given."""
    return " ".join(part for part in (name, chinese_name) if part)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations over time."""

    def live(self) -> RegistrationQuerySet:
        """Return those that hold seats; a hold counts until it is freed, also past its time."""
        return self.filter(state__in=Registration.LIVE)

    def lapsed(self, now: datetime) -> RegistrationQuerySet:
        """Return the holds whose time is up, oldest first."""
        return self.filter(state=Registration.State.HELD, expires_at__lte=now).order_by("expires_at", "pk")

    def without_offers(self) -> RegistrationQuerySet:
        """Return those a person has made, without what a waiting list only holds or once held for them."""
        return self.exclude(source=Registration.Source.WAITLIST, confirmed_at__isnull=True)

    def attended(self, contact: Contact) -> RegistrationQuerySet:
        """Return a person's confirmed registrations for dates that have begun."""
        return self.filter(contact=contact, state=Registration.State.CONFIRMED, date__starts_at__lte=timezone.now())

    def of(self, contact: Contact) -> RegistrationQuerySet:
        """Return a person's own registrations."""
        return self.filter(contact=contact)

    def for_listing(self) -> RegistrationQuerySet:
        """Return the registrations with their date, event and place, and the people in them."""
        return self.select_related("date__event__body__parent", "date__event__place", "date__place").prefetch_related("people")


class Registration(models.Model):
    """A party's claim to seats: held until the address is confirmed, then confirmed; ended by cancelling or by time."""

    class State(models.TextChoices):
        HELD = "held", _("held")
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("expired")

    class Source(models.TextChoices):
        ACCOUNT = "account", _("account")
        GUEST = "guest", _("guest, by email")
        DESK = "desk", _("entered by the desk")
        WAITLIST = "waitlist", _("from the waiting list")

    LIVE: ClassVar = (State.HELD, State.CONFIRMED)  # these hold seats

    reference = models.CharField(max_length=REFERENCE_LENGTH, default=new_reference, editable=False)
    date = models.ForeignKey(EventDate, models.PROTECT, related_name="registrations")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)  # of the mails about it
    state = models.CharField(max_length=10, choices=State)
    seats = models.PositiveSmallIntegerField()
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    course = models.UUIDField(null=True, blank=True, editable=False, db_index=True)  # shared by "all dates" taken as one act
    source = models.CharField(max_length=10, choices=Source)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    ticket_version = models.PositiveSmallIntegerField(default=1, editable=False)  # counted up by ticketing.reissue
    version = models.PositiveIntegerField(default=1, editable=False)  # grows with each change of party, answers or holder

    if TYPE_CHECKING:
        date_id: int
        contact_id: int

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [
            # Read each minute by registering.expire_due; all that is settled, the great majority, stays out of it.
            models.Index(fields=["expires_at"], condition=models.Q(state="held"), name="registration_held"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], name="registration_key_once"),
            models.UniqueConstraint(fields=["reference"], name="registration_reference_once"),
            models.UniqueConstraint(
                fields=["date", "contact"],
                condition=models.Q(state__in=["held", "confirmed"]),
                name="registration_one_live",
                violation_error_message=_("This person is registered for this date already."),
            ),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1, seats__lte=LARGEST_PARTY),
                name="registration_one_to_five",
                violation_error_message=_("A party has one to five people."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="held") | models.Q(expires_at__isnull=False),
                name="registration_hold_ends",
                violation_error_message=_("A hold needs an end."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Return the reference as people read it: K7M-4QX."""
        return f"{self.reference[:3]}-{self.reference[3:]}"

    @property
    def is_live(self) -> bool:
        """Tell whether it holds seats."""
        return self.state in self.LIVE

    @property
    def is_held(self) -> bool:
        """Tell whether it waits for its address to be confirmed."""
        return self.state == self.State.HELD

    def is_lapsed(self, now: datetime) -> bool:
        """Tell whether it is a hold whose time is up, freed or not."""
        return self.is_held and self.expires_at is not None and self.expires_at <= now

    @property
    def has_lapsed(self) -> bool:
        """Tell whether it is a hold whose time is up by now, for pages."""
        return self.is_lapsed(timezone.now())

    @property
    def other_dates(self) -> list[EventDate]:
        """Return the other dates that were taken in the same act and are still this party's."""
        if self.course is None:
            return []
        same = Registration.objects.live().filter(course=self.course).exclude(pk=self.pk).select_related("date")
        return [other.date for other in same.order_by("date__starts_at")]

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the seats are this party's."""
        return self.state == self.State.CONFIRMED


class Person(models.Model):
    """One of a party. A name is never required; an age band only helps those who prepare. On a lap one takes no seat."""

    AgeBand = AgeBand

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=120, blank=True)
    chinese_name = models.CharField(_("Chinese name"), max_length=60, blank=True)
    age_band = models.CharField(_("age"), max_length=6, choices=AgeBand, blank=True)
    needs = models.CharField(_("needs"), max_length=300, blank=True)  # emptied together with the answers
    on_lap = models.BooleanField(default=False)
    member = models.ForeignKey("events.Member", models.SET_NULL, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        member_id: int | None

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.shown_name or self.get_age_band_display()

    @property
    def shown_name(self) -> str:
        """Return the name in both scripts, as far as they are given; "" when nobody was named."""
        return shown_name(self.name, self.chinese_name)
