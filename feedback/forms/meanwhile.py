"""What a colleague changed while someone typed: shown beside what was typed, so that nothing is written over unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


CHANGED = "changed"  # of the error that a form is refused with


def refuse(form: forms.BaseForm, words: _StrOrPromise) -> None:
    """Say above a form that a colleague was quicker."""
    form.add_error(None, forms.ValidationError(words, code=CHANGED))


def is_refused(form: forms.BaseForm) -> bool:
    """Tell whether it is."""
    return form.has_error(NON_FIELD_ERRORS, CHANGED)


def stands_now(typed: forms.BaseForm, stored: forms.BaseForm) -> list[tuple[_StrOrPromise, str]]:
    """Return each field in which what is stored differs from what was typed, as a person reads it.

    `stored` is the same form, unbound, of the row as it stands now.
    """
    told = []
    for name, field in typed.fields.items():
        value = stored.get_initial_for_field(stored.fields[name], name) if name in stored.fields else None
        if name in stored.initial and field.has_changed(value, typed[name].data):
            told.append((field.label or name, _readable(field, value)))
    return told


def _flat(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """Return what may be chosen, value and label."""
    pairs: Any = field.choices
    return list(pairs)


def _readable(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ModelChoiceField):
        chosen = field.queryset.filter(pk=value).first() if field.queryset is not None and value else None
        return field.label_from_instance(chosen) if chosen else "–"
    if isinstance(field, forms.ChoiceField):
        return str(next((label for key, label in _flat(field) if key == value), value))
    return str(value) if value not in {None, ""} else "–"
