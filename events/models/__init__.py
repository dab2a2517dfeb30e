"""The tables of events, one noun a file."""

from events.models.attendance import Attendance, CheckIn, DoorLink
from events.models.date import EventDate
from events.models.event import Event, EventLanguage
from events.models.move import Move
from events.models.past import PastEvent
from events.models.registration import Person, Registration

__all__ = [
    "Attendance",
    "CheckIn",
    "DoorLink",
    "Event",
    "EventDate",
    "EventLanguage",
    "Move",
    "PastEvent",
    "Person",
    "Registration",
]
