"""The tables of feedback, one noun a file."""

from feedback.models.answer import Answer, AnswerDraft
from feedback.models.api import ApiKey, Intake, ReportedUpdate
from feedback.models.category import Category, CategoryQuestion
from feedback.models.clock import Alarm, Clock
from feedback.models.provenance import Provenance
from feedback.models.public import ModerationAct, PublicWords
from feedback.models.rule import RoutingRule, RuleError
from feedback.models.state import Assignment, Routing, StateChange
from feedback.models.suggestion import Counter, Suggestion
from feedback.models.translation import AnswerTranslation, SuggestionTranslation, TranslationRequest
from feedback.models.unmasking import Unmasking

__all__ = [
    "Alarm",
    "Answer",
    "AnswerDraft",
    "AnswerTranslation",
    "ApiKey",
    "Assignment",
    "Category",
    "CategoryQuestion",
    "Clock",
    "Counter",
    "Intake",
    "ModerationAct",
    "Provenance",
    "PublicWords",
    "ReportedUpdate",
    "Routing",
    "RoutingRule",
    "RuleError",
    "StateChange",
    "Suggestion",
    "SuggestionTranslation",
    "TranslationRequest",
    "Unmasking",
]
