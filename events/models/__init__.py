"""The tables of events, one noun a file."""

from events.models.attendance import Attendance, CheckIn, DoorLink
from events.models.change import Change, Handover
from events.models.date import EventDate
from events.models.event import Event, EventLanguage
from events.models.household import Household, Member
from events.models.move import Move
from events.models.past import PastEvent
from events.models.question import Answer, Option, OptionPlaces, Question
from events.models.registration import AgeBand, Person, Registration

__all__ = [
    "AgeBand",
    "Answer",
    "Attendance",
    "Change",
    "CheckIn",
    "DoorLink",
    "Event",
    "EventDate",
    "EventLanguage",
    "Handover",
    "Household",
    "Member",
    "Move",
    "Option",
    "OptionPlaces",
    "PastEvent",
    "Person",
    "Question",
    "Registration",
]
