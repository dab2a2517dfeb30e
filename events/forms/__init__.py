"""Shapes of what people type about events. A form cleans and calls one verb."""

from events.forms.access import LimitForm, RuleForm, SimulationForm
from events.forms.board import BoardForm, PeriodForm
from events.forms.cloning import CloneForm
from events.forms.dates import CallOffForm, DateForm, MoveForm, SeriesForm
from events.forms.desk import EventForm
from events.forms.door import BadMessage, DoorLinkForm, parse_message
from events.forms.exports import FileForm
from events.forms.filters import DateFilterForm, PastFilterForm
from events.forms.household import MemberForm
from events.forms.messages import MessageForm
from events.forms.participants import ExportForm, PartyFilterForm
from events.forms.questions import QuestionForm, RulesForm
from events.forms.queue import WaitlistForm, WaitlistRuleForm
from events.forms.registration import AnswersForm, HandoverForm, PartyForm, RegistrationForm
from events.forms.reminders import RemindersForm
from events.forms.volunteers import VolunteerForm

__all__ = [
    "AnswersForm",
    "BadMessage",
    "BoardForm",
    "CallOffForm",
    "CloneForm",
    "DateFilterForm",
    "DateForm",
    "DoorLinkForm",
    "EventForm",
    "ExportForm",
    "FileForm",
    "HandoverForm",
    "LimitForm",
    "MemberForm",
    "MessageForm",
    "MoveForm",
    "PartyFilterForm",
    "PartyForm",
    "PastFilterForm",
    "PeriodForm",
    "QuestionForm",
    "RegistrationForm",
    "RemindersForm",
    "RuleForm",
    "RulesForm",
    "SeriesForm",
    "SimulationForm",
    "VolunteerForm",
    "WaitlistForm",
    "WaitlistRuleForm",
    "parse_message",
]
