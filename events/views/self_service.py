"""What somebody can do with a registration of theirs. Two doors lead here: the account, and the link in the mail.

The page shows; `?do=party`, `answers` and `handover` each show one form, so that switching the language keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.forms import bound
from events import handing_over, registering, ticketing
from events.forms import AnswersForm, HandoverForm, PartyForm
from events.models import Member, Question, Reconfirmation

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from events.models import Registration

TITLES = {
    "party": gettext_lazy("Who comes?"),
    "answers": gettext_lazy("Your answers"),
    "handover": gettext_lazy("Hand your seats over"),
}


def serve(request: HttpRequest, found: Registration) -> HttpResponse:
    """Show a registration to whoever it belongs to; a POST does one thing with it."""
    what = request.GET.get("do", "")
    if what in TITLES and found.is_confirmed and not found.date.has_begun:
        return _change(request, found, what)
    refused = None
    if request.method == "POST":
        try:
            return _act(request, found)
        except registering.RegistrationRefused as refusal:
            refused = refusal.message
    found.refresh_from_db()
    return render(request, "events/registration_link.html", _shown(found) | {"refused": refused}, status=422 if refused else 200)


def _change(request: HttpRequest, found: Registration, what: str) -> HttpResponse:
    form = _form(request, found, what)
    if form.is_bound and form.is_valid():
        try:
            form.save()  # type: ignore[attr-defined]  # each of the three has it
        except registering.RegistrationRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _said(what))
            return redirect(request.path)
    context = {"form": form, "what": what, "title": TITLES[what], "registration": found, "event": found.date.event}
    return render(request, "events/registration_change.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, found: Registration, what: str) -> forms.Form:
    if what == "answers":
        return AnswersForm(**bound(request), registration=found, questions=Question.objects.asked_by(found.date.event))
    own = request.user.is_authenticated and found.contact.user_id == request.user.pk  # a link shows nobody's household
    members = list(Member.objects.visible_to(request.user)) if own else []
    if what == "handover":
        return HandoverForm(**bound(request), registration=found, members=members)
    return PartyForm(**bound(request), registration=found, members=members)


def _act(request: HttpRequest, found: Registration) -> HttpResponse:
    if "cancel" in request.POST:
        registering.cancel(found)
        messages.success(request, _("Your registration is cancelled and the seats are given back."))
    elif "take_back" in request.POST:
        handing_over.take_back(found)
        messages.success(request, _("The offer is taken back. The seats stay yours."))
    else:
        registering.confirm(found)
        messages.success(request, _("Your seats are confirmed. A mail with all you need is on its way."))
    return redirect(request.path)


def _said(what: str) -> str:
    if what == "party":
        return _("Your party is changed. A mail says how it stands now.")
    if what == "answers":
        return _("Your answers are saved.")
    return _("The link is on its way. The seats are yours until they are taken over.")


def _shown(found: Registration) -> dict[str, Any]:
    event = found.date.event
    changeable = found.is_confirmed and not found.date.has_started(timezone.now())
    return {
        "registration": found,
        "date": found.date,
        "event": event,
        "ticket": ticketing.text(found) if found.is_confirmed else "",
        "may_change": changeable,
        "asks": changeable and Question.objects.asked_by(event).exists(),
        "answers": found.answers.select_related("question", "option"),
        "said": Reconfirmation.objects.filter(registration=found).first() if found.is_confirmed else None,
        "handover": found.handovers.open().first() if changeable else None,
    }
