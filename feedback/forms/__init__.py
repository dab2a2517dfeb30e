"""Shapes of what people type about suggestions. A form cleans and calls one verb; rules live in the verbs."""

from feedback.forms.desk import AnswerForm, HandOverForm, ModerationForm, ReasonForm, RuleForm, TranslationForm, TryForm
from feedback.forms.keys import KeyForm
from feedback.forms.suggestion import FilterForm, LanguageForm, SuggestionForm

__all__ = [
    "AnswerForm",
    "FilterForm",
    "HandOverForm",
    "KeyForm",
    "LanguageForm",
    "ModerationForm",
    "ReasonForm",
    "RuleForm",
    "SuggestionForm",
    "TranslationForm",
    "TryForm",
]
