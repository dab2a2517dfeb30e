"""How every form on the site is drawn: one renderer, so that a field looks and speaks alike everywhere."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class PortalFormRenderer(TemplatesSetting):
    """Draws forms, fields and error summaries with the portal's own components."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
