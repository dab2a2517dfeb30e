"""Shapes of what people type about suggestions. A form cleans and calls one verb; rules live in the verbs."""

from feedback.forms.answers import AnswerForm, BulkAnswerForm, PasteForm, SnippetForm
from feedback.forms.closing import DecisionForm, FollowForm, InquiryForm, NewsForm, ReportForm
from feedback.forms.contracts import CategoryForm, QuestionFormSet, RuleForm
from feedback.forms.desk import (
    EarlierForm,
    HandOverForm,
    ModerationForm,
    ReasonForm,
    RedactionForm,
    SortForm,
    TranslationForm,
    TryForm,
)
from feedback.forms.keys import KeyForm
from feedback.forms.offices import ClosingForm, ConferForm, ViewForm
from feedback.forms.suggestion import FilterForm, LanguageForm, SuggestionForm
from feedback.forms.talk import NoteForm, QuestionForm, ReplyForm, ReviewForm
from feedback.forms.triage import AssignForm, SaveFilterForm, TriageFilterForm
from feedback.forms.waiting import ModerationFilterForm, TranslationFilterForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "BulkAnswerForm",
    "CategoryForm",
    "ClosingForm",
    "ConferForm",
    "DecisionForm",
    "EarlierForm",
    "FilterForm",
    "FollowForm",
    "HandOverForm",
    "InquiryForm",
    "KeyForm",
    "LanguageForm",
    "ModerationFilterForm",
    "ModerationForm",
    "NewsForm",
    "NoteForm",
    "PasteForm",
    "QuestionForm",
    "QuestionFormSet",
    "ReasonForm",
    "RedactionForm",
    "ReplyForm",
    "ReportForm",
    "ReviewForm",
    "RuleForm",
    "SaveFilterForm",
    "SnippetForm",
    "SortForm",
    "SuggestionForm",
    "TranslationFilterForm",
    "TranslationForm",
    "TriageFilterForm",
    "TryForm",
    "ViewForm",
]
