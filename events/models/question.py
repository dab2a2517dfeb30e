"""What an event asks a party besides who comes: questions, their options with places of their own, and the answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.date import EventDate
from events.models.event import Event
from events.models.registration import Registration

if TYPE_CHECKING:
    import datetime as dt


def gone_on(date: EventDate) -> dt.date:
    """Return the day by which all that a party said besides its seats is erased."""
    return timezone.localdate(date.ends_at) + timedelta(days=date.event.answers_kept_days)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions in the order in which they are asked."""

    def asked_by(self, event: Event) -> QuestionQuerySet:
        """Return what an event's form asks now, with the options. A retired question keeps its answers, asked no more."""
        there = self.filter(event=event, retired_at__isnull=True).order_by("order", "pk")
        return there.select_related("only_if").prefetch_related("options")


class QuestionManager(models.Manager.from_queryset(QuestionQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Question(models.Model):  # type: ignore[django-manager-missing]  # of `options`, whose manager is translated
    """One thing the form asks, and what for. Only the organisers read the answers, until the date the form states."""

    class Kind(models.TextChoices):
        """How one answers."""

        TEXT = "text", _("a short text")
        CHOICE = "choice", _("one of several options")
        SEVERAL = "several", _("any of several options")

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("how one answers"), max_length=8, choices=Kind, default=Kind.TEXT)
    text = models.CharField(pgettext_lazy("form", "question"), max_length=200)
    purpose = models.CharField(_("what the answer is used for"), max_length=200)
    required = models.BooleanField(_("an answer is needed"), default=False)
    only_if = models.ForeignKey(
        "events.Option", models.SET_NULL, null=True, blank=True, related_name="leads_to", verbose_name=_("only asked after")
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        text_en: str | None
        text_zh_hans: str | None
        purpose_en: str | None
        purpose_zh_hans: str | None
        event_id: int
        only_if_id: int | None

    objects: ClassVar[QuestionManager] = QuestionManager()

    class Meta:
        verbose_name = pgettext_lazy("form", "question")
        verbose_name_plural = _("questions")
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def has_options(self) -> bool:
        """Tell whether one answers by choosing."""
        return self.kind != self.Kind.TEXT


class OptionManager(models.Manager["Option"]):
    """Named for the same reason."""


class Option(models.Model):  # type: ignore[django-manager-missing]  # of `leads_to`, whose manager is named
    """One answer to choose. It may have places of its own at each date: a station in a kitchen, a table at a fair."""

    class Takes(models.TextChoices):
        """What one choice uses up."""

        PARTY = "party", _("one place for the whole party")
        PERSON = "person", _("one place for each seat")

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    label = models.CharField(_("option"), max_length=120)
    places = models.PositiveSmallIntegerField(_("places at each date"), null=True, blank=True)
    takes = models.CharField(_("a choice takes"), max_length=6, choices=Takes, default=Takes.PARTY)

    if TYPE_CHECKING:
        label_en: str | None
        label_zh_hans: str | None
        question_id: int

    objects: ClassVar[OptionManager] = OptionManager()

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.label

    def places_for(self, seats: int) -> int:
        """Return how many places a party of so many seats takes by choosing this; 0 where places are not counted."""
        if self.places is None:
            return 0
        return seats if self.takes == self.Takes.PERSON else 1


class OptionPlacesQuerySet(models.QuerySet["OptionPlaces"]):
    """The two sides of an option's places, as `EventDateQuerySet` has them for seats."""

    def take(self, option: Option, on: EventDate, places: int) -> bool:
        """Take places of an option at a date; False when there are not so many. One conditional UPDATE decides."""
        row = OptionPlaces(option=option, date=on, places=option.places or 0)
        self.bulk_create([row], ignore_conflicts=True)
        free = self.filter(option=option, date=on, taken__lte=models.F("places") - places)
        return bool(free.update(taken=models.F("taken") + places))

    def free_places(self, option: Option, on: EventDate, places: int) -> None:
        """Give places of an option back."""
        self.filter(option=option, date=on).update(taken=models.F("taken") - places)


class OptionPlaces(models.Model):
    """How many places of an option are taken at one date; a row exists from the first choice on."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="+")
    date = models.ForeignKey(EventDate, models.CASCADE, related_name="+")
    places = models.PositiveSmallIntegerField()  # as the option says; here too, so that one row decides alone
    taken = models.PositiveSmallIntegerField(default=0)

    objects = OptionPlacesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "option places"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["option", "date"], name="option_places_once"),
            models.CheckConstraint(
                condition=models.Q(taken__gte=0, taken__lte=models.F("places")),
                name="option_places_never_oversold",
                violation_error_message=_("More places are taken than this option would have."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.taken}/{self.places}"

    @property
    def left(self) -> int:
        """Return how many places nobody has taken."""
        return max(self.places - self.taken, 0)


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers over time."""

    def due(self, today: dt.date) -> AnswerQuerySet:
        """Return the answers whose day has come: the form said they are gone by then."""
        return self.filter(purge_on__lte=today)


class Answer(models.Model):
    """What a party said to one question: a text or an option. It is erased on the day the form stated."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    option = models.ForeignKey(Option, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=500, blank=True)
    places = models.PositiveSmallIntegerField(default=0)  # of the option, taken by this party
    purge_on = models.DateField(db_index=True)
    given_at = models.DateTimeField(default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    if TYPE_CHECKING:
        question_id: int
        option_id: int | None

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["registration", "question", "option"], name="answer_option_once"),
            models.UniqueConstraint(
                fields=["registration", "question"], condition=models.Q(option__isnull=True), name="answer_text_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.option)
