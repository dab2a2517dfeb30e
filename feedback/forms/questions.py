"""The extra questions of a category as fields, and the replies as they are stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.models import CategoryQuestion

if TYPE_CHECKING:
    from feedback.models import Category

PREFIX = "q-"
LONGEST_REPLY = 500
Kind = CategoryQuestion.Kind


def asked_by(category: Category | None) -> list[CategoryQuestion]:
    """Return what a category asks, in its order."""
    return list(CategoryQuestion.objects.filter(category=category, active=True)) if category else []


def fields(questions: list[CategoryQuestion]) -> dict[str, forms.Field]:
    """Return a field for each question, by its name in the form."""
    return {f"{PREFIX}{question.code}": _field(question) for question in questions}


def replies(questions: list[CategoryQuestion], given: dict[str, Any]) -> dict[str, Any]:
    """Return the replies by code, as they are stored: texts, and a list for some of several. What is empty is left out."""
    found = {question.code: _stored(given.get(f"{PREFIX}{question.code}")) for question in questions}
    return {code: value for code, value in found.items() if value not in ("", [])}


def told(category: Category, details: dict[str, Any]) -> list[tuple[str, str]]:
    """Return question and reply in the reader's words, for pages that show a suggestion."""
    if not details:
        return []
    return [
        (question.label, question.worded(details[question.code]))
        for question in CategoryQuestion.objects.filter(category=category)
        if question.code in details
    ]


def _field(question: CategoryQuestion) -> forms.Field:
    known: dict[str, Any] = {"label": question.label, "required": question.required}
    match question.kind:
        case Kind.NUMBER:
            return forms.DecimalField(max_digits=12, decimal_places=2, **known)
        case Kind.DATE:
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **known)
        case Kind.CHOICE:
            return forms.ChoiceField(choices=[("", _("Choose one")), *question.choices], **known)
        case Kind.CHOICES:
            return forms.MultipleChoiceField(choices=question.choices, widget=forms.CheckboxSelectMultiple, **known)
        case _:
            return forms.CharField(max_length=LONGEST_REPLY, **known)


def _stored(value: Any) -> Any:
    if isinstance(value, list):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value or "").strip()
