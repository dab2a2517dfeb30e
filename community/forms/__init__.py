"""Shapes of what people type. A form cleans and calls one verb; rules live in the verbs."""

from community.forms.accounts import ProfileForm, SignupForm
from community.forms.base import KeyedForm, bound
from community.forms.calendar import CalendarDayForm, CalendarYearForm
from community.forms.people import InviteForm, PeopleFilterForm

__all__ = [
    "CalendarDayForm",
    "CalendarYearForm",
    "InviteForm",
    "KeyedForm",
    "PeopleFilterForm",
    "ProfileForm",
    "SignupForm",
    "bound",
]
