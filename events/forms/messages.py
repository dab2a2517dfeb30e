"""What the team writes to a group, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.forms import KeyedForm
from events import messaging
from events.forms.dates import when
from events.models import GroupMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from community.models import User
    from events.models import Event, EventDate

LONGEST = 4000
GROUPS = [(value, capfirst(label)) for value, label in GroupMessage.Group.choices]
WORDS = ("subject_en", "subject_zh_hans", "text_en", "text_zh_hans")


def _text(language: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 8, "lang": language})


class MessageForm(KeyedForm):
    """To whom, and the words: everyone reads them in their own language, so both are needed."""

    group = forms.ChoiceField(label=_("To whom"), choices=GROUPS, initial="confirmed", widget=forms.RadioSelect)
    date = forms.ChoiceField(label=_("Of which date"), required=False)
    subject_en = forms.CharField(label=_("Subject, in English"), max_length=120, widget=forms.TextInput(attrs={"lang": "en"}))
    subject_zh_hans = forms.CharField(
        label=_("Subject, in Chinese"), max_length=120, widget=forms.TextInput(attrs={"lang": "zh-Hans"})
    )
    text_en = forms.CharField(label=_("Text, in English"), max_length=LONGEST, widget=_text("en"))
    text_zh_hans = forms.CharField(label=_("Text, in Chinese"), max_length=LONGEST, widget=_text("zh-Hans"))

    def __init__(self, *args: Any, event: Event, dates: Sequence[EventDate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.dates = event, {date.key: date for date in dates}
        choices = [("", _("All dates")), *((key, when(date)) for key, date in self.dates.items())]
        self.fields["date"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def date_asked(self) -> EventDate | None:
        """Return the one date it is about; none for all."""
        return self.dates.get(self.cleaned_data["date"])

    def people(self) -> dict[int, str]:
        """Return who would get it now, with the language of each."""
        return messaging.group_of(self.event, group=self.cleaned_data["group"], date=self.date_asked)

    def draft(self) -> GroupMessage:
        """Return the message as it would be, for a look at it."""
        said = self.cleaned_data
        return GroupMessage(event=self.event, group=said["group"], date=self.date_asked, **{name: said[name] for name in WORDS})

    def save(self, *, by: User) -> GroupMessage:
        """Send it. Raises SchedulingRefused."""
        said = self.cleaned_data
        words = {name: said[name] for name in WORDS}
        return messaging.write(self.event, group=said["group"], date=self.date_asked, words=words, key=said["key"], by=by)
