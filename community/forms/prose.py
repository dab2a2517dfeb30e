"""The field of a formatted text: HTML from the editor, or Markdown where there are no scripts. Its value is the clean text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from community import prose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

REFUSALS: dict[str, StrOrPromise] = {
    "script": _("The text holds something that runs (%(what)s). Take it out; nothing was saved."),
    "link": _("This link can't be used: %(what)s. Links begin with https://, http://, mailto: or tel:."),
    "picture": _("This picture stands on another site: %(what)s. Add it to the pictures of this notice instead."),
}


class Typed(str):
    """What was typed, and in which form: ``html`` by the editor, ``markdown`` without it."""

    __slots__ = ("form",)
    form: str

    def __new__(cls, words: str, form: str) -> Self:
        """Keep the form beside the words."""
        made = super().__new__(cls, words)
        made.form = form
        return made

    @property
    def html(self) -> str:
        """Return the clean text of what was typed."""
        return prose.clean(self) if self.form == "html" else prose.from_markdown(self)

    @property
    def faults(self) -> list[prose.Fault]:
        """Return what of it can't be taken in."""
        return prose.faults(self) if self.form == "html" else prose.faults_of_markdown(self)


class ProseInput(forms.Textarea):
    """A box for Markdown that the editor takes over where scripts run: it reads the HTML beside it, and sends HTML."""

    template_name = "community/desk/prose_input.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return what was typed, with its form."""
        words = super().value_from_datadict(data, files, name)
        return None if words is None else Typed(words, "html" if data.get(f"{name}-form") == "html" else "markdown")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the text in both forms."""
        context: dict[str, Any] = super().get_context(name, "", attrs)
        html = value.html if isinstance(value, Typed) else value or ""
        as_typed = isinstance(value, Typed) and value.form == "markdown"
        context["widget"] |= {"html": prose.editable(html), "markdown": value if as_typed else prose.to_markdown(html)}
        return context


class ProseField(forms.CharField):
    """A formatted text. What must not be taken in is refused by name; the rest is made plain."""

    widget = ProseInput

    def to_python(self, value: Any) -> str:
        """Return the clean text."""
        if not isinstance(value, Typed):
            return prose.clean(super().to_python(value) or "")
        if faults := value.faults:
            raise forms.ValidationError(REFUSALS[faults[0].kind], params={"what": faults[0].what})
        if value.form == "markdown" and isinstance(self.initial, str) and self.is_as_shown(value, self.initial):
            return self.initial  # the box can't show all that the text holds: untouched, it stays what it was
        return value.html

    @staticmethod
    def is_as_shown(typed: str, stored: str) -> bool:
        """Tell whether a box was sent as it was drawn."""
        return typed.split() == prose.to_markdown(stored).split()

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the texts, not their forms."""
        return (data.html if isinstance(data, Typed) else data or "") != (initial or "")


def typed_before(initial: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    """Return what the language switch hands on, with the form in which each text was typed."""
    forms_of = {name: initial.get(f"{name}-form") for name in names}
    return {name: Typed(initial[name], "html" if forms_of[name] == "html" else "markdown") for name in names if name in initial}
