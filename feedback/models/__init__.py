"""The tables of feedback, one noun a file."""

from feedback.models.answer import Answer, AnswerDraft
from feedback.models.api import ApiKey, Intake, ReportedUpdate
from feedback.models.attachment import Attachment
from feedback.models.category import Category, CategoryQuestion
from feedback.models.clock import Alarm, Clock
from feedback.models.follow import Follow
from feedback.models.inquiry import DiscontentReason, Inquiry, Review
from feedback.models.involvement import Closing, Dispatch, Involvement
from feedback.models.joining import Merge, Split
from feedback.models.note import Mention, Note
from feedback.models.provenance import Provenance
from feedback.models.public import ModerationAct, PublicWords
from feedback.models.question import Asked, Question
from feedback.models.report import Report
from feedback.models.rule import RoutingRule, RuleError
from feedback.models.saved_filter import SavedFilter
from feedback.models.snippet import Snippet
from feedback.models.state import Assignment, Routing, StateChange
from feedback.models.suggestion import Counter, Suggestion
from feedback.models.support import Support
from feedback.models.translation import AnswerTranslation, LaterTranslation, SuggestionTranslation, TranslationRequest
from feedback.models.unmasking import Unmasking
from feedback.models.vector import SuggestionVector

__all__ = [
    "Alarm",
    "Answer",
    "AnswerDraft",
    "AnswerTranslation",
    "ApiKey",
    "Asked",
    "Assignment",
    "Attachment",
    "Category",
    "CategoryQuestion",
    "Clock",
    "Closing",
    "Counter",
    "DiscontentReason",
    "Dispatch",
    "Follow",
    "Inquiry",
    "Intake",
    "Involvement",
    "LaterTranslation",
    "Mention",
    "Merge",
    "ModerationAct",
    "Note",
    "Provenance",
    "PublicWords",
    "Question",
    "Report",
    "ReportedUpdate",
    "Review",
    "Routing",
    "RoutingRule",
    "RuleError",
    "SavedFilter",
    "Snippet",
    "Split",
    "StateChange",
    "Suggestion",
    "SuggestionTranslation",
    "SuggestionVector",
    "Support",
    "TranslationRequest",
    "Unmasking",
]
