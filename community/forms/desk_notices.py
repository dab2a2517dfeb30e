"""Which notices the desk lists: by office, kind, language and who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models import Body, Notice, User

if TYPE_CHECKING:
    from community.models.edition import EditionQuerySet

WRITTEN_IN = "written-"
LACKS = "lacks-"


class DeskNoticesForm(forms.Form):
    """Narrows the desk's list. Unknown values are not a filter: the page is absent then."""

    body = forms.ChoiceField(label=_("Office"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Notice.Kind.choices])
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[
            ("", _("All languages")),
            (f"{WRITTEN_IN}en", _("written first in English")),
            (f"{WRITTEN_IN}zh-hans", _("written first in Chinese")),
            (f"{LACKS}en", _("without English title or summary")),
            (f"{LACKS}zh-hans", _("without Chinese title or summary")),
        ],
    )
    author = forms.ChoiceField(label=_("Written by"), required=False)
    state = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: EditionQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(pk__in=kept.order_by().values("notice__body")).select_related("parent")
        authors = User.objects.filter(pk__in=kept.order_by().values("writers")).order_by("email")
        self._choose("body", _("All offices"), sorted(((body.slug, body.full_name) for body in bodies), key=lambda pair: pair[1]))
        self._choose("author", _("Anyone"), [(str(pk), email) for pk, email in authors.values_list("pk", "email")])

    def _choose(self, name: str, everything: object, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [("", everything), *choices]

    def narrow(self, editions: EditionQuerySet) -> EditionQuerySet:
        """Return the editions that were asked for, in whatever state."""
        asked = self.cleaned_data
        if asked["body"]:
            editions = editions.filter(notice__body__slug=asked["body"])
        if asked["kind"]:
            editions = editions.filter(notice__kind=asked["kind"])
        if asked["author"]:
            editions = editions.filter(writers=int(asked["author"]))
        language = asked["language"]
        if language.startswith(WRITTEN_IN):
            return editions.filter(notice__source_language=language.removeprefix(WRITTEN_IN))
        if language.startswith(LACKS):
            column = language.removeprefix(LACKS).replace("-", "_")
            empty = Q()
            for name in (f"title_{column}", f"summary_{column}"):
                empty |= Q(**{name: ""}) | Q(**{f"{name}__isnull": True})
            return editions.filter(empty)
        return editions

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything but the state was asked for."""
        return any(value for name, value in self.cleaned_data.items() if name != "state")
