"""Who waits for seats: a party's place in the line, every time it was passed over, every offer and its one answer.

An offer holds real seats: it owns a held registration, so the seats count where all others are counted.
"""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.contact import Contact, Language
from events.models.date import EventDate
from events.models.event import LARGEST_PARTY, Event
from events.models.registration import AgeBand, Registration

if TYPE_CHECKING:
    from datetime import datetime

MOST_SKIPS = 10


def new_lot() -> int:
    """Return what decides between two who joined in the same instant."""
    return secrets.randbelow(2**31)


class WaitlistRule(models.Model):
    """How an event's freed seats are offered; printed on its page. An event without a row has the defaults."""

    class Policy(models.TextChoices):
        STRICT = "strict", _("strictly in order")
        BOUNDED = "bounded", _("in order, a party may be passed over a few times")
        PARTIAL = "partial", _("in order, part of a party's seats may be offered")

    event = models.OneToOneField(Event, models.CASCADE, related_name="waitlist_rule")
    policy = models.CharField(_("when the next party does not fit"), max_length=8, choices=Policy, default=Policy.BOUNDED)
    skips = models.PositiveSmallIntegerField(
        _("how often a party may be passed over"),
        default=3,
        help_text=_("After that, free seats are saved up for it."),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(skips__gte=1, skips__lte=MOST_SKIPS),
                name="waitlist_rule_bounded",
                violation_error_message=_("Between 1 and 10."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_policy_display()


class WaitlistEntryQuerySet(models.QuerySet["WaitlistEntry"]):
    """Parties in line."""

    def live(self) -> WaitlistEntryQuerySet:
        """Return those who still hope, also the ones whose address is not confirmed yet."""
        return self.filter(state__in=WaitlistEntry.LIVE)

    def in_line(self) -> WaitlistEntryQuerySet:
        """Return those who wait now, first come first, each with how often it was passed over in its present place."""
        waiting = self.filter(state=WaitlistEntry.State.WAITING)
        passed = Count("skips", filter=Q(skips__at__gte=F("placed_at"), skips__reason__in=Skip.COUNTED))
        return waiting.annotate(times_passed=passed).order_by("queued_at", "lot", "pk")

    def of(self, contact: Contact) -> WaitlistEntryQuerySet:
        """Return a person's own places in line."""
        return self.filter(contact=contact)

    def for_listing(self) -> WaitlistEntryQuerySet:
        """Return the entries with all that a page shows of their date."""
        return self.select_related("date__event__body__parent", "date__event__place", "contact")


class WaitlistEntry(models.Model):
    """A party in line for one date. `queued_at` is its rank; whoever missed an offer goes to the end once."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("waits for the address to be confirmed")
        WAITING = "waiting", _("waiting")
        OFFERED = "offered", _("seats offered")
        SEATED = "seated", _("got seats")
        LEFT = "left", _("left the list")
        LAPSED = "lapsed", _("did not answer")
        CLOSED = "closed", _("the list closed")

    LIVE: ClassVar = (State.UNCONFIRMED, State.WAITING, State.OFFERED)

    date = models.ForeignKey(EventDate, models.PROTECT, related_name="waitlist")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)
    state = models.CharField(max_length=12, choices=State)
    seats = models.PositiveSmallIntegerField(_("seats"))
    least = models.PositiveSmallIntegerField(_("fewest seats that help"))
    ages = models.CharField(max_length=40, blank=True)  # age bands of the party, where the event asks; see `age_bands`
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    joined_at = models.DateTimeField(default=timezone.now)
    placed_at = models.DateTimeField(default=timezone.now)  # when it took its present place
    queued_at = models.DateTimeField(default=timezone.now)  # its rank: later than `placed_at` after missed events
    # Equal times are told apart by lot: an id says who is older on the site, which is no merit.
    lot = models.PositiveIntegerField(default=new_lot)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    tops_up = models.ForeignKey(Registration, models.SET_NULL, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        date_id: int
        contact_id: int
        tops_up_id: int | None

    objects = WaitlistEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in the waiting list")
        verbose_name_plural = _("places in the waiting list")
        ordering: ClassVar = ["queued_at", "lot", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["date", "queued_at", "lot"], condition=Q(state="waiting"), name="waitlist_in_line"),
            models.Index(fields=["seats", "state"], condition=Q(ended_at__isnull=False), name="waitlist_experience"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], name="waitlist_key_once"),
            models.UniqueConstraint(
                fields=["date", "contact"],
                condition=Q(state__in=["unconfirmed", "waiting", "offered"]),
                name="waitlist_one_live",
                violation_error_message=_("This person waits for this date already."),
            ),
            models.CheckConstraint(
                condition=Q(least__gte=1, least__lte=F("seats"), seats__lte=LARGEST_PARTY),
                name="waitlist_one_to_five",
                violation_error_message=_("A party has one to five people."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "waiting", "offered"], ended_at__isnull=True)
                | Q(state__in=["seated", "left", "lapsed", "closed"], ended_at__isnull=False),
                name="waitlist_ends_when_it_ended",
                violation_error_message=_("What has ended has a time at which it did."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.seats}"

    @property
    def is_live(self) -> bool:
        """Tell whether the party still hopes."""
        return self.state in self.LIVE

    @property
    def is_waiting(self) -> bool:
        """Tell whether the party stands in line now."""
        return self.state == self.State.WAITING

    @property
    def age_bands(self) -> list[str]:
        """Return the age band of each of the party, those of adults first; nothing where nobody was asked."""
        return self.ages.split(",") if self.ages else []

    @property
    def ages_shown(self) -> str:
        """Return the ages of the party in words, "" where nobody was asked."""
        return ", ".join(str(AgeBand(band).label) for band in self.age_bands if band)

    def ages_without(self, seats: int) -> str:
        """Return what `ages` is once so many of them have seats: they get them in this order."""
        return ",".join(self.age_bands[seats:])

    @property
    def passed_over(self) -> int:
        """Return how often it was passed over in its present place; `in_line` has counted it."""
        return int(self.times_passed)  # type: ignore[attr-defined]  # annotated

    @property
    def open_offer(self) -> Offer | None:
        """Return the offer that waits for an answer, if there is one."""
        return self.offers.filter(answer__isnull=True).order_by("-made_at").first()

    def is_lapsed(self, now: datetime) -> bool:
        """Tell whether a guest's time to confirm is up."""
        return self.state == self.State.UNCONFIRMED and self.expires_at is not None and self.expires_at <= now


class Offer(models.Model):
    """Seats held for one party of the line until a moment; its registration takes part in every count of seats."""

    entry = models.ForeignKey(WaitlistEntry, models.CASCADE, related_name="offers")
    registration = models.OneToOneField(Registration, models.PROTECT, related_name="offer")
    seats = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    if TYPE_CHECKING:
        entry_id: int
        registration_id: int

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="offer_ends_after_it_began",
                violation_error_message=_("An offer needs time to answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}, {self.seats}"

    @property
    def is_partial(self) -> bool:
        """Tell whether it is fewer seats than the party asked for."""
        return self.seats < self.entry.seats

    @property
    def rest(self) -> int:
        """Return how many seats the party still lacks after it."""
        return self.entry.seats - self.seats

    @property
    def outcome(self) -> str:
        """Return what became of it, "" while it waits."""
        found = OfferAnswer.objects.filter(offer=self).first()
        return found.kind if found else ""


class OfferAnswer(models.Model):
    """What became of an offer. One row an offer and never a second: an offer that was used can't come back to life."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("not answered in time")
        WITHDRAWN = "withdrawn", _("withdrawn, the date was called off")

    offer = models.OneToOneField(Offer, models.CASCADE, primary_key=True, related_name="answer")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to an offer")
        verbose_name_plural = _("answers to offers")

    def __str__(self) -> str:
        return self.get_kind_display()


class Skip(models.Model):
    """That a party was passed over for one behind it, and why. The party reads it on its own page."""

    class Reason(models.TextChoices):
        TOO_LARGE = "too_large", _("fewer seats were free than the party needs")
        LATE = "late", _("the date was near, and saved seats went to a party they were enough for")
        LIMIT = "limit", _("a limit of this date left no room for the party, though seats were free")
        RULE = "rule", _("the event's rules did not let the party register at that time")

    COUNTED: ClassVar = ("too_large", "late")  # towards the promise; a limit or a rule is nobody's turn

    entry = models.ForeignKey(WaitlistEntry, models.CASCADE, related_name="skips")
    offer = models.ForeignKey(Offer, models.CASCADE, null=True, related_name="passed_over")  # none: a party got its rest
    reason = models.CharField(max_length=10, choices=Reason)
    free = models.PositiveSmallIntegerField()  # seats that were free then
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("passing over")
        verbose_name_plural = _("passings over")
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "offer"], name="skip_once_per_offer")]

    def __str__(self) -> str:
        return self.get_reason_display()
