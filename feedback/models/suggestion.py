"""The tracked item: what a resident wrote, in the resident's own words, and where it stands."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community import policies as floor
from community.models import Body, Contact
from community.models.contact import Language
from community.models.membership import Role
from feedback import masking

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from community.policies import Person
    from feedback.models.answer import Answer
    from feedback.models.api import ReportedUpdate
    from feedback.models.clock import Clock
    from feedback.models.provenance import Provenance
    from feedback.models.public import PublicWords

HANDLERS = (Role.OFFICER, Role.MANAGER, Role.MODERATOR, Role.TRANSLATOR, Role.EDITOR)
HEADLINE_LENGTH = 90
# Groups of Suggestion.State as the indexes below spell them; Meta can't see the names of its model.
ARRIVED_STATES = ("routed", "seen", "reopened")
IN_HAND_STATES = ("in_progress", "asked", "waiting", "forwarded", "closing")
OPEN_STATES = ("received", *ARRIVED_STATES, *IN_HAND_STATES, "reopen_asked")
CONCLUDED_STATES = ("answered", "planned", "resolved", "not_possible")
SENTENCE_END = re.compile(r"[.?!…](?=\s)|[。？！](?=.)")


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Which suggestions, and for whom."""

    def visible_to(self, person: Person) -> SuggestionQuerySet:
        """Return what is public, what the person wrote, and what is or was on a desk of theirs (policies.can_view agrees).

        A district's officers and managers see what went to its departments and townships as well. Who moderates sees
        what is to be public in the townships they moderate.
        """
        if floor.is_alliance_admin(person):
            return self.all()
        public = Q(public_state=Suggestion.Publicity.RELEASED)
        if not person.is_authenticated:
            return self.filter(public)
        own = Q(contact__user=person)
        if not person.current_memberships:
            return self.filter(public | own)
        return self.filter(public | own | _worked_on_by(person)).distinct()

    def worked_on_by(self, person: Person) -> SuggestionQuerySet:
        """Return what the desk shows a person: what is or was theirs by their roles, never imported history."""
        found = self.counted()
        if floor.is_alliance_admin(person):
            return found
        if not person.is_authenticated or not person.current_memberships:
            return found.none()
        return found.filter(_worked_on_by(person)).distinct()

    def to_moderate(self, person: Person) -> SuggestionQuerySet:
        """Return what a person moderates: public, hidden or awaiting it (policies.can_moderate agrees)."""
        found = self.counted().exclude(public_state=Suggestion.Publicity.PRIVATE)
        if not person.is_authenticated:
            return found.none()
        found = found.exclude(contact__isnull=False, contact__in=Contact.objects.filter(user=person).values("pk"))
        if floor.is_alliance_admin(person):
            return found
        moderated, managed = floor.bodies_with(person, Role.MODERATOR, Role.MANAGER), floor.bodies_with(person, Role.MANAGER)
        return found.filter(Q(body__in=moderated) | Q(body__parent__in=managed) | Q(body__parent__parent__in=managed))

    def counted(self) -> SuggestionQuerySet:
        """Return what may be counted in any rate: never imported history."""
        return self.filter(imported=False)

    def public(self) -> SuggestionQuerySet:
        """Return what residents made public and a moderator released, newest first, without imported history."""
        return self.counted().filter(public_state=Suggestion.Publicity.RELEASED).order_by("-created_at", "-pk")

    def answered(self) -> SuggestionQuerySet:
        """Return those to which an office has released an answer."""
        return self.filter(answers__released_at__isnull=False).distinct()

    def unanswered(self) -> SuggestionQuerySet:
        """Return those without any released answer."""
        return self.exclude(answers__released_at__isnull=False)

    def history(self) -> SuggestionQuerySet:
        """Return the imported history, the most recent concern first."""
        return self.filter(imported=True).order_by(models.F("provenance__year").desc(nulls_last=True), "-pk")

    def in_township(self, body: Body) -> SuggestionQuerySet:
        """Return those about one township."""
        return self.filter(body=body)

    def for_listing(self) -> SuggestionQuerySet:
        """Load what a card shows, in this one query."""
        return self.select_related("body__parent", "category", "desk__parent", "public_words", "provenance")


class Suggestion(models.Model):
    """One thing a resident told us. `text` is kept byte for byte; what the public reads is a copy (PublicWords)."""

    class Kind(models.TextChoices):
        SUGGESTION = "suggestion", _("suggestion")
        QUESTION = "question", _("question")
        HELP = "help", _("help")
        COMPLAINT = "complaint", _("complaint")

    class State(models.TextChoices):
        """Which moves there are, and whose, stands in states.py."""

        RECEIVED = "received", _("received")
        ROUTED = "routed", _("routed")
        SEEN = "seen", _("seen")
        IN_PROGRESS = "in_progress", _("in progress")
        ASKED = "asked", _("waiting for its writer")
        WAITING = "waiting", _("waiting for something else")
        FORWARDED = "forwarded", _("forwarded")
        CLOSING = "closing", _("closing proposed")
        ANSWERED = "answered", _("answered")
        PLANNED = "planned", _("planned")
        RESOLVED = "resolved", _("resolved")
        NOT_POSSIBLE = "not_possible", _("not possible")
        DUPLICATE = "duplicate", _("duplicate")
        WITHDRAWN = "withdrawn", _("withdrawn by its writer")
        REOPEN_ASKED = "reopen_asked", _("reopening asked for")
        REOPENED = "reopened", _("reopened")
        IMPORTED = "imported", _("from earlier sources")

    class Publicity(models.TextChoices):
        PRIVATE = "private", _("private")
        AWAITING = "awaiting", _("awaits a moderator")
        RELEASED = "released", _("public")
        HIDDEN = "hidden", _("hidden")

    # An office still owes a step; an office has said its word; nothing follows.
    OPEN: ClassVar = (
        State.RECEIVED, State.ROUTED, State.SEEN, State.IN_PROGRESS, State.ASKED, State.WAITING, State.FORWARDED,
        State.CLOSING, State.REOPEN_ASKED, State.REOPENED,
    )  # fmt: skip
    ARRIVED: ClassVar = (State.ROUTED, State.SEEN, State.REOPENED)  # on a desk, in nobody's hands
    IN_HAND: ClassVar = (State.IN_PROGRESS, State.ASKED, State.WAITING, State.FORWARDED, State.CLOSING)
    CONCLUDED: ClassVar = (State.ANSWERED, State.PLANNED, State.RESOLVED, State.NOT_POSSIBLE)
    ENDED: ClassVar = (State.DUPLICATE, State.WITHDRAWN, State.IMPORTED)

    reference = models.CharField(max_length=60, unique=True)
    key = models.UUIDField(
        unique=True, default=uuid.uuid4, help_text=_("One per form drawn: the same form makes one suggestion.")
    )
    contact = models.ForeignKey("community.Contact", models.SET_NULL, null=True, blank=True, related_name="+")
    body = models.ForeignKey("community.Body", models.PROTECT, null=True, blank=True, related_name="+")
    category = models.ForeignKey("feedback.Category", models.PROTECT, related_name="suggestions")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField()
    language = models.CharField(max_length=12)
    language_confidence = models.FloatField(null=True, blank=True, help_text=_("Of the guess; empty: the writer said it."))
    answer_language = models.CharField(max_length=10, choices=Language)
    details = models.JSONField(default=dict, blank=True, help_text=_("Replies to the category's extra questions, by code."))
    place = models.ForeignKey("community.Place", models.SET_NULL, null=True, blank=True, related_name="+")
    latitude = models.FloatField(null=True, blank=True)  # WGS-84
    longitude = models.FloatField(null=True, blank=True)
    category_version = models.PositiveIntegerField(default=1, help_text=_("Of the contract it was sent under."))
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    bounces = models.PositiveSmallIntegerField(default=0, help_text=_("How often a receiver sent it back."))
    due_at = models.DateTimeField(null=True, blank=True, help_text=_("Of the clock that runs out first; see Clock."))
    desk = models.ForeignKey("community.Body", models.PROTECT, null=True, blank=True, related_name="+")
    public_wish = models.BooleanField(default=False)
    public_state = models.CharField(max_length=10, choices=Publicity, default=Publicity.PRIVATE)
    imported = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False, help_text=_("Invented for the demo, and shown as such."))
    created_at = models.DateTimeField(default=timezone.now)

    if TYPE_CHECKING:
        body_id: int | None
        desk_id: int | None
        category_id: int
        place_id: int | None
        public_words: PublicWords
        provenance: Provenance
        reported_updates: RelatedManager[ReportedUpdate]
        clocks: RelatedManager[Clock]

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            # The desks' queues (desk/queues.py), a page at a time: of one desk, and of many or all.
            models.Index(fields=["desk", "state", "created_at"], name="suggestion_queue"),
            models.Index(fields=["desk", "id"], name="suggestion_by_desk"),
            models.Index(fields=["desk", "id"], condition=Q(state__in=ARRIVED_STATES), name="suggestion_arrived"),
            models.Index(fields=["id", "desk"], condition=Q(state__in=ARRIVED_STATES), name="suggestion_arrived_any"),
            models.Index(fields=["desk", "id"], condition=Q(state__in=IN_HAND_STATES), name="suggestion_in_hand"),
            models.Index(fields=["id", "desk"], condition=Q(state__in=IN_HAND_STATES), name="suggestion_in_hand_any"),
            models.Index(fields=["due_at", "id", "desk"], condition=Q(state__in=OPEN_STATES), name="suggestion_due"),
            models.Index(fields=["id", "desk"], condition=Q(bounces__gt=0), name="suggestion_bounced"),
            # What waits for a moderator, told by the index alone.
            models.Index(
                fields=["created_at", "id", "contact", "body"],
                condition=Q(public_state="awaiting", imported=False),
                name="suggestion_awaiting",
            ),
            models.Index(fields=["id", "desk"], condition=Q(state__in=CONCLUDED_STATES), name="suggestion_concluded"),
            # The public list and a township's page.
            models.Index(fields=["public_state", "body", "-created_at"], name="suggestion_public"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(imported=True) | Q(public_wish=True) | Q(public_state="private"),
                name="suggestion_public_only_by_wish",
                violation_error_message=_("Only what its writer agreed to make public can become public."),
            ),
            models.CheckConstraint(
                condition=Q(imported=False) & ~Q(state="imported")
                | Q(imported=True, state="imported", contact__isnull=True, public_wish=False),
                name="suggestion_history_has_no_writer",
                violation_error_message=_("Imported history has no writer and no state of its own."),
            ),
            models.CheckConstraint(
                condition=Q(imported=True) | Q(desk__isnull=False),
                name="suggestion_never_without_desk",
                violation_error_message=_("Every suggestion is on a desk."),
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(public_state="private"),
                name="suggestion_withdrawn_is_private",
                violation_error_message=_("What was withdrawn is not public."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(30.6, 32.0), longitude__range=(120.8, 122.3)),
                name="suggestion_point_whole_and_in_shanghai",
                violation_error_message=_("This point is not in Shanghai."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="suggestion_says_something",
                violation_error_message=_("Write something first."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def headline(self) -> str:
        """Return the first words in the writer's own language, with what is personal hidden."""
        return opening(self.masked_text)[0]

    @cached_property
    def masked_text(self) -> str:
        """Return the words with what is personal hidden: all that anyone but the writer sees without a reason."""
        return masking.mask(self.text, language=self.language)

    @property
    def is_masked(self) -> bool:
        """Tell whether something personal is hidden."""
        return self.masked_text != self.text

    @property
    def is_public(self) -> bool:
        """Tell whether everyone may read its public words."""
        return self.public_state == self.Publicity.RELEASED

    @property
    def is_open(self) -> bool:
        """Tell whether someone still has to do something."""
        return self.state in self.OPEN

    @property
    def is_concluded(self) -> bool:
        """Tell whether an office has said its word."""
        return self.state in self.CONCLUDED

    @property
    def stamp(self) -> str:
        """Return what a page is drawn with, so that an act from a page that is out of date is noticed: its last change."""
        return str(max((change.pk for change in self.changes.all()), default=0))

    @property
    def is_in_site_language(self) -> bool:
        """Tell whether it was written in a language that the site speaks."""
        return self.language in Language.values

    @property
    def released_answer(self) -> Answer | None:
        """Return the latest released answer; reads what was prefetched."""
        released = [answer for answer in self.answers.all() if answer.released_at]
        return max(released, key=lambda answer: answer.released_at or answer.drafted_at, default=None)


class Counter(models.Model):
    """The last number given in a year under a prefix. A number once taken is never given again; gaps are fine."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prefix", "year"], name="counter_once_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:04d}"


def opening(text: str) -> tuple[str, str]:
    """Return a text's first sentence, or as many whole words as fit a headline, and what comes after."""
    words = " ".join(text.split())
    end = SENTENCE_END.search(words)
    if end and end.end() <= HEADLINE_LENGTH:
        return words[: end.end()], words[end.end() :].strip()
    if len(words) <= HEADLINE_LENGTH:
        return words, ""
    cut = words.rfind(" ", 0, HEADLINE_LENGTH)
    cut = cut if cut > HEADLINE_LENGTH // 2 else HEADLINE_LENGTH  # scripts without spaces are cut anywhere
    return f"{words[:cut]} …", f"… {words[cut:].strip()}"


def _worked_on_by(person: Person) -> Q:
    """Return what a person's roles open; the mirror of policies._works_on."""
    own = floor.bodies_with(person, *HANDLERS)
    above = district_ids(person)
    found = Q(routings__desk__in=own) | Q(involvements__body__in=own)
    if above:
        found |= Q(routings__desk__parent__in=above) | Q(involvements__body__parent__in=above)
    moderated, managed = floor.bodies_with(person, Role.MODERATOR, Role.MANAGER), floor.bodies_with(person, Role.MANAGER)
    to_be_public = ~Q(public_state=Suggestion.Publicity.PRIVATE)
    return found | to_be_public & (Q(body__in=moderated) | Q(body__parent__in=managed))


def district_ids(person: Person) -> set[int]:
    """Return the districts for which a person is officer or manager."""
    if not person.is_authenticated:
        return set()
    return {
        held.body_id
        for held in person.current_memberships
        if held.body.kind == Body.Kind.DISTRICT and held.role in {Role.OFFICER, Role.MANAGER}
    }
