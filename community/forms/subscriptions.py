"""What is typed to follow notices: what, how often, and where to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from community import subscribing
from community.forms.accounts import LANGUAGES
from community.models import Body, Contact, Notice, Subscription, Topic
from community.models.subscription import AUDIENCES, FOLLOWABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import Subscriber, User

RHYTHMS = [
    (Subscription.Rhythm.AT_ONCE, _("At once, each notice in a mail of its own")),
    (Subscription.Rhythm.DAILY, _("Once a day, what came together, at eight in the morning")),
    (Subscription.Rhythm.WEEKLY, _("Once a week, on Monday morning")),
]
GROUPS = [
    (dimension.label, [(key, label) for key, label in AUDIENCES.items() if key.startswith(f"{dimension}:")])
    for dimension, _choices in FOLLOWABLE
]


class SubscribeForm(forms.Form):
    """Asks to follow notices. Who is signed in needs no address: theirs is proven."""

    township = forms.ModelChoiceField(
        Body.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Township"),
        empty_label=_("All townships"),
        help_text=_("You also hear what its district and the whole city decide: it applies there as well."),
    )
    topic = forms.ModelChoiceField(
        Topic.objects.none(), to_field_name="slug", required=False, label=_("Topic"), empty_label=_("All topics")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Notice.Kind.choices])
    audience = forms.ChoiceField(
        label=_("Only what concerns"),
        required=False,
        choices=[("", _("everybody")), *GROUPS],
        help_text=_("Leave it open, and we store nothing about you."),
    )
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=RHYTHMS, initial=Subscription.Rhythm.AT_ONCE, widget=forms.RadioSelect
    )
    email = forms.EmailField(
        label=_("Your email"),
        help_text=_("We ask you by mail first. Every mail has a link that ends it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=pgettext_lazy("of mails", "Language of the mails"), choices=LANGUAGES)

    def __init__(self, data: Any = None, *, by: User | None, initial: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"language": get_language(), **(initial or {})})
        for name, rows in {"township": Body.objects.townships(), "topic": Topic.objects.all()}.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
            field.queryset = rows
        self.by = by
        if by is not None:
            del self.fields["email"], self.fields["language"]

    def save(self) -> Subscription:
        """Ask for it. Raises TooMany."""
        asked = self.cleaned_data
        wish = subscribing.Wish(topic=asked["topic"], township=asked["township"], kind=asked["kind"], audience=asked["audience"])
        if self.by is not None:
            mine = self.by.contact
            return subscribing.ask(wish, contact=mine, rhythm=asked["rhythm"], language=mine.language, proven=True)
        contact = Contact.objects.of(asked["email"], language=asked["language"])
        return subscribing.ask(wish, contact=contact, rhythm=asked["rhythm"], language=asked["language"])


class PreferencesForm(forms.Form):
    """One change on the page of one's subscriptions. What is not one's own is no choice."""

    DEEDS = ("rhythm", "end", "end_all", "language", "feed")

    do = forms.ChoiceField(choices=[(deed, deed) for deed in DEEDS])
    subscription = forms.ModelChoiceField(Subscription.objects.none(), required=False)
    rhythm = forms.ChoiceField(choices=Subscription.Rhythm.choices, required=False)
    language = forms.ChoiceField(choices=LANGUAGES, required=False)

    def __init__(self, data: Any = None, *, subscriber: Subscriber) -> None:
        super().__init__(data)
        self.subscriber = subscriber
        field = self.fields["subscription"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        field.queryset = subscriber.subscriptions.all()

    def clean(self) -> dict[str, Any]:
        """Need what the deed is about."""
        cleaned = super().clean() or {}
        about = {"rhythm": ("subscription", "rhythm"), "end": ("subscription",), "language": ("language",)}
        if any(not cleaned.get(name) for name in about.get(cleaned.get("do", ""), ())):
            raise forms.ValidationError(_("This can't be done now."))
        return cleaned

    def save(self) -> None:
        """Do it."""
        done = self.cleaned_data
        deeds: dict[str, Callable[[], object]] = {
            "rhythm": lambda: subscribing.change_rhythm(done["subscription"], rhythm=done["rhythm"]),
            "end": lambda: subscribing.end(done["subscription"]),
            "end_all": lambda: subscribing.end_all(self.subscriber),
            "language": lambda: subscribing.change_language(self.subscriber, language=done["language"]),
            "feed": lambda: subscribing.change_feed_address(self.subscriber),
        }
        deeds[done["do"]]()
