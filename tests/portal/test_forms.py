"""Plain inputs are drawn without Django's templates, and exactly as these would draw them."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html

from portal.forms import PortalFormRenderer

pytestmark = pytest.mark.one_engine
CHOICES = [("a", "A"), ("<b>", "B & C")]


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(attrs={"maxlength": 5, "required": True, "disabled": False, "data-x": '"><script>'}), '<"é&'),
        (forms.TextInput(attrs={"lang": "en"}), None),
        (forms.HiddenInput(), "key"),
        (forms.EmailInput(attrs={"autocomplete": "email"}), ""),
        (forms.NumberInput(), 3),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.RadioSelect(choices=CHOICES), "a"),
        (forms.CheckboxSelectMultiple(choices=CHOICES), ["<b>"]),
    ],
    ids=lambda given: type(given).__name__,
)
def test_an_input_is_what_django_would_draw(widget: forms.Widget, value: Any) -> None:
    ours, theirs = PortalFormRenderer(), TemplatesSetting()
    attrs = {"id": "id_it"}
    assert widget.render("it", value, attrs, ours) == widget.render("it", value, attrs, theirs)
    for mine, other in zip(widget.subwidgets("it", value, attrs), widget.subwidgets("it", value, attrs), strict=True):
        one = {"widget": {**mine, "wrap_label": False}} if isinstance(mine, dict) else {"widget": mine.data}
        two = {"widget": {**other, "wrap_label": False}} if isinstance(other, dict) else {"widget": other.data}
        template = one["widget"]["template_name"]
        assert ours.render(template, one) == theirs.render(template, two)


def test_what_is_typed_stays_text() -> None:
    drawn = forms.TextInput().render("it", format_html("<i>{}</i>", "<b>"), {}, PortalFormRenderer())
    assert drawn == forms.TextInput().render("it", format_html("<i>{}</i>", "<b>"), {}, TemplatesSetting())
    assert "<b>" not in forms.TextInput().render("it", "<b>", {}, PortalFormRenderer())
