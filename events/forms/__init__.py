"""Shapes of what people type about events. A form cleans and calls one verb."""

from events.forms.dates import CallOffForm, DateForm, MoveForm, SeriesForm
from events.forms.desk import EventForm
from events.forms.filters import DateFilterForm, PastFilterForm
from events.forms.registration import RegistrationForm

__all__ = [
    "CallOffForm",
    "DateFilterForm",
    "DateForm",
    "EventForm",
    "MoveForm",
    "PastFilterForm",
    "RegistrationForm",
    "SeriesForm",
]
