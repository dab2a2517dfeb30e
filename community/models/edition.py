"""Editions: the numbered states of a notice's words, each with its dates, its source and who stands behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from community.fields import PartialDateColumns, Precision
from community.models.contact import Language
from community.models.reading import TRANSLATED, Reading
from community.models.source import SourceKind, host
from community.models.standing import Span, Standing

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

OLD = timedelta(days=2 * 365)
DATED = ("issued", "effective_from", "effective_until", "transition_from", "transition_until", "source")


def _known_as_precisely_as_it_is_stored(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{name}_precision": Precision.UNKNOWN, f"{name}_on__isnull": True})
        | (~Q(**{f"{name}_precision": Precision.UNKNOWN}) & Q(**{f"{name}_on__isnull": False})),
        name=f"edition_{name}_unknown_or_dated",
        violation_error_message=_("A date is either known, with its precision, or unknown."),
    )


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions of one notice or of many."""

    def open(self) -> EditionQuerySet:
        """Return what is still being written or waits to be published; one a notice at most."""
        return self.filter(state__in=Edition.OPEN)


class EditionManager(models.Manager.from_queryset(EditionQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Edition(models.Model):
    """One numbered state of a notice. Published words are never changed: the next edition stands beside them."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting to be published")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ARCHIVED = "archived", _("archived")
        GONE = "gone", _("published in error")

    class Significance(models.TextChoices):
        """Decides three things at once: the public note, the public date, the mail."""

        TYPOGRAPHIC = "typographic", _("typographic correction")
        MINOR = "minor", _("minor change")
        MAJOR = "major", _("major change")

    OPEN = (State.DRAFT, State.SUBMITTED, State.SCHEDULED)
    READABLE = (State.PUBLISHED, State.WITHDRAWN, State.ARCHIVED)  # at their address; lists show PUBLISHED only
    STANDING = (State.PUBLISHED, State.WITHDRAWN, State.ARCHIVED, State.GONE)  # until the next edition takes their place

    notice = models.ForeignKey("community.Notice", models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    significance = models.CharField(_("significance"), max_length=12, choices=Significance, default=Significance.MAJOR)

    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    text = models.TextField(_("text"), blank=True)  # HTML as community.prose makes it: a block a line
    affects = models.CharField(_("who is concerned"), max_length=400, blank=True)
    penalty = models.CharField(_("what happens otherwise"), max_length=400, blank=True)
    change_note = models.CharField(_("what changed"), max_length=400, blank=True)
    caution = models.TextField(_("what a careful reader should know"), blank=True)  # inferred, or not seen on the source

    issuing_body = models.ForeignKey("community.Body", models.PROTECT, null=True, blank=True, related_name="+")
    issuing_body_name = models.CharField(_("issuing body"), max_length=300, blank=True)
    document_number = models.CharField(_("document number"), max_length=120, blank=True)

    issued_on = models.DateField(null=True, blank=True)
    issued_precision = models.CharField(max_length=8, choices=Precision, default=Precision.UNKNOWN)
    issued_note = models.CharField(_("note on the date of issue"), max_length=200, blank=True)
    issued = PartialDateColumns()
    effective_from_on = models.DateField(null=True, blank=True)
    effective_from_precision = models.CharField(max_length=8, choices=Precision, default=Precision.UNKNOWN)
    effective_from_note = models.CharField(_("note on the beginning"), max_length=200, blank=True)
    effective_from = PartialDateColumns()
    effective_until_on = models.DateField(null=True, blank=True)  # the last day of its span: the whole of it counts
    effective_until_precision = models.CharField(max_length=8, choices=Precision, default=Precision.UNKNOWN)
    effective_until_note = models.CharField(_("note on the end"), max_length=200, blank=True)
    effective_until = PartialDateColumns()

    transition = models.TextField(_("what counts in the transition"), blank=True)
    transition_from_on = models.DateField(null=True, blank=True)
    transition_from_precision = models.CharField(max_length=8, choices=Precision, default=Precision.UNKNOWN)
    transition_from = PartialDateColumns()
    transition_until_on = models.DateField(null=True, blank=True)
    transition_until_precision = models.CharField(max_length=8, choices=Precision, default=Precision.UNKNOWN)
    transition_until = PartialDateColumns()

    source_url = models.URLField(_("address of the source"), max_length=600, blank=True)
    source_kind = models.CharField(_("kind of source"), max_length=20, choices=SourceKind, default=SourceKind.NONE)
    source_on = models.DateField(null=True, blank=True)
    source_precision = models.CharField(max_length=8, choices=Precision, default=Precision.UNKNOWN)
    source = PartialDateColumns()
    source_checked_on = models.DateField(_("source last checked on"), null=True, blank=True)
    official = models.BooleanField(_("the source is an official site"), default=False)
    service_url = models.URLField(_("where to do it online"), max_length=600, blank=True)

    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_because = models.TextField(blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    public_on = models.DateField(null=True, blank=True)  # the date readers see; typographic corrections do not move it
    imported = models.BooleanField(default=False)  # came with the facts; no person here published it
    publish_at = models.DateTimeField(null=True, blank=True)  # the clock publishes it then, in the name of who scheduled it
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_as = models.CharField(max_length=120, blank=True)  # who decided to publish one language only, as readers see it
    forced_because = models.TextField(blank=True)  # published without a second person, who signs afterwards
    countersigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    countersigned_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)  # withdrawn, archived, or found to be published in error
    ended_because = models.CharField(_("why it was taken back"), max_length=600, blank=True)

    if TYPE_CHECKING:
        notice_id: int
        written_by_id: int | None
        submitted_by_id: int | None
        sent_back_by_id: int | None
        published_by_id: int | None
        scheduled_by_id: int | None
        countersigned_by_id: int | None
        ended_by_id: int | None
        ended_because_en: str | None
        ended_because_zh_hans: str | None
        issuing_body_id: int | None
        title_en: str | None
        title_zh_hans: str | None
        summary_en: str | None
        summary_zh_hans: str | None
        issued_note_en: str | None
        issued_note_zh_hans: str | None
        effective_from_note_en: str | None
        effective_from_note_zh_hans: str | None
        effective_until_note_en: str | None
        effective_until_note_zh_hans: str | None

    objects: ClassVar[EditionManager] = EditionManager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering: ClassVar = ["notice", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(state__in=["draft", "submitted", "scheduled"]),
                name="edition_one_open",
                violation_error_message=_("A new edition of this notice is being written already."),
            ),
            models.UniqueConstraint(
                fields=["notice"], condition=Q(state__in=["published", "withdrawn"]), name="edition_one_current"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "scheduled"]) | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="edition_submitted_by_someone",
                violation_error_message=_("Someone submits an edition, at a time."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "scheduled"])
                | Q(published_at__isnull=False, published_by__isnull=False)
                | Q(published_at__isnull=False, imported=True),
                name="edition_published_by_someone",
                violation_error_message=_("Someone publishes an edition, at a time; only imported ones have no name."),
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True)
                | Q(submitted_by__isnull=True)
                | ~Q(published_by=F("submitted_by"))
                | ~Q(forced_because=""),
                name="edition_published_by_a_second_person",
                violation_error_message=_("Nobody publishes what they submitted."),
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(publish_at__isnull=False, scheduled_by__isnull=False),
                name="edition_scheduled_by_someone",
                violation_error_message=_("Someone schedules an edition, for a time."),
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True)
                | (~Q(forced_because="") & Q(countersigned_at__isnull=False) & ~Q(countersigned_by=F("published_by"))),
                name="edition_countersigned_by_a_second_person",
                violation_error_message=_("Who published without a second person can't be that person."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["withdrawn", "archived", "gone"]) | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="edition_ended_by_someone",
                violation_error_message=_("Someone takes an edition back, at a time."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["withdrawn", "gone"]) | (Q(ended_because_en__gt="") & Q(ended_because_zh_hans__gt="")),
                name="edition_taken_back_with_a_reason",
                violation_error_message=_("What is taken back is explained in both languages."),
            ),
            models.CheckConstraint(
                condition=Q(effective_until_on__isnull=True)
                | Q(effective_from_on__isnull=True)
                | Q(effective_until_on__gte=F("effective_from_on")),
                name="edition_ends_after_it_begins",
                violation_error_message=_("What applies can't end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(transition_until_on__isnull=True)
                | Q(transition_from_on__isnull=True)
                | Q(transition_until_on__gte=F("transition_from_on")),
                name="edition_transition_ends_after_it_begins",
                violation_error_message=_("A transition can't end before it begins."),
            ),
            *(_known_as_precisely_as_it_is_stored(name) for name in DATED),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}/{self.number}"

    def words(self, field: str, language: str) -> str:
        """Return a text in exactly this language, empty where it is missing."""
        return getattr(self, f"{field}_{language.replace('-', '_')}") or ""

    def has_words_in(self, language: str) -> bool:
        """Tell whether all of this edition can be read in a language: title, summary, and whatever another one says."""
        return bool(self.words("title", language) and self.words("summary", language)) and not self.missing_in(language)

    def missing_in(self, language: str) -> list[str]:
        """Return which texts are missing in a language although another one has them."""
        others = [code for code in Language.values if code != language]
        return [
            field for field in TRANSLATED if not self.words(field, language) and any(self.words(field, other) for other in others)
        ]

    @property
    def is_told(self) -> bool:
        """Tell whether readers are told that this edition changed something: corrected typos go unsaid."""
        return self.significance != self.Significance.TYPOGRAPHIC

    @property
    def wants_signature(self) -> bool:
        """Tell whether this was published without a second person, who has not signed yet."""
        return bool(self.forced_because) and self.countersigned_at is None

    @property
    def hands(self) -> set[int]:
        """Return the ids of everyone whose work this is: who wrote on it and who submitted it."""
        written = set(self.writers.values_list("pk", flat=True))
        return written | ({self.submitted_by_id} if self.submitted_by_id else set())

    @property
    def reading(self) -> Reading:
        """Return this edition for the page's language, or as a whole in the other one where it is missing."""
        wanted = translation.get_language() or Language.ENGLISH
        if self.has_words_in(wanted):
            return Reading(self, wanted, is_fallback=False)
        other = next((code for code in Language.values if self.has_words_in(code)), wanted)
        return Reading(self, other, is_fallback=other != wanted)

    @property
    def other_title(self) -> Reading | None:
        """Return the title in the other language, None where there is none."""
        shown = self.reading.language
        other = next((code for code in Language.values if code != shown and self.words("title", code)), None)
        return Reading(self, other, is_fallback=False) if other else None

    @property
    def complete_languages(self) -> list[_StrOrPromise]:
        """Return the names of the languages in which all of this can be read."""
        return [language.label for language in Language if self.has_words_in(language)]

    @property
    def restates(self) -> bool:
        """Tell whether this retells what an office decided elsewhere: then the office's own Chinese text decides."""
        return bool(self.source_url or self.issuing_body_id or any(self.words("issuing_body_name", code) for code in Language))

    @property
    def source_host(self) -> str:
        """Return the site of the source, as readers know it."""
        return host(self.source_url)

    @property
    def span(self) -> Span:
        """Return from when until when it applies, as far as that is known."""
        return Span.of(self.effective_from, self.effective_until)

    @property
    def standing(self) -> Standing:
        """Return how this stands today in law, as far as dates are known; an end counts to its last day."""
        return self.span.standing(timezone.localdate())

    @property
    def in_transition(self) -> bool:
        """Tell whether its transition runs today or is still to come."""
        ended = self.transition_until_on is not None and self.transition_until_on < timezone.localdate()
        return not ended and bool(self.transition_from_on or self.transition_until_on)

    @property
    def source_is_old(self) -> bool:
        """Tell whether the source is more than two years old, so that a reader had better ask."""
        return self.source_on is not None and self.source_on < timezone.localdate() - OLD
