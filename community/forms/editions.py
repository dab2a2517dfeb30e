"""What is typed where an edition takes its next step: reasons, a time, the name behind a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import policies, superseding
from community.models import Notice
from community.models.contact import Language

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import User


class SendBackForm(forms.Form):
    """Why a submitted edition goes back."""

    because = forms.CharField(label=_("What must be put right"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class PublishForm(forms.Form):
    """The second person's act. Where a language is missing, who decided to publish without it is named to readers."""

    decided_as = forms.CharField(
        label=_("Name and office of the person who decides to publish in one language"),
        max_length=120,
        help_text=_("Readers see it: for example “Li Wei, Alliance office”."),
    )

    def __init__(self, *args: Any, complete: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if complete:
            del self.fields["decided_as"]


class ScheduleForm(PublishForm):
    """When the clock shall publish it."""

    at = forms.DateTimeField(
        label=_("Publish on"),
        help_text=_("Shanghai time."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "short"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ("at", "decided_as")

    def clean_at(self) -> datetime:
        """Need a time that is still to come."""
        at: datetime = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError(_("Choose a time that is still to come."))
        return at


class ForceForm(PublishForm):
    """Why breaking news can't wait for a second person."""

    because = forms.CharField(
        label=_("Why it can't wait for a second person"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("because", "decided_as")


class TakeBackForm(forms.Form):
    """Why readers are told that it no longer counts, in both languages."""

    because_en = forms.CharField(
        label=_("The reason, in English"), max_length=600, widget=forms.Textarea(attrs={"rows": 2, "lang": "en"})
    )
    because_zh_hans = forms.CharField(
        label=_("The reason, in Chinese"), max_length=600, widget=forms.Textarea(attrs={"rows": 2, "lang": "zh-Hans"})
    )

    def reasons(self) -> dict[str, str]:
        """Return the reason by language."""
        return {code: self.cleaned_data[f"because_{code.replace('-', '_')}"] for code in Language.values}


class NoticeField(forms.ModelChoiceField[Notice]):
    """A notice by its title and office."""

    def label_from_instance(self, obj: Notice) -> str:
        """Return the title as far as it can be read, and whose notice it is."""
        title = obj.current.reading.title if obj.current else obj.slug
        return f"{title} ({obj.body.full_name})"


class SupersedeForm(forms.Form):
    """Whose place a notice takes: only notices that the same person may publish."""

    earlier = NoticeField(label=_("Takes the place of"), queryset=Notice.objects.none(), empty_label=_("Choose a notice"))
    partly = forms.BooleanField(
        label=_("Only in part"), required=False, help_text=_("The earlier notice goes on to apply in everything else.")
    )

    def __init__(self, *args: Any, later: Notice, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.later = later
        known = Notice.objects.kept_by(by).readable().exclude(pk=later.pk).select_related("body__parent", "current")
        if not policies.can_publish_policy(by):
            known = known.filter(kind=Notice.Kind.NEWS)  # of their own offices; a team's notices are all theirs to publish or not
        earlier = self.fields["earlier"]
        assert isinstance(earlier, NoticeField)  # noqa: S101  # declared above
        earlier.queryset = known.order_by("slug")

    def save(self, *, by: User) -> None:
        """Say it."""
        said = self.cleaned_data
        superseding.supersede(said["earlier"], with_=self.later, partly=said["partly"], by=by)
