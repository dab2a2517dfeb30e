"""What places are asked for by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Body, Place

if TYPE_CHECKING:
    from community.models.place import PlaceQuerySet


class PlaceFilter(forms.Form):
    """Which places: of a township, of a kind. What is not on offer is ignored: an old bookmark still shows a list."""

    township = forms.ChoiceField(label=_("Township"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        townships = Body.objects.townships().order_by("parent__slug", "slug")
        self.fields["township"].choices = [("", _("All nine")), *((one.slug, one.full_name) for one in townships)]  # type: ignore[attr-defined]  # of ChoiceField
        self.fields["kind"].choices = [("", _("All kinds")), *Place.Kind.choices]  # type: ignore[attr-defined]  # of ChoiceField

    def narrow(self, places: PlaceQuerySet) -> PlaceQuerySet:
        """Return those of the places that are asked for."""
        self.is_valid()
        if township := self.cleaned_data.get("township"):
            places = places.filter(body__slug=township)
        if kind := self.cleaned_data.get("kind"):
            places = places.filter(kind=kind)
        return places
