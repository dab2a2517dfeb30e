"""What is typed to warn everyone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community import warning
from community.forms.base import KeyedForm
from community.models import Banner, Body

HOURS = (1, 3, 6, 12, 24, 48, 72)


class BannerForm(KeyedForm):
    """A warning in both languages, and for how long."""

    township = forms.ModelChoiceField(
        label=_("Where it applies"), queryset=Body.objects.none(), required=False, empty_label=_("All townships")
    )
    text_en = forms.CharField(
        label=_("The warning, in English"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "lang": "en"})
    )
    text_zh_hans = forms.CharField(
        label=_("The warning, in Chinese"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "lang": "zh-Hans"})
    )
    hours = forms.TypedChoiceField(label=_("For how long"), coerce=int, initial=12, help_text=_("Then it goes by itself."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        townships = self.fields["township"]
        if isinstance(townships, forms.ModelChoiceField):
            townships.queryset = Body.objects.active().filter(kind=Body.Kind.TOWNSHIP).select_related("parent")
        lasting = self.fields["hours"]
        if isinstance(lasting, forms.TypedChoiceField):
            lasting.choices = [
                (hours, ngettext_lazy("%(count)d hour", "%(count)d hours", hours) % {"count": hours}) for hours in HOURS
            ]

    def save(self, *, by: Any) -> Banner:
        """Raise the banner."""
        typed = self.cleaned_data
        text = {"en": typed["text_en"], "zh-hans": typed["text_zh_hans"]}
        lasting = timedelta(hours=typed["hours"])
        return warning.warn(text, township=typed["township"], lasting=lasting, key=typed["key"], by=by)
