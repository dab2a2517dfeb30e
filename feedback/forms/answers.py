"""What staff type to answer: an answer, a snippet, one answer for many, a reply that came by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import Body
from community.models.contact import Language
from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin
from feedback import answering, batching, detecting, phrasing
from feedback.forms.desk import LONGEST_ANSWER, BodyChoiceField
from feedback.models import Category, Snippet, Suggestion

if TYPE_CHECKING:
    from django.http import QueryDict

    from community.models import User
    from feedback.models import Answer

CHECKED_FROM = 12  # letters: shorter texts may well be a name


class InOneLanguage(forms.Form):
    """A text of the office and its language, which are checked against each other."""

    language = forms.ChoiceField(
        label=_("Language of the answer"),
        choices=Language,
        widget=forms.RadioSelect(attrs={"class": "choices-row"}),
    )
    text = forms.CharField(label=_("Answer"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 7}))
    sure = forms.BooleanField(label=_("The language is right as chosen"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask again where the text looks like the other language of the site."""
        given = super().clean() or {}
        text, language = given.get("text", ""), given.get("language", "")
        if language and not given.get("sure") and len(text) >= CHECKED_FROM:
            found = detecting.detect(text)
            if found.language in Language.values and found.confidence > 0 and found.language != language:
                self.add_error("language", _("The text looks like the other language. Choose that one, or say that it is right."))
        return given

    @property
    def doubts(self) -> bool:
        """Tell whether the page should offer to insist."""
        return self.is_bound and "language" in self.errors and bool(self.data.get("language"))


class AnswerForm(InOneLanguage):
    """The answer, in one of the site's languages; `edition` tells what was there when the page was drawn."""

    edition = forms.CharField(required=False, widget=forms.HiddenInput)
    snippet = forms.ModelChoiceField(
        label=_("Put in a snippet"), queryset=Snippet.objects.none(), required=False, empty_label=_("Choose a snippet")
    )

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        """Offer the snippets that fit."""
        super().__init__(*args, **kwargs)
        self.suggestion = suggestion
        self.fields["snippet"].queryset = Snippet.objects.for_suggestion(suggestion)  # type: ignore[attr-defined]  # ModelChoiceField

    @classmethod
    def with_snippet(cls, typed: QueryDict, *, suggestion: Suggestion) -> AnswerForm:
        """Return the form with what was typed so far and the chosen snippet beneath; nothing is stored."""
        chosen = Snippet.objects.for_suggestion(suggestion).filter(pk=_number(typed.get("snippet", ""))).first()
        language = typed.get("language") or suggestion.answer_language
        words = chosen.words(language) if chosen else ""
        text = "\n\n".join(part for part in (typed.get("text", "").strip(), words) if part)
        kept = {"language": language, "text": text, "edition": typed.get("edition", "")}
        return cls(initial=kept, suggestion=suggestion)

    def save(self, *, by: User, submit: bool) -> Answer:
        """Keep the draft, and submit it where that was the button."""
        given = self.cleaned_data
        made = answering.draft(self.suggestion, text=given["text"], language=given["language"], by=by, edition=given["edition"])
        return answering.submit(made, by=by) if submit else made

    def take_edition(self, edition: str) -> None:
        """Go on from what is there now: whoever has compared may keep one's own text."""
        self.data = {**self.data, "edition": edition}


class PasteForm(InOneLanguage):
    """A reply of another office that came by mail."""

    text = forms.CharField(label=_("The reply, as it came"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 9}))
    came_from = forms.CharField(label=_("From which office"), max_length=200)
    came_on = forms.DateField(label=_("Received on"), widget=forms.DateInput(attrs={"type": "date"}))
    edition = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("came_from", "came_on", "language", "text")

    def clean_came_on(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["came_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_text(self) -> str:
        """Leave out what mail programs quote beneath a reply."""
        text = without_quotes(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(_("There is nothing but quoted lines here."))
        return text

    def save(self, suggestion: Suggestion, *, by: User) -> Answer:
        """Enter it as the answer and submit it, in one act."""
        given = self.cleaned_data
        return batching.paste(
            suggestion,
            text=given["text"],
            language=given["language"],
            came_from=given["came_from"],
            came_on=given["came_on"],
            edition=given["edition"],
            by=by,
        )


class BulkAnswerForm(InOneLanguage):
    """One answer for several."""

    chosen = forms.ModelMultipleChoiceField(
        label=_("Suggestions"), queryset=Suggestion.objects.none(), to_field_name="reference", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        """Offer what the officer may answer now."""
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = among  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def save(self, *, by: User) -> list[batching.Outcome]:
        """Answer all that were chosen."""
        given = self.cleaned_data
        return batching.answer_many(given["chosen"], text=given["text"], language=given["language"], by=by)


class SnippetForm(forms.ModelForm[Snippet]):
    """A piece of an answer, in both languages."""

    body = BodyChoiceField(label=_("whose it is"), queryset=Body.objects.none(), required=False)

    class Meta:
        model = Snippet
        fields = ["body", "category", "name_zh_hans", "text_zh_hans", "name_en", "text_en"]

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        """Offer the bodies whose snippets a person keeps; everyone's belong to alliance admins."""
        super().__init__(*args, **kwargs)
        self.person = person
        body, category = self.fields["body"], self.fields["category"]
        if is_alliance_admin(person):
            body.queryset = Body.objects.active().filter(kind__in=OFFICES).select_related("parent")  # type: ignore[attr-defined]
            body.empty_label = _("Everyone's")  # type: ignore[attr-defined]
        else:
            body.queryset = Body.objects.active().filter(pk__in=bodies_with(person, Role.OFFICER, Role.MANAGER))  # type: ignore[attr-defined]
            body.required, body.empty_label = True, None  # type: ignore[attr-defined]
        category.queryset = Category.objects.active()  # type: ignore[attr-defined]
        category.empty_label = _("Any category")  # type: ignore[attr-defined]
        for name, (label, language) in LABELS.items():
            field = self.fields[name]
            field.required, field.label = True, label
            field.widget.attrs["lang"] = language
            if name.startswith("text"):
                field.widget = forms.Textarea(attrs={"rows": 4, "lang": language})

    def save(self, commit: bool = True) -> Snippet:  # noqa: ARG002, FBT001, FBT002  # Django's own signature
        """Keep it."""
        return self.save_since("")

    def save_since(self, since: str) -> Snippet:
        """Keep it, unless it was changed since it was shown."""
        return phrasing.keep(self.instance, by=self.person, fields=self.changed_data, since=since)


OFFICES = [Body.Kind.TOWNSHIP, Body.Kind.DEPARTMENT, Body.Kind.DISTRICT, Body.Kind.BUREAU]
LABELS = {
    "name_zh_hans": (_("Name in Chinese"), "zh-Hans"),
    "text_zh_hans": (_("Text in Chinese"), "zh-Hans"),
    "name_en": (_("Name in English"), "en"),
    "text_en": (_("Text in English"), "en"),
}


def without_quotes(text: str) -> str:
    """Return the words of a mail without the lines it quotes and what stands beneath an "original message" rule."""
    kept: list[str] = []
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith(QUOTED_BELOW):
            break
        if not bare.startswith((">", "＞")):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


QUOTED_BELOW = (
    "-----Original Message",
    "----- Original Message",
    "-----原始邮件",
    "----- 原始邮件",
    "------------------ 原始邮件",
)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
