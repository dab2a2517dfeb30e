"""How every form on the site is drawn: one renderer, so that a field looks and speaks alike everywhere."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_noop

# Django's own refusals that people meet most: named here, our catalogue translates them in our tone.
REFUSALS = (gettext_noop("This field is required."), gettext_noop("Enter a valid email address."))


class PortalFormRenderer(TemplatesSetting):
    """Draws forms, fields and error summaries with the portal's own components."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
