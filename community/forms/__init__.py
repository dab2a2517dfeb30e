"""Shapes of what people type. A form cleans and calls one verb; rules live in the verbs."""

from community.forms.accounts import ProfileForm, SignupForm
from community.forms.base import KeyedForm, bound

__all__ = ["KeyedForm", "ProfileForm", "SignupForm", "bound"]
