"""What keepers of rules and categories type: conditions, contracts, extra questions; each change with a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.models import Body, Place
from community.models.contact import Language
from community.policies import is_alliance_admin
from feedback import ruling
from feedback.forms.desk import BodyChoiceField, desks
from feedback.models import Category, CategoryQuestion, RoutingRule, Suggestion

if TYPE_CHECKING:
    from community.models import User

OPTION_PARTS = 3


class BilingualForm(forms.ModelForm[Any]):
    """A form whose translated fields say in words which language they are for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the languages, and say what an empty choice means."""
        super().__init__(*args, **kwargs)
        for language in Language:
            ending = f"_{language.value.replace('-', '_')}"
            for name in [name for name in self.fields if name.endswith(ending)]:
                column = self._meta.model._meta.get_field(name.removesuffix(ending))
                words = {"field": getattr(column, "verbose_name", name), "language": language.of_text}
                self.fields[name].label = _("%(field)s (%(language)s)") % words
                self.fields[name].widget.attrs["lang"] = "zh-Hans" if language == Language.CHINESE else "en"
        for field in self.fields.values():  # names of columns begin small, and some of these labels are made of them
            field.label = capfirst(field.label)


class WhyForm(BilingualForm):
    """A change that says why."""

    why = forms.CharField(label=_("Why this change"), max_length=ruling.LONGEST_NOTE, help_text=_("Kept with the version."))


class RuleForm(WhyForm):
    """A rule: its conditions, its desk, the words that tell residents why."""

    desk = BodyChoiceField(label=_("desk"), queryset=Body.objects.none(), empty_label=_("Choose an office"))
    area = BodyChoiceField(label=_("area"), queryset=Body.objects.none(), required=False, empty_label=_("anywhere"))

    class Meta:
        model = RoutingRule
        fields = [
            "order", "category", "area", "place", "kind", "answer_code", "answer_value", "days", "from_hour", "until_hour",
            "from_date", "until_date", "desk", "note_en", "note_zh_hans", "inferred", "active",
        ]  # fmt: skip
        widgets = {
            "from_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the bodies that can hold a suggestion, and the areas rules may name."""
        super().__init__(*args, **kwargs)
        areas = Body.objects.active().filter(kind__in=[Body.Kind.DISTRICT, Body.Kind.TOWNSHIP]).select_related("parent")
        self._offer("desk", desks())
        self._offer("area", areas.order_by("kind", "slug"))
        self._offer("category", Category.objects.order_by("position", "slug"), empty=_("any"))
        self._offer("place", Place.objects.filter(published_at__isnull=False).order_by("slug"), empty=_("any"))
        kind = self.fields["kind"]
        if isinstance(kind, forms.TypedChoiceField):
            kind.choices = [("", _("any")), *Suggestion.Kind.choices]

    def _offer(self, name: str, found: Any, *, empty: Any = None) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = found
            field.empty_label = empty or field.empty_label

    @property
    def draft(self) -> RoutingRule:
        """Return the rule as it would be, unsaved."""
        rule: RoutingRule = self.instance
        return rule

    def save_as(self, by: User, *, since: str) -> RoutingRule:
        """Keep it, unless it was changed since it was shown."""
        return ruling.save_rule(self.draft, note=self.cleaned_data["why"], fields=self.changed_data, by=by, since=since)


class CategoryForm(WhyForm):
    """A category's contract."""

    desk = BodyChoiceField(
        label=_("desk where no rule says more"), queryset=Body.objects.none(), required=False, empty_label=_("whoever passes on")
    )
    body = BodyChoiceField(label=_("township"), queryset=Body.objects.none(), required=False, empty_label=_("everywhere"))

    class Meta:
        model = Category
        fields = [
            "body", "slug", "name_en", "name_zh_hans", "description_en", "description_zh_hans", "position", "desk",
            "contact_days", "clock_days", "publicity", "keywords", "active",
        ]  # fmt: skip
        labels = {"slug": _("short name in addresses")}
        widgets = {"keywords": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        """Offer the townships a person keeps categories for; name and township stay once they are given."""
        super().__init__(*args, **kwargs)
        self.by = by
        everywhere = is_alliance_admin(by)
        managed = [held.body_id for held in by.current_memberships if held.role == "manager"]
        townships = Body.objects.townships()
        own = townships.filter(pk__in=managed) | townships.filter(parent__in=managed)
        self.fields["desk"].queryset = desks()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["body"].queryset = townships if everywhere else own  # type: ignore[attr-defined]  # the same
        self.fields["body"].required = not everywhere
        for name in ("name_en", "name_zh_hans"):
            self.fields[name].required = True
        if self.instance.pk:
            del self.fields["slug"], self.fields["body"]

    def save_as(self, by: User, *, asked_anew: bool, since: str) -> Category:
        """Keep it, unless it was changed since it was shown; a change, also of what it asks, makes a new version."""
        changed = [name for name in self.changed_data if name != "why"] + ["questions"] * asked_anew
        return ruling.save_category(self.instance, note=self.cleaned_data["why"], fields=changed, by=by, since=since)


class QuestionForm(BilingualForm):
    """One extra question. Its choices are lines of a key, the English and the Chinese words."""

    choices_text = forms.CharField(
        label=_("choices"),
        required=False,
        help_text=_("One a line: key | English | 中文"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = CategoryQuestion
        fields = ["code", "label_en", "label_zh_hans", "kind", "required", "position", "active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the stored choices as lines."""
        super().__init__(*args, **kwargs)
        self.fields["label_en"].required = self.fields["label_zh_hans"].required = True
        lines = [" | ".join([option["key"], option["en"], option["zh-hans"]]) for option in self.instance.options]
        self.fields["choices_text"].initial = "\n".join(lines)

    def clean_choices_text(self) -> str:
        """Read the lines; a line with other than three parts is refused."""
        text: str = self.cleaned_data["choices_text"]
        rows = [[part.strip() for part in line.split("|")] for line in text.splitlines() if line.strip()]
        if any(len(row) != OPTION_PARTS or not all(row) for row in rows):
            raise forms.ValidationError(_("Write each choice as: key | English | 中文"))
        self.instance.options = [{"key": key, "en": en, "zh-hans": zh} for key, en, zh in rows]
        return text

    def clean(self) -> dict[str, Any]:
        """Ask for choices where there are some to choose from."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") in {"choice", "choices"} and not self.instance.options and "choices_text" not in self.errors:
            self.add_error("choices_text", _("Give at least one choice."))
        return given


QuestionFormSet: Any = forms.inlineformset_factory(Category, CategoryQuestion, form=QuestionForm, extra=1, can_delete=False)
