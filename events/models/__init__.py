"""The tables of events, one noun a file."""

from events.models.absence import Absence
from events.models.attendance import Attendance, CheckIn, DoorLink
from events.models.change import Change, Handover
from events.models.date import EventDate
from events.models.event import Event, EventLanguage
from events.models.feed import CalendarFeed
from events.models.group_message import GroupMessage, Recipient
from events.models.hold import Hold
from events.models.household import Household, Member
from events.models.limit import Limit, LimitUse
from events.models.move import Move
from events.models.past import PastEvent
from events.models.question import Answer, Option, OptionPlaces, Question
from events.models.registration import AgeBand, Person, Registration
from events.models.reminder import Reconfirmation, Reminded, Reminder
from events.models.rule import Rule
from events.models.volunteer import Volunteer
from events.models.waiting import Offer, OfferAnswer, Skip, WaitlistEntry, WaitlistRule

__all__ = [
    "Absence",
    "AgeBand",
    "Answer",
    "Attendance",
    "CalendarFeed",
    "Change",
    "CheckIn",
    "DoorLink",
    "Event",
    "EventDate",
    "EventLanguage",
    "GroupMessage",
    "Handover",
    "Hold",
    "Household",
    "Limit",
    "LimitUse",
    "Member",
    "Move",
    "Offer",
    "OfferAnswer",
    "Option",
    "OptionPlaces",
    "PastEvent",
    "Person",
    "Question",
    "Recipient",
    "Reconfirmation",
    "Registration",
    "Reminded",
    "Reminder",
    "Rule",
    "Skip",
    "Volunteer",
    "WaitlistEntry",
    "WaitlistRule",
]
