"""The registration of one event: the form, one's own seats, and giving them back."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms import bound
from community.limiting import limited
from events import counting, holding, registering
from events.forms import RegistrationForm
from events.models import Question, Registration
from events.views.by_address import EventByAddress, dates_of, own_members, own_registrations
from events.views.holds import held_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from events.models import Event, EventDate, Hold
    from events.policies import SignedInRequest
    from events.refusals import RegistrationRefused

_event_shown = EventByAddress(lambda events: counting.known(events.for_page()))
_event_of_answer = EventByAddress(lambda events: counting.known(events.select_related("place")))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("registration")
def registration(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form and the seats one has; take seats."""
    # A form that was sent is answered with a redirect, as a rule: it loads what the mail needs, not what the page would.
    reading = request.method != "POST"
    event = (_event_shown if reading else _event_of_answer)(request.user, slug)
    own = own_registrations(request.user, event) if reading else []
    dates = _open_dates(event, own=own)
    questions = Question.objects.asked_by(event) if event.may_have("questions") else ()
    asked: dict[str, Any] = {"members": own_members(request.user), "questions": questions}
    hold = held_by(request, event) if reading or "prolong" in request.POST else None
    kept = _prolonged(request, hold) or bound(request)
    form = RegistrationForm(**kept, dates=dates, reader=request.user, wanted=request.GET, **asked)
    if form.is_bound and form.is_valid():
        try:
            return _answer(request, form.save())
        except registering.RegistrationRefused as refusal:
            form.add_error(None, refusal.message)
    hold = hold or held_by(request, event)
    full = not hold and all(date.is_full or date.has_line for date in dates)
    context = {"event": event, "dates": dates, "form": form, "hold": hold, "full": full}
    context["refused"] = None if hold or form.is_bound else _refused(request, form)
    context["own"] = own if reading else own_registrations(request.user, event)
    return render(request, "events/registration.html", context, status=422 if form.is_bound else 200)


def _refused(request: HttpRequest, form: RegistrationForm) -> RegistrationRefused | None:
    """Return why the date and number asked for can't be had, so that nobody fills in a form for nothing."""
    date, seats = form.dates.get(form.initial["date"]), request.GET.get("seats", "")
    if date is None or ("date" not in request.GET and len(form.dates) > 1):
        return None
    contact = request.user.contact if request.user.is_authenticated else None
    wanted = int(seats) if seats in {"1", "2", "3", "4", "5"} else 1
    return holding.refusal(date, wanted, contact=contact, language=get_language() or "en")


def _prolonged(request: HttpRequest, hold: Hold | None) -> dict[str, Any]:
    """Prolong the hold if that was pressed; return what was typed so far, which is shown again unchecked."""
    if hold is None or "prolong" not in request.POST:
        return {}
    with contextlib.suppress(registering.RegistrationRefused):  # ended this moment: the form then says so
        holding.prolong(hold)
    return {"initial": {name: values if len(values) > 1 else values[0] for name, values in request.POST.lists() if values}}


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the link is in the mailbox; the same words whether or not the address was known."""
    event = _event_shown(request.user, slug)
    return render(request, "events/registration_sent.html", {"event": event})


@require_POST
@login_required
def cancellation(request: SignedInRequest, slug: str) -> HttpResponse:
    """Give one's own seats back."""
    mine = Registration.objects.filter(contact__user=request.user, date__event__slug=slug)
    found = get_object_or_404(mine.for_listing(), reference=request.POST.get("reference", ""))
    try:
        registering.cancel(found)
    except registering.RegistrationRefused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Your registration is cancelled and the seats are given back."))
    return redirect("events:registration", slug)


def _open_dates(event: Event, *, own: list[Registration]) -> list[EventDate]:
    """Return the dates one may register for, without those one has; a draft has none."""
    if not event.is_published:
        return []
    now = timezone.now()
    had = {registration.date_id for registration in own}
    return [date for date in dates_of(event) if date.is_open(now) and date.pk not in had]


def _answer(request: HttpRequest, made: Registration) -> HttpResponse:
    slug = made.date.event.slug
    if not request.user.is_authenticated:  # also for who is registered already: the page must not tell
        return redirect("events:registration_sent", slug)
    messages.success(request, _("You are registered. A mail with all you need is on its way."))
    return redirect("events:registration", slug)
