"""What is offered: one event in both languages, by one body, on one or more dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from community.models import Body, SpokenLanguage
from community.models.contact import Language
from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin, works_here

if TYPE_CHECKING:
    from community.policies import Person as Reader

LARGEST_PARTY = 5
LONGEST_KEPT = 90  # days for which an event may keep what parties answered


class EventQuerySet(models.QuerySet["Event"]):
    """Events as people may see them. `policies.can_view` says the same of one event."""

    def published(self) -> EventQuerySet:
        """Return what everyone may see; a called-off event stays visible, marked as such."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, person: Reader) -> EventQuerySet:
        """Return what is published, and drafts for the team of the body, its district's manager, the alliance admins."""
        if not works_here(person):
            return self.published()
        if is_alliance_admin(person):
            return self.all()
        return self.filter(models.Q(published_at__isnull=False) | models.Q(body__in=bodies_with(person)) | _managed_by(person))

    def organised_by(self, person: Reader) -> EventQuerySet:
        """Return the events of the bodies for which a person organises: what the desk shows them."""
        if is_alliance_admin(person):
            return self.all()
        return self.filter(models.Q(body__in=bodies_with(person, Role.ORGANISER)) | _managed_by(person))

    def for_page(self) -> EventQuerySet:
        """Return the events with everything that their page shows except dates and languages."""
        return self.select_related("body__parent", "place__body__parent", "poster")


def _managed_by(person: Reader) -> models.Q:
    managed = bodies_with(person, Role.MANAGER)
    return models.Q(body__in=managed) | models.Q(body__parent__in=managed) | models.Q(body__parent__parent__in=managed)


class EventManager(models.Manager.from_queryset(EventQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Event(models.Model):  # type: ignore[django-manager-missing]  # of `dates`, whose manager is named
    """Something to come to. Its dates hold the seats; its words are translated; a draft has no publication date."""

    class Kind(models.TextChoices):
        """What sort of event it is; few enough to choose from, wide enough for what the townships really held."""

        CULTURE = "culture", _("culture and arts")
        FESTIVAL = "festival", _("festival")
        FOOD = "food", _("food and tea")
        FAMILY = "family", _("family day")
        SPORT = "sport", _("sport")
        TOUR = "tour", _("tour and visit")
        TALK = "talk", _("talk and forum")
        ADVICE = "advice", _("advice and legal clinic")
        HEALTH = "health", _("health")
        JOBS = "jobs", _("jobs and talent")
        FAIR = "fair", _("fair")
        VOLUNTEERING = "volunteering", _("volunteering and charity")
        MILESTONE = "milestone", _("opening or signing")

    class Booking(models.TextChoices):
        """Whether one registers for a date, for all dates as a course, or as one likes."""

        EACH = "each", _("for each date")
        ALL = "all", _("for all dates together, as a course")
        EITHER = "either", _("for single dates or for all together")

    class Guardian(models.TextChoices):
        """Who may come only together with a grown-up."""

        NOBODY = "nobody", _("everybody may come alone")
        CHILDREN = "children", _("children up to 12 come with an adult")
        MINORS = "minors", _("everyone under 18 comes with an adult")

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("organised by"))
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    bring = models.CharField(_("what to bring"), max_length=300, blank=True)
    access = models.CharField(_("access"), max_length=300, blank=True)
    cost_note = models.CharField(_("cost"), max_length=160, blank=True, help_text=_("Empty means free of charge."))
    place = models.ForeignKey("community.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place"))
    meeting_point = models.CharField(_("meeting point"), max_length=200, blank=True)
    min_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    booking = models.CharField(_("registration"), max_length=6, choices=Booking, default=Booking.EACH)
    largest_party = models.PositiveSmallIntegerField(_("largest party"), default=LARGEST_PARTY)
    guardian = models.CharField(_("children"), max_length=8, choices=Guardian, default=Guardian.CHILDREN)
    lap_infants = models.BooleanField(_("children under two sit on a lap and take no seat"), default=False)
    answers_kept_days = models.PositiveSmallIntegerField(_("days for which answers are kept"), default=14)
    poster = models.ForeignKey("community.File", models.SET_NULL, null=True, blank=True, related_name="+")
    source_language = models.CharField(_("written in"), max_length=10, choices=Language, default=Language.CHINESE)
    key = models.UUIDField(null=True, blank=True, editable=False)  # of the form that began it
    is_demo = models.BooleanField(default=False, help_text=_("Invented for the demo, and shown as such."))
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    one_language_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        help_text=_("Who decided to publish it in one language only."),
    )  # fmt: skip
    one_language_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cancellation_reason = models.CharField(_("reason"), max_length=300, blank=True)

    if TYPE_CHECKING:
        title_en: str | None
        title_zh_hans: str | None
        summary_en: str | None
        summary_zh_hans: str | None
        description_en: str | None
        description_zh_hans: str | None
        bring_en: str | None
        bring_zh_hans: str | None
        access_en: str | None
        access_zh_hans: str | None
        cost_note_en: str | None
        cost_note_zh_hans: str | None
        meeting_point_en: str | None
        meeting_point_zh_hans: str | None
        cancellation_reason_en: str | None
        cancellation_reason_zh_hans: str | None
        body_id: int
        place_id: int | None

    objects: ClassVar[EventManager] = EventManager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes: ClassVar = [models.Index(fields=["body", "published_at"], name="event_by_body")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], name="event_key_once"),
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True) | models.Q(published_at__isnull=False),
                name="event_called_off_was_published",
                violation_error_message=_("Only a published event can be called off."),
            ),
            models.CheckConstraint(
                condition=models.Q(min_age__isnull=True)
                | models.Q(max_age__isnull=True)
                | models.Q(min_age__lte=models.F("max_age")),
                name="event_ages_in_order",
                violation_error_message=_("The lower age stands first."),
            ),
            models.CheckConstraint(
                condition=models.Q(largest_party__gte=1, largest_party__lte=LARGEST_PARTY),
                name="event_party_one_to_five",
                violation_error_message=_("A party has one to five people."),
            ),
            models.CheckConstraint(
                condition=models.Q(answers_kept_days__gte=1, answers_kept_days__lte=LONGEST_KEPT),
                name="event_answers_kept_for_a_time",
                violation_error_message=_("Answers are kept for 1 to 90 days."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    @property
    def is_published(self) -> bool:
        """Tell whether everyone may see it."""
        return self.published_at is not None

    @property
    def is_cancelled(self) -> bool:
        """Tell whether all of it was called off."""
        return self.cancelled_at is not None

    @classmethod
    def label(cls, name: str) -> str:
        """Return what a field is called, for forms and lists of what is missing."""
        field = cls._meta.get_field(name)
        return capfirst(str(getattr(field, "verbose_name", name)))

    def words_in(self, language: str) -> dict[str, str]:
        """Return its words in exactly this language, without any fallback."""
        suffix = language.replace("-", "_")
        return {name: getattr(self, f"{name}_{suffix}") or "" for name in self.TRANSLATED}

    TRANSLATED: ClassVar = ("title", "summary", "description", "bring", "access", "cost_note", "meeting_point")

    def may_have(self, what: str) -> bool:
        """Tell whether there may be "questions", "rules" or "limits": `counting.known` asks at once, so nobody looks in vain."""
        return bool(self.__dict__.get(f"found_{what}", True))

    @property
    def party_sizes(self) -> range:
        """Return how many may come together, for forms."""
        return range(1, self.largest_party + 1)

    @property
    def cost_label(self) -> str:
        """Return what it costs, in words."""
        return self.cost_note or gettext("Free of charge")

    @property
    def ages(self) -> str:
        """Return for which ages it is, in words; "" for everyone."""
        match self.min_age, self.max_age:
            case None, None:
                return ""
            case lower, None:
                return gettext("from %(age)d years on") % {"age": lower}
            case None, upper:
                return gettext("up to %(age)d years") % {"age": upper}
        return gettext("%(lower)d to %(upper)d years") % {"lower": self.min_age, "upper": self.max_age}

    @property
    def shown_in(self) -> str:
        """Return the language in which its title is shown now: the reader's, or the other where theirs is missing."""
        present = get_language() or Language.ENGLISH
        return present if self.words_in(present)["title"] else _other(present)

    @property
    def is_fallback(self) -> bool:
        """Tell whether the reader gets the words of the other language."""
        return self.shown_in != (get_language() or Language.ENGLISH)

    @property
    def spoken(self) -> list[str]:
        """Return the languages it has a title in: its page in another one is a fallback."""
        return [code for code in Language.values if self.words_in(code)["title"]]

    @property
    def other_title(self) -> str:
        """Return the title in the other language, "" where there is none: names are needed in both on the way there."""
        return "" if self.is_fallback else self.words_in(self.other_language)["title"]

    @property
    def other_language(self) -> str:
        """Return the language of `other_title`."""
        return _other(self.shown_in)


def _other(language: str) -> str:
    return Language.ENGLISH if language == Language.CHINESE else Language.CHINESE


class EventLanguage(models.Model):
    """That an event is held, or interpreted, in a language."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="languages")
    code = models.CharField(_("language"), max_length=8, choices=SpokenLanguage.Code)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "code"], name="event_language_once")]

    def __str__(self) -> str:
        return self.get_code_display()
