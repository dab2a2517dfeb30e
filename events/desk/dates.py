"""The dates of an event at the desk: adding one or a series, changing, moving, deciding that one takes place."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from community.desk.door import team_only
from community.forms import bound
from events import resizing, scheduling
from events.desk.events import own_event, show_event
from events.forms import DateForm, MoveForm, SeriesForm

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from events.models import Event, EventDate
    from events.policies import SignedInRequest


def own_date(event: Event, key: str) -> EventDate:
    """Return a date of an event by its key; anything else is not there."""
    chosen: EventDate | None = next((date for date in event.dates.all() if date.key == key), None)
    if chosen is None:
        raise Http404
    chosen.event = event
    return chosen


@team_only
@require_POST
def dates(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add a date; with `makes_up_for` in place of one that was called off."""
    found = own_event(request, slug)
    missed = next((date for date in found.dates.all() if date.is_cancelled and date.key == request.GET.get("makes_up_for")), None)
    return _save(request, found, DateForm(**bound(request), by=request.user, event=found, makes_up_for=missed))


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def date(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Change a date, or take it away while nobody registered."""
    found = own_event(request, slug)
    chosen = own_date(found, key)
    if "remove" in request.POST:
        return _remove(request, found, chosen)
    return _save(request, found, DateForm(**bound(request), by=request.user, event=found, date=chosen))


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the dates that a rule gives; a POST makes those that stay ticked."""
    found = own_event(request, slug)
    asked = request.POST or request.GET
    form = SeriesForm(asked if "starts_at" in asked and "switch_language" not in asked else None, initial=asked.dict())
    planned = form.plan(found) if form.is_bound and form.is_valid() else []
    chosen = [one for one in planned if one.key in request.POST.getlist("keep") and not one.is_there]
    if chosen:
        return _add_series(request, found, [(one.starts_at, one.ends_at) for one in chosen], form.cleaned_data["capacity"])
    if request.method == "POST" and planned:
        messages.error(request, _("Choose at least one date."))
    context = {"event": found, "form": form, "planned": planned, "proposed": sum(one.is_proposed for one in planned)}
    return render(request, "events/desk/series.html", context, status=422 if form.is_bound and form.errors else 200)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Move a date; everyone who holds seats is told."""
    event = own_event(request, slug)
    chosen = own_date(event, key)
    form = MoveForm(**bound(request), by=request.user, date=chosen)
    if form.is_bound and form.is_valid():
        try:
            told = form.save()
        except scheduling.SchedulingRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            words = ngettext("Moved. %(count)d party is told by mail.", "Moved. %(count)d parties are told by mail.", told)
            messages.success(request, words % {"count": told})
            return redirect("desk_event", event.slug)
    context = {"event": event, "date": chosen, "form": form, "over": chosen.is_cancelled or chosen.has_started(timezone.now())}
    return render(request, "events/desk/move.html", context, status=422 if form.is_bound else 200)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Let the organiser choose what happens when a date gets fewer seats than are taken."""
    event = own_event(request, slug)
    chosen = own_date(event, key)
    asked = request.POST.get("capacity") or request.GET.get("capacity", "")
    capacity = int(asked) if asked.isdecimal() and 0 < int(asked[:6]) < chosen.seats_taken else 0
    if not capacity or chosen.is_cancelled:
        return redirect("desk_event_date", slug, key)
    if request.method == "POST" and request.POST.get("way") in resizing.Way.values:
        gone = resizing.shrink(chosen, capacity=capacity, way=request.POST["way"], by=request.user)
        words = ngettext(
            "Done. %(count)d party lost its seats and is told.", "Done. %(count)d parties lost their seats and are told.", gone
        )
        messages.success(request, words % {"count": gone})
        return redirect("desk_event", slug)
    going = resizing.without_room(chosen, capacity)
    context = {"event": event, "date": chosen, "capacity": capacity, "going": going, "ways": resizing.Way.choices}
    return render(request, "events/desk/seats.html", context)


@team_only
@require_POST
def decision(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Decide that a date takes place although people are lacking."""
    event = own_event(request, slug)
    try:
        scheduling.decide(own_date(event, key), by=request.user)
    except scheduling.SchedulingRefused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Decided: it takes place. The event's page says so."))
    return redirect("desk_event", event.slug)


def _save(request: SignedInRequest, event: Event, form: DateForm) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            form.save()
        except scheduling.SeatsTaken:
            return _offer_choice(event, form)
        except scheduling.SchedulingRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The date is saved."))
            return redirect("desk_event", event.slug)
    if form.date is None:
        return show_event(request, event, form)
    context = {"form": form, "event": event, "date": form.date}
    return render(request, "events/desk/date.html", context, status=422 if form.is_bound else 200)


def _offer_choice(event: Event, form: DateForm) -> HttpResponse:
    """Lead to the choice for the capacity that was asked; what else was typed is kept by then, unless it can't be."""
    wanted, date = form.cleaned_data["capacity"], form.date
    assert date is not None  # noqa: S101  # a new date has nothing taken
    key = date.key
    date.refresh_from_db()
    form.cleaned_data["capacity"] = date.capacity
    with contextlib.suppress(scheduling.SchedulingRefused):
        form.save()
    return redirect(f"{reverse('desk_event_date_seats', args=[event.slug, key])}?capacity={wanted}")


def _remove(request: SignedInRequest, event: Event, date: EventDate) -> HttpResponse:
    try:
        scheduling.remove_date(date, by=request.user)
    except scheduling.SchedulingRefused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The date is taken away."))
    return redirect("desk_event", event.slug)


def _add_series(request: SignedInRequest, event: Event, moments: list[tuple[datetime, datetime]], capacity: int) -> HttpResponse:
    try:
        made = scheduling.add_series(event, by=request.user, moments=moments, capacity=capacity)
    except scheduling.SchedulingRefused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("desk_event_series", event.slug)
    words = ngettext("%(count)d date is added.", "%(count)d dates are added.", len(made))
    messages.success(request, words % {"count": len(made)})
    return redirect("desk_event", event.slug)
