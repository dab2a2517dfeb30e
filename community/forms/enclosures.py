"""What is typed about the pictures and documents of a notice, and about looking at it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community import enclosing
from community.models.contact import Language

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise

    from community.models import Edition, Enclosure, User

AGAIN = _("Please choose the file again: it could not be kept with the form.")


class PairForm(forms.Form):
    """One thing said in both languages."""

    names: tuple[StrOrPromise, StrOrPromise] = ("", "")
    longest = 300

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, label in zip(Language, self.names, strict=True):
            lang = "zh-Hans" if language == Language.CHINESE else "en"
            widget = forms.TextInput(attrs={"lang": lang})
            self.fields[_column(language)] = forms.CharField(label=label, max_length=self.longest, widget=widget)

    def words(self) -> dict[str, str]:
        """Return what was said, by language."""
        return {code: self.cleaned_data[_column(code)] for code in Language.values}


class UploadForm(PairForm):
    """A file with what is said of it. Files can't be kept with a refused form, so the person is asked to choose again."""

    def clean(self) -> dict[str, Any]:
        """Say that the file has to be chosen again."""
        cleaned = super().clean() or {}
        if self.errors and self.files.get("file") and "file" not in self.errors:
            self.add_error("file", AGAIN)
        return cleaned


class PictureForm(UploadForm):
    """A picture, for the text or for the head of the page."""

    names = (_("What the picture shows, in English"), _("What the picture shows, in Chinese"))
    file = forms.FileField(
        label=_("Picture"), help_text=_("JPEG, PNG or WebP, 8 MB at most."), widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    lead = forms.BooleanField(label=_("Show it at the head of the page"), required=False)
    field_order = ("file", "en", "zh_hans", "lead")

    def save(self, edition: Edition, *, by: User) -> Enclosure:
        """Add it."""
        given = self.cleaned_data
        return enclosing.add_picture(edition, given["file"], alt=self.words(), lead=given["lead"], by=by)


class DocumentForm(UploadForm):
    """A PDF, as the office stamped it."""

    names = (_("Title of the document in English"), _("Title of the document in Chinese"))
    longest = 200
    file = forms.FileField(label=pgettext_lazy("a file", "Document"), widget=forms.FileInput(attrs={"accept": "application/pdf"}))
    field_order = ("file", "en", "zh_hans")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        size = settings.DOCUMENT_MAX_BYTES // (1024 * 1024)
        self.fields["file"].help_text = _("PDF, %(size)s MB at most. It is kept as it is, with its stamp.") % {"size": size}

    def save(self, edition: Edition, *, by: User) -> Enclosure:
        """Add it."""
        return enclosing.add_document(edition, self.cleaned_data["file"], title=self.words(), by=by)


class RewordForm(PairForm):
    """What is said of a file that is there."""

    def __init__(self, *args: Any, enclosure: Enclosure, **kwargs: Any) -> None:
        self.names = (DocumentForm if enclosure.is_document else PictureForm).names
        self.longest = (DocumentForm if enclosure.is_document else PictureForm).longest
        said, name = (enclosure, "title") if enclosure.is_document else (enclosure.file, "alt")
        stored = {_column(code): getattr(said, f"{name}_{_column(code)}") for code in Language.values}
        super().__init__(*args, **{"initial": stored, **kwargs})


class ReviewForm(forms.Form):
    """When a published notice is looked at again."""

    due = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        help_text=_("On that day it comes to the desk of its office. Empty: never."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    looked = forms.BooleanField(label=_("I have just looked at it: it is still right"), required=False)

    def clean_due(self) -> date | None:
        """Need a day that is still to come."""
        due: date | None = self.cleaned_data["due"]
        if due is not None and due <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return due


def _column(language: str) -> str:
    return language.replace("-", "_")
