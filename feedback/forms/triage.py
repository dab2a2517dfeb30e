"""The filters of the desk's list, the names under which those of any list are kept, and to whom work is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback import assigning
from feedback.forms.suggestion import CITY, LANGUAGES, township_choices
from feedback.forms.waiting import ModerationFilterForm, TranslationFilterForm
from feedback.models import Category, SavedFilter, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community.models import User
    from feedback.models.suggestion import SuggestionQuerySet

MOST_SAVED = 20


class TriageFilterForm(forms.Form):
    """What of a queue one wants to see; what makes no sense is ignored."""

    category = forms.ChoiceField(label=_("Category"), required=False)
    township = forms.ChoiceField(label=_("Township"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any kind")), *Suggestion.Kind.choices], required=False)
    language = forms.ChoiceField(label=_("Written in"), choices=[("", _("Any language")), *LANGUAGES], required=False)
    officer = forms.ChoiceField(label=_("Officer"), required=False)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        """Offer categories, townships and the people who work at the same desks."""
        super().__init__(*args, **kwargs)
        self._offer("category", _("All categories"), [(one.slug, one.name) for one in Category.objects.active()])
        self._offer("township", _("All townships"), [*township_choices(), (CITY, _("The whole city"))])
        self._offer("officer", _("Anyone"), [(str(one.pk), str(one)) for one in colleagues])

    def _offer(self, name: str, everything: Any, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the filters that make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, found: SuggestionQuerySet) -> SuggestionQuerySet:
        """Return what of a queue passes the filters."""
        given = self.chosen
        if "category" in given:
            found = found.filter(category__slug=given["category"])
        if "township" in given:
            found = found.filter(body=None) if given["township"] == CITY else found.filter(body__slug=given["township"])
        if "officer" in given:
            found = found.filter(assignments__until=None, assignments__officer=given["officer"])
        if "overdue" in given:
            found = found.filter(due_at__lte=timezone.now(), state__in=Suggestion.OPEN)
        return found.filter(**{name: given[name] for name in ("kind", "language") if name in given})


class SaveFilterForm(forms.Form):
    """The name under which the present filters are kept."""

    page = forms.ChoiceField(widget=forms.HiddenInput, choices=SavedFilter.Page)
    name = forms.CharField(label=_("Keep these filters as"), max_length=40)
    query = forms.CharField(widget=forms.HiddenInput, max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """Keep what is a filter, and nothing of the place in the list."""
        given = self.cleaned_data
        known = {"queue", "shelf", *FILTERS.get(given.get("page", ""), ())}
        given["query"] = urlencode([(name, value) for name, value in parse_qsl(given.get("query", "")) if name in known])
        return given

    def save(self, *, by: User) -> SavedFilter | None:
        """Keep it; the same name again replaces what it stood for. Return nothing when there are enough."""
        given = self.cleaned_data
        mine = SavedFilter.objects.filter(user=by, page=given["page"])
        if mine.count() >= MOST_SAVED and not mine.filter(name=given["name"]).exists():
            return None
        return SavedFilter.objects.update_or_create(
            user=by, page=given["page"], name=given["name"], defaults={"query": given["query"]}
        )[0]


FILTERS = {
    SavedFilter.Page.SUGGESTIONS: TriageFilterForm.base_fields,
    SavedFilter.Page.MODERATION: ModerationFilterForm.base_fields,
    SavedFilter.Page.TRANSLATIONS: TranslationFilterForm.base_fields,
}


class AssignForm(forms.Form):
    """To whom work is given."""

    officer = forms.ChoiceField(label=_("Give to"))

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        """Offer the officers of one's desks."""
        super().__init__(*args, **kwargs)
        self.colleagues = {str(one.pk): one for one in colleagues}
        offered = [(key, str(one)) for key, one in self.colleagues.items()]
        self.fields["officer"].choices = [("", _("Choose an officer")), *offered]  # type: ignore[attr-defined]  # a ChoiceField

    def save(self, suggestions: Iterable[Suggestion], *, by: User, seen: Mapping[str, str]) -> assigning.Given:
        """Give it; return what came of it."""
        return assigning.assign_all(suggestions, to=self.colleagues[self.cleaned_data["officer"]], by=by, seen=seen)
