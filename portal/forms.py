"""How every form on the site is drawn: one renderer, so that a field looks and speaks alike everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

# Django's own refusals that people meet most: named here, our catalogue translates them in our tone.
REFUSALS = (gettext_noop("This field is required."), gettext_noop("Enter a valid email address."))
# Django draws each of these with two to four templates for one short tag; a form has dozens.
PLAIN = frozenset(
    f"django/forms/widgets/{name}.html"
    for name in ("checkbox", "checkbox_option", "email", "hidden", "input", "number", "radio_option", "text")
)


class PortalFormRenderer(TemplatesSetting):
    """Draws forms, fields and error summaries with the portal's own components, plain inputs without a template."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """Return a plain input as Django's template would draw it, everything else by its template."""
        widget: Mapping[str, Any] = context.get("widget", {})
        if template_name in PLAIN and not widget.get("wrap_label"):
            return _plain(widget)
        return mark_safe(super().render(template_name, context, request))  # noqa: S308  # a template's


def _plain(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    said = {"value": value, **widget["attrs"]} if value is not None else widget["attrs"]
    attrs = "".join(
        f" {name}" if given is True else f' {name}="{conditional_escape(str(given))}"'
        for name, given in said.items()
        if given is not False
    )
    # Names of attributes are ours, their values are escaped above.
    return format_html('<input type="{}" name="{}"{}>', widget["type"], widget["name"], mark_safe(attrs))  # noqa: S308
