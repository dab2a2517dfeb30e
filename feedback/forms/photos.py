"""Photos in a form: decoded at once, and kept for half an hour while something else of the form is put right."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from community import filing
from community.filing import Picture
from feedback.attaching import MOST_PHOTOS

if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT_FOR = 30 * 60


class PhotosInput(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PhotosField(forms.FileField):
    """Several pictures, each drawn anew from what it shows."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer phones their pictures, whatever their format; what it is, its bytes say."""
        super().__init__(widget=PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"}), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002  # Django's shape
        """Return the pictures. Every one that is none is named by its number, because a name may tell of a person."""
        uploads = [upload for upload in (data or []) if upload]
        if len(uploads) > MOST_PHOTOS:
            raise forms.ValidationError(_("Four photos at most."), code="too_many")
        pictures, errors = [], []
        for number, upload in enumerate(uploads, start=1):
            try:
                pictures.append(filing.redraw(upload))
            except filing.FileRefused as refusal:
                text = _("Photo %(number)s: %(why)s") % {"number": number, "why": refusal.message}
                errors.append(forms.ValidationError(text, code="no_picture"))
        if errors:
            raise forms.ValidationError(errors)
        return pictures


def keep(pictures: Iterable[Picture]) -> str:
    """Keep pictures for the next sending of the same form; return what its hidden field holds."""
    tokens = []
    for picture in pictures:
        token = uuid.uuid4().hex
        cache.set(f"photo:{token}", tuple(picture), KEPT_FOR)
        tokens.append(token)
    return ",".join(tokens)


def kept(tokens: str) -> list[Picture]:
    """Return the pictures that are still kept; what else stands there is nothing."""
    named = [token for token in tokens.split(",")[:MOST_PHOTOS] if token.isalnum()]
    found = (cache.get(f"photo:{token}") for token in named)
    return [Picture(*one) for one in found if one]
