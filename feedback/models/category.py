"""What a suggestion is about: a contract that says who handles it, by when, what is asked and who may read it; versioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from community.models import Body

SIMPLE, COMPLEX = 5, 15  # working days, as Shanghai's 12345 promises them
LONGEST_PROMISE = 60


class CategoryQuerySet(models.QuerySet["Category"]):
    """Which categories."""

    def active(self) -> CategoryQuerySet:
        """Return the categories a resident may choose, in the order of the form."""
        return self.filter(active=True).order_by("position", "slug")

    def offered_in(self, township: Body | None) -> CategoryQuerySet:
        """Return those a resident of this township may choose: everyone's, and the township's own."""
        return self.active().filter(Q(body=None) | Q(body=township)) if township else self.active().filter(body=None)


class CategoryManager(models.Manager.from_queryset(CategoryQuerySet)):  # type: ignore[misc]  # a dynamic base, Django's own way
    """Named, because modeltranslation swaps manager classes and the type checker then needs an annotation below."""


class Category(models.Model):  # type: ignore[django-manager-missing]  # modeltranslation swaps its questions' manager
    """A category residents choose. Its history is kept; `version` counts the changes of what it promises."""

    class Publicity(models.TextChoices):
        CHOICE = "choice", _("its writer decides")
        NEVER = "never", _("always private")

    slug = models.SlugField(max_length=40, unique=True)
    body = models.ForeignKey(
        "community.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("township"),
        help_text=_("Empty: offered everywhere. Otherwise this township's own."),
    )
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("what belongs here"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the form"), default=100)
    active = models.BooleanField(_("offered"), default=True)
    version = models.PositiveIntegerField(default=1)
    desk = models.ForeignKey(
        "community.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("desk where no rule says more"),
    )
    contact_days = models.PositiveSmallIntegerField(
        _("first contact within"), default=1, validators=[MinValueValidator(1)], help_text=_("Working days.")
    )
    clock_days = models.PositiveSmallIntegerField(
        _("answered within"),
        default=SIMPLE,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_PROMISE)],
        help_text=_("Working days: 5 for simple matters, 15 for those that several offices work on."),
    )
    publicity = models.CharField(_("who may read it"), max_length=8, choices=Publicity, default=Publicity.CHOICE)
    keywords = models.TextField(
        _("words that point here"), blank=True, help_text=_("One a line, in any language. They give a hint and decide nothing.")
    )

    if TYPE_CHECKING:
        name_en: str
        name_zh_hans: str
        description_en: str
        description_zh_hans: str
        body_id: int | None
        desk_id: int | None

    objects: ClassVar[CategoryManager] = CategoryManager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering: ClassVar = ["position", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(clock_days__gte=1, clock_days__lte=LONGEST_PROMISE, contact_days__gte=1),
                name="category_promises_working_days",
                violation_error_message=_("Promise between 1 and 60 working days."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> list[str]:
        """Return the words that point here, lower case."""
        return [word.strip().lower() for word in self.keywords.splitlines() if word.strip()]


class CategoryQuestionQuerySet(models.QuerySet["CategoryQuestion"]):
    """Which questions."""

    def asked(self) -> CategoryQuestionQuerySet:
        """Return those that are asked today, in their order."""
        return self.filter(active=True).order_by("position", "pk")


class CategoryQuestionManager(models.Manager.from_queryset(CategoryQuestionQuerySet)):  # type: ignore[misc]  # the same
    """Named for the same reason."""


class CategoryQuestion(models.Model):
    """One extra question that a category asks. The reply stands under its code in `Suggestion.details`."""

    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("reply", "text")
        NUMBER = "number", _("number")
        DATE = "date", pgettext_lazy("reply", "date")
        CHOICE = "choice", _("one of several")
        CHOICES = "choices", _("some of several")

    category = models.ForeignKey(Category, models.CASCADE, related_name="questions")
    code = models.SlugField(_("code"), max_length=40)
    label = models.CharField(pgettext_lazy("category", "question"), max_length=200)
    kind = models.CharField(_("kind of reply"), max_length=8, choices=Kind, default=Kind.TEXT)
    required = models.BooleanField(_("must be answered"), default=False)
    active = models.BooleanField(_("asked"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    # [{"key": "day", "en": "By day", "zh-hans": "白天"}, …]
    options = models.JSONField(default=list, blank=True)

    if TYPE_CHECKING:
        label_en: str
        label_zh_hans: str
        category_id: int

    objects: ClassVar[CategoryQuestionManager] = CategoryQuestionManager()

    class Meta:
        verbose_name = _("extra question")
        verbose_name_plural = _("extra questions")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["category", "code"],
                name="category_question_once_per_code",
                violation_error_message=_("This category has a question with this code already."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the replies to choose from, in the reader's language."""
        return [(option["key"], _worded(option)) for option in self.options]

    def worded(self, value: Any) -> str:
        """Return a stored reply as the reader would say it."""
        names = dict(self.choices)
        given = value if isinstance(value, list) else [value]
        return ", ".join(names.get(str(one), str(one)) for one in given)


def _worded(option: dict[str, str]) -> str:
    return option.get(get_language() or "en") or option.get("en") or option.get("zh-hans") or option["key"]
