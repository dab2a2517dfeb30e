"""Shapes of what people type about suggestions. A form cleans and calls one verb; rules live in the verbs."""

from feedback.forms.contracts import CategoryForm, QuestionFormSet, RuleForm
from feedback.forms.desk import AnswerForm, HandOverForm, ModerationForm, ReasonForm, SortForm, TranslationForm, TryForm
from feedback.forms.keys import KeyForm
from feedback.forms.suggestion import FilterForm, LanguageForm, SuggestionForm
from feedback.forms.triage import AssignForm, SaveFilterForm, TriageFilterForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "CategoryForm",
    "FilterForm",
    "HandOverForm",
    "KeyForm",
    "LanguageForm",
    "ModerationForm",
    "QuestionFormSet",
    "ReasonForm",
    "RuleForm",
    "SaveFilterForm",
    "SortForm",
    "SuggestionForm",
    "TranslationForm",
    "TriageFilterForm",
    "TryForm",
]
