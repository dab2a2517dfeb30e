"""What is typed at the translation desk: which rows to show, a translation, a file that comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community import exchanging, translatables
from community.forms.prose import ProseField, ProseInput, typed_before
from community.models import Translation
from community.models.contact import Language
from community.refusals import PublishingError
from community.surveying import State

if TYPE_CHECKING:
    from community.models import User
    from community.surveying import Row
    from community.translatables import Shelf, Words

TO_DO = (State.MISSING, State.OUTDATED, State.DRAFT, State.MACHINE)


class TranslationFilterForm(forms.Form):
    """Narrows the desk. Unknown values are not a filter: the page is absent then."""

    shelf = forms.ChoiceField(label=_("What"), required=False)
    body = forms.ChoiceField(label=_("Office"), required=False)
    language = forms.ChoiceField(label=_("Into"), required=False, choices=[("", _("Both languages")), *Language.choices])
    whose = forms.ChoiceField(
        label=_("Taken by"), required=False, choices=[("", _("Anyone")), ("mine", _("Me")), ("free", _("Nobody"))]
    )
    state = forms.ChoiceField(
        required=False, widget=forms.HiddenInput, choices=[(state, state) for state in ("all", *State.values)]
    )

    def __init__(self, *args: Any, rows: list[Row], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.by = rows, by
        kinds = {row.shelf.key: row.shelf.label for row in rows}
        offices = {row.body.slug: row.body.full_name for row in rows if row.body}
        self._choose("shelf", _("Everything"), list(kinds.items()))
        self._choose("body", _("All offices"), sorted(offices.items(), key=lambda pair: pair[1]))

    def _choose(self, name: str, everything: object, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [("", everything), *choices]

    def narrow(self) -> list[Row]:
        """Return the rows that were asked for, in whatever state."""
        asked = self.cleaned_data
        found = self.rows
        if asked["shelf"]:
            found = [row for row in found if row.shelf.key == asked["shelf"]]
        if asked["body"]:
            found = [row for row in found if row.body and row.body.slug == asked["body"]]
        if asked["language"]:
            found = [row for row in found if row.language == asked["language"]]
        if asked["whose"] == "mine":
            return [row for row in found if row.claimed_by == self.by]
        return [row for row in found if row.claimed_by is None] if asked["whose"] else found

    def in_state(self, rows: list[Row]) -> list[Row]:
        """Return those in the state that was asked for; without a wish, what there is to do."""
        state = self.cleaned_data["state"]
        if state == "all":
            return rows
        return [row for row in rows if (row.state == state if state else row.state in TO_DO)]

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything but the state was asked for."""
        return any(value for name, value in self.cleaned_data.items() if name != "state")


class TranslationForm(forms.Form):
    """A translation beside its source. It may be incomplete: what is missing stands in the way when it is checked."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        shelf: Shelf,
        source: Words,
        target: Words,
        language: str,
        initial: Any = None,
    ) -> None:
        formatted = [name for name in shelf.formatted if source.get(name, "").strip()]
        typed = typed_before(initial or {}, formatted)
        super().__init__(data, files, initial={**target, **(initial or {}), **typed})
        for each in shelf.fields:
            if source[each.name].strip():
                self.fields[each.name] = _box(each, language, source[each.name], formatted=each.name in formatted)
        for name in formatted:
            self.fields[name].initial = target.get(name, "")

    @property
    def has_prose(self) -> bool:
        """Tell whether one of the texts is formatted, and so wants the editor."""
        return any(isinstance(field, ProseField) for field in self.fields.values())

    def words(self) -> Words:
        """Return what was typed."""
        return {name: self.cleaned_data[name] for name in self.fields}


class ImportForm(forms.Form):
    """A file for translators that comes back."""

    file = forms.FileField(label=_("XLIFF 2 file"), widget=forms.ClearableFileInput(attrs={"accept": ".xlf,.xliff"}))
    kind = forms.ChoiceField(label=_("Translated"), choices=Translation.Kind.choices, initial=Translation.Kind.HUMAN)

    def clean_file(self) -> bytes:
        """Return the bytes, unless there are too many of them to be a text of ours."""
        file = self.cleaned_data["file"]
        if file.size > exchanging.LARGEST:
            raise forms.ValidationError(exchanging.FileTooLarge.message)
        data: bytes = file.read()
        return data


class ArchiveForm(forms.Form):
    """Files for translators that come back together."""

    file = forms.FileField(
        label=_("Archive, or one XLIFF 2 file"), widget=forms.ClearableFileInput(attrs={"accept": ".zip,.xlf,.xliff"})
    )
    kind = forms.ChoiceField(label=_("Translated"), choices=Translation.Kind.choices, initial=Translation.Kind.HUMAN)

    def clean_file(self) -> list[tuple[str, bytes]]:
        """Return the files that came, each with its name."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(exchanging.FileTooLarge.message)
        try:
            return exchanging.unpack(file.name, file.read())
        except PublishingError as refusal:
            raise forms.ValidationError(refusal.message) from None


def _box(each: translatables.Field, language: str, source: str, *, formatted: bool) -> forms.CharField:
    attrs, rows = {"lang": "zh-Hans" if language == Language.CHINESE else "en"}, each.rows_for(source)
    if rows > 1 or formatted:
        attrs["rows"] = str(max(rows, 4))
    widget = ProseInput if formatted else forms.Textarea if rows > 1 else forms.TextInput
    field = ProseField if formatted else forms.CharField
    return field(
        label=capfirst(str(each.label)),
        max_length=each.longest,
        required=False,
        widget=widget(attrs=attrs),
        template_name="community/desk/_notice_field.html",
    )  # type: ignore[call-arg]  # Django 5's own
