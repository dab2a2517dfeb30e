"""What is typed about notices: the filters of the list, a draft in both languages, the words of the second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from community import concerning, drafting, plain_language, policies, publishing
from community.fields import PartialDate
from community.forms import audience
from community.forms.base import KeyedForm
from community.forms.prose import ProseField, ProseInput, Typed, typed_before
from community.models import Body, Edition, Notice, Topic
from community.models.contact import Language
from community.models.edition import DATED
from community.models.membership import Role
from community.models.source import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django_stubs_ext import StrOrPromise

    from community.models import User
    from community.models.notice import NoticeQuerySet

# field: (label, longest text, rows of the box; one row is an input)
TEXTS = {
    "title": (_("Title"), 200, 1),
    "summary": (_("Summary"), 1000, 3),
    "affects": (_("Who is concerned"), 400, 2),
    "text": (_("Text"), 40000, 14),
    "transition": (_("What counts in the transition"), 1000, 2),
    "penalty": (_("What happens otherwise"), 400, 2),
    "issuing_body_name": (_("Issuing body"), 300, 1),
    "change_note": (_("What changed"), 400, 2),
}
PROSE = [f"text_{code.replace('-', '_')}" for code in Language.values]
_FIELDS: dict[str, tuple[type[forms.CharField], type[forms.Widget]]] = {"text": (ProseField, ProseInput)}
ABOUT = ("topic", "kind", "source_language")
PLAIN = ("document_number", "source_url", "source_kind", "official", "service_url", "significance")


class NoticeFilterForm(forms.Form):
    """Narrows the list of notices. Unknown values are not a filter: the page is absent then."""

    VIEWS = ("now", "soon", "ended")

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Notice.Kind.choices])
    body = forms.ChoiceField(label=_("Published by"), required=False)
    source = forms.ChoiceField(
        label=_("Source"), required=False, choices=[("", _("All sources")), ("official", _("Official sites only"))]
    )
    when = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[(view, view) for view in VIEWS])

    def __init__(self, *args: Any, topics: Iterable[Topic], bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("topic", _("All topics"), [(topic.slug, topic.name) for topic in topics])
        self._choose("body", _("All offices"), [(body.slug, body.full_name) for body in bodies])

    def _choose(self, name: str, everything: object, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [("", everything), *choices]

    def narrow(self, notices: NoticeQuerySet, today: date) -> NoticeQuerySet:
        """Return the notices that were asked for."""
        asked = self.cleaned_data
        columns = {"topic": "topic__slug", "kind": "kind", "body": "body__slug"}
        notices = notices.filter(**{column: asked[name] for name, column in columns.items() if asked[name]})
        if asked["source"]:
            notices = notices.filter(current__official=True)
        views = {"now": notices.in_force, "soon": notices.coming, "ended": notices.ended}
        return views[asked["when"]](today) if asked["when"] else notices

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything but the view by time was asked for."""
        return any(value for name, value in self.cleaned_data.items() if name != "when")


class PartialDateField(forms.CharField):
    """A date as far as it is known: ``2026``, ``2026-05``, ``2026-05-03``, or nothing."""

    def __init__(self, *, end: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=10, required=False, **kwargs)
        self.end = end
        self.widget.attrs |= {"placeholder": "2026-05-03", "autocomplete": "off", "inputmode": "numeric", "class": "short"}

    def to_python(self, value: Any) -> Any:
        """Return the PartialDate."""
        try:
            return PartialDate.parse(super().to_python(value) or "", end=self.end)
        except ValueError:
            raise forms.ValidationError(_("Write a date as 2026-05-03, 2026-05 or 2026, or leave it empty.")) from None

    def run_validators(self, value: Any) -> None:
        """Check the length of what was typed, not of the date."""

    def prepare_value(self, value: Any) -> Any:
        """Return what was typed, or a stored date as it would be typed."""
        return "" if isinstance(value, PartialDate) and value.value is None else str(value or "")


class WebAddressField(forms.URLField):
    """An address on the web, nothing else."""

    default_validators = [URLValidator(schemes=["https", "http"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=600, required=False, assume_scheme="https", **kwargs)


def hints_of(values: Mapping[str, Any]) -> dict[str, list[plain_language.Hint]]:
    """Return what would make the texts of a notice easier to read, by field."""
    dated = any(values.get(name) for name in ("issued", "effective_from", "effective_until"))
    reachable = any(values.get(name) for name in ("source_url", "service_url"))
    found: dict[str, list[plain_language.Hint]] = {}
    for code in Language.values:
        words = {name: _html_of(values, f"{name}_{_column(code)}") for name in ("title", "summary", "text")}
        found[f"summary_{_column(code)}"] = plain_language.of_text(words["summary"], code)
        of_text = plain_language.of_text(words["text"], code)
        found[f"text_{_column(code)}"] = [
            *plain_language.of_notice(list(words.values()), dated=dated, reachable=reachable),
            *of_text,
        ]
    return found


def _html_of(values: Mapping[str, Any], name: str) -> str:
    """Return one text as HTML, whether it is stored, typed in the editor or in a plain box."""
    value = values.get(name) or ""
    if isinstance(value, Typed):
        return value.html
    if name not in PROSE:
        return f"<p>{escape(value)}</p>" if value else ""
    form = values.get(f"{name}-form")
    return Typed(value, form).html if form else str(value)


class NoticeForm(audience.AudienceFields, KeyedForm):
    """A draft. It may be incomplete: what is missing stands in the way only when it is submitted and published."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Notice.Kind.choices,
        help_text=_("Local news is published by a manager of the office, everything else by an alliance admin."),
    )
    body = forms.ModelChoiceField(label=_("Published by"), queryset=Body.objects.none(), empty_label=None)
    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.all(), required=False, empty_label=_("No topic"))
    source_language = forms.ChoiceField(label=_("Written first in"), choices=Language.choices)
    document_number = forms.CharField(label=_("Document number"), max_length=120, required=False)
    issued = PartialDateField(label=_("Issued"))
    effective_from = PartialDateField(label=_("Applies from"))
    effective_until = PartialDateField(label=_("Applies until"), end=True)
    transition_from = PartialDateField(label=_("Transition from"))
    transition_until = PartialDateField(label=_("Transition until"), end=True)
    source_url = WebAddressField(label=_("Address of the source"))
    source_kind = forms.ChoiceField(label=_("Kind of source"), choices=SourceKind.choices, initial=SourceKind.NONE)
    source = PartialDateField(label=_("Date of the source"))
    official = forms.BooleanField(label=_("The source is an official site"), required=False)
    service_url = WebAddressField(label=_("Where to do it online"))
    significance = forms.ChoiceField(
        label=_("How much changes"),
        choices=Edition.Significance.choices,
        help_text=_("A typographic correction needs no note and keeps the date that readers see."),
    )

    seen_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)  # when the draft was written that the page had opened
    before = forms.CharField(required=False, widget=forms.HiddenInput)  # when the page last knew of kept text

    def __init__(
        self, data: Any = None, files: Any = None, *, by: User, edition: Edition | None = None, initial: Any = None
    ) -> None:
        self.by, self.edition = by, edition
        stored: dict[str, Any] = _stored(edition) if edition else {"source_language": Language.CHINESE}
        stored["seen_at"] = edition.written_at.isoformat() if edition else ""
        if edition is None and not policies.is_alliance_admin(by):
            stored["kind"] = Notice.Kind.NEWS  # what an office's editor mostly writes
        if initial:
            stored["official"] = False  # an empty box is not sent
        typed = typed_before(initial or {}, PROSE)
        super().__init__(data, files, initial={**stored, **(initial or {}), **typed})
        for name in TEXTS:
            for language in Language:
                self.fields[f"{name}_{_column(language)}"] = _text_field(name, language)
        for name in PROSE:
            self.fields[name].initial = stored.get(name)
        hints = hints_of(self.data if self.is_bound else self.initial)
        for name, found in hints.items():
            self.fields[name].hints = found  # type: ignore[attr-defined]  # drawn beside the field
        self._drop_what_is_settled()
        bodies = self.fields.get("body")
        if isinstance(bodies, forms.ModelChoiceField):
            bodies.queryset = writable(by)

    def _drop_what_is_settled(self) -> None:
        """Leave out what can't change any more: the office after the first draft, what it is about once published."""
        settled = ["body"] if self.edition else ["significance", "change_note_en", "change_note_zh_hans"]
        if self.edition and self.edition.notice.current_id:
            settled += ABOUT
        elif self.edition:
            settled += ["significance", "change_note_en", "change_note_zh_hans"]
        for name in settled:
            del self.fields[name]

    def see_anew(self, edition: Edition) -> None:
        """Take note of what is saved now: sent again, what was typed takes its place."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen_at"] = edition.written_at.isoformat()
        self.data = data

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the texts as pairs: English beside Chinese."""
        return [(self[f"{name}_en"], self[f"{name}_zh_hans"]) for name in TEXTS if f"{name}_en" in self.fields]

    def about(self) -> list[forms.BoundField]:
        """Return the fields that say what kind of notice it is."""
        return [self[name] for name in ("body", "kind", "topic", "source_language", "significance") if name in self.fields]

    def dates(self) -> list[forms.BoundField]:
        """Return the fields of its time in law."""
        names = ("issued", "effective_from", "effective_until", "document_number", "transition_from", "transition_until")
        return [self[name] for name in names]

    def sources(self) -> list[forms.BoundField]:
        """Return the fields of where it comes from."""
        return [self[name] for name in ("source_url", "source_kind", "source", "official", "service_url")]

    def clean(self) -> dict[str, Any]:
        """Need one title, and an end that is not before the beginning."""
        cleaned = super().clean() or {}
        titles = [f"title_{_column(language)}" for language in Language]
        if not any(cleaned.get(name) for name in titles) and not any(name in self.errors for name in titles):
            self.add_error(titles[0], _("A notice needs a title in one language at least."))
        self._check_span(cleaned, "effective_from", "effective_until", _("What applies can't end before it begins."))
        self._check_span(cleaned, "transition_from", "transition_until", _("A transition can't end before it begins."))
        dated = any(cleaned.get(name) and cleaned[name].value for name in ("transition_from", "transition_until"))
        if dated and not any(cleaned.get(f"transition_{_column(language)}") for language in Language):
            self.add_error("transition_until", _("Say what counts in the transition."))
        return cleaned

    def _check_span(self, cleaned: dict[str, Any], first: str, last: str, refusal: StrOrPromise) -> None:
        begins, ends = cleaned.get(first), cleaned.get(last)
        if begins and ends and begins.value and ends.value and ends.value < begins.value:
            self.add_error(last, refusal)

    def save(self) -> Notice:
        """Begin the notice, or change its draft."""
        cleaned = self.cleaned_data
        content = {name: cleaned[name] for name in (*publishing.WRITTEN, "audience") if name in cleaned}
        if self.edition is None:
            about = {name: cleaned[name] for name in ABOUT}
            return publishing.draft(cleaned["body"], content=content, key=cleaned["key"], by=self.by, **about)
        about = {name: cleaned[name] for name in ABOUT if name in cleaned}
        seen_at = cleaned["seen_at"]
        return drafting.save(self.edition, content=content, about=about, seen_at=seen_at, by=self.by).notice


def writable(person: User) -> Any:
    """Return the bodies a person may write notices for; their own alliance comes first."""
    bodies = Body.objects.active().select_related("parent").order_by("kind", "slug")
    if policies.is_alliance_admin(person):
        return bodies.filter(kind__in=[Body.Kind.ALLIANCE, Body.Kind.DISTRICT, Body.Kind.TOWNSHIP])
    return bodies.filter(pk__in=policies.bodies_with(person, Role.EDITOR, Role.MANAGER))


def _column(language: str) -> str:
    return language.replace("-", "_")


def _stored(edition: Edition) -> dict[str, Any]:
    notice = edition.notice
    words = {f"{name}_{_column(code)}": edition.words(name, code) for name in TEXTS for code in Language.values}
    dates = {name: getattr(edition, name) for name in DATED}
    plain = {name: getattr(edition, name) for name in PLAIN}
    plain |= audience.stored(concerning.audience_of(edition.pk))
    return {**words, **dates, **plain, **{name: getattr(notice, name) for name in ABOUT}}


def _text_field(name: str, language: Language) -> forms.CharField:
    label, longest, rows = TEXTS[name]
    attrs = {"lang": "zh-Hans" if language == Language.CHINESE else "en"}
    field, widget = _FIELDS.get(name, (forms.CharField, forms.TextInput if rows == 1 else forms.Textarea))
    attrs |= {"rows": str(rows)} if rows > 1 else {}
    words = _("%(field)s (%(language)s)") % {"field": label, "language": language.of_text}
    template = "community/desk/_notice_field.html"
    return field(label=words, max_length=longest, required=False, widget=widget(attrs=attrs), template_name=template)  # type: ignore[call-arg]  # Django 5's own
