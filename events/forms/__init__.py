"""Shapes of what people type about events. A form cleans and calls one verb."""

from events.forms.desk import CallOffForm, DateForm, EventForm
from events.forms.filters import DateFilterForm, PastFilterForm
from events.forms.registration import RegistrationForm

__all__ = ["CallOffForm", "DateFilterForm", "DateForm", "EventForm", "PastFilterForm", "RegistrationForm"]
