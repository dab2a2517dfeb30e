"""What an event asks besides who comes, as fields. A part of every form that makes or changes answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events import asking
from events.models import Answer, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.forms.boundfield import BoundField

    from events.models import Registration

LONGEST = 500


class AnswerFields(forms.Form):
    """One field for each question; one that hangs on a choice is required only once that choice is made."""

    questions: Sequence[Question] = ()

    def ask_questions(self, questions: Iterable[Question]) -> None:
        """Add the fields. Call it after the form is made, before it is read."""
        self.questions = list(questions)
        for question in self.questions:
            self.fields[_name(question)] = _field(question)

    def question_rows(self) -> list[tuple[Question, BoundField]]:
        """Return each question with its field."""
        return [(question, self[_name(question)]) for question in self.questions]

    def clean(self) -> dict[str, Any]:
        """Ask for what is needed, as far as the choices lead there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for question in self._reached(cleaned):
            if question.required and not cleaned.get(_name(question)) and _name(question) not in self.errors:
                self.add_error(_name(question), _("This field is required."))
        return cleaned

    def answers(self) -> list[Answer]:
        """Return what was answered to the questions that were reached; the rest, typed or not, is dropped."""
        said = []
        for question in self._reached(self.cleaned_data):
            typed = self.cleaned_data.get(_name(question))
            options = {str(option.pk): option for option in question.options.all()}
            if question.kind == Question.Kind.TEXT:
                said += [Answer(question=question, text=typed.strip())] if typed and typed.strip() else []
            else:
                chosen = typed if isinstance(typed, list) else [typed]
                said += [Answer(question=question, option=options[key]) for key in chosen if key in options]
        return said

    def _reached(self, cleaned: dict[str, Any]) -> list[Question]:
        chosen: set[int] = set()
        for question in self.questions:
            if question.has_options:
                typed = cleaned.get(_name(question)) or []
                chosen |= {int(key) for key in (typed if isinstance(typed, list) else [typed])}
        return asking.reached(self.questions, chosen)


def answered_by(registration: Registration) -> dict[str, Any]:
    """Return what the form of answers shows before anything is changed."""
    said: dict[str, Any] = {}
    for answer in registration.answers.select_related("question"):
        name = _name(answer.question)
        if answer.question.kind == Question.Kind.SEVERAL:
            said.setdefault(name, []).append(str(answer.option_id))
        else:
            said[name] = answer.text if answer.option_id is None else str(answer.option_id)
    return said


def _name(question: Question) -> str:
    return f"question_{question.pk}"


def _field(question: Question) -> forms.Field:
    said: dict[str, Any] = {
        "label": question.text,
        "help_text": _("Used for: %(purpose)s") % {"purpose": question.purpose},
        "required": question.required and question.only_if_id is None,
    }
    options = [(str(option.pk), option.label) for option in question.options.all()]
    if question.kind == Question.Kind.TEXT:
        return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}), **said)
    if question.kind == Question.Kind.SEVERAL:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **said)
    return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **said)
