"""The tables of feedback, one noun a file."""

from feedback.models.answer import Answer, AnswerDraft
from feedback.models.category import Category
from feedback.models.provenance import Provenance
from feedback.models.public import ModerationAct, PublicWords
from feedback.models.rule import RoutingRule
from feedback.models.state import Assignment, Routing, StateChange
from feedback.models.suggestion import Counter, Suggestion
from feedback.models.translation import AnswerTranslation, SuggestionTranslation, TranslationRequest

__all__ = [
    "Answer",
    "AnswerDraft",
    "AnswerTranslation",
    "Assignment",
    "Category",
    "Counter",
    "ModerationAct",
    "Provenance",
    "PublicWords",
    "Routing",
    "RoutingRule",
    "StateChange",
    "Suggestion",
    "SuggestionTranslation",
    "TranslationRequest",
]
