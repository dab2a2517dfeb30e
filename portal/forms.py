"""How every form on the site is drawn: one renderer, so that a field looks and speaks alike everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_noop, ngettext_lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

# Django's own refusals that people meet most: named here, our catalogue translates them in our tone.
REFUSALS = (
    gettext_noop("This field is required."),
    gettext_noop("This field cannot be blank."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("No file was submitted."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("%(model_name)s with this %(field_label)s already exists."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)
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
