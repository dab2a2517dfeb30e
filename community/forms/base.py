"""What every form of the house starts from."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django.http import HttpRequest


def bound(request: HttpRequest) -> dict[str, Any]:
    """Return what a form is made of: ``SomeForm(**bound(request))``.

    - a GET gives an unbound form;
    - a POST gives a bound one;
    - a POST by the language switch (``switch_language``) gives an unbound form that shows what was typed so far: it is
      drawn in the other language, unchecked, and nothing is done. Uploaded files can't be kept.
    """
    if request.method != "POST":
        return {}
    if "switch_language" in request.POST:
        typed = {name: values if len(values) > 1 else values[0] for name, values in request.POST.lists() if values}
        return {"initial": typed}
    return {"data": request.POST, "files": request.FILES}


class KeyedForm(forms.Form):
    """A form that can be sent once: its key is made when it is drawn and is unique where its result is stored."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
