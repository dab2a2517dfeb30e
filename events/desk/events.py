"""The team's side of events: the list of a body's own, one event with its dates, and its forms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, Max, Q, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.desk.door import team_only
from community.filing import FileRefused
from community.forms import bound
from community.models import Body
from events import policies, scheduling
from events.forms import DateForm, EventForm
from events.models import Event

if TYPE_CHECKING:
    from django.http import HttpResponse

    from community.models import User
    from community.models.body import BodyQuerySet
    from events.models import EventDate
    from events.policies import SignedInRequest

A_PAGE = 30


def own_event(request: SignedInRequest, slug: str) -> Event:
    """Return an event that this person organises, the one guard of all its doors here; anything else is not there."""
    events = Event.objects.organised_by(request.user).for_page()
    event: Event = get_object_or_404(events.prefetch_related("languages", "dates"), slug=slug)
    return event


def bodies_of(person: User) -> BodyQuerySet:
    """Return the bodies in whose name a person may hold events."""
    offices = Body.objects.active().select_related("parent").order_by("kind", "slug")
    allowed: list[int] = [body.pk for body in offices if policies.can_organise(person, body)]
    bodies: BodyQuerySet = Body.objects.filter(pk__in=allowed).order_by("kind", "slug")
    return bodies


@team_only
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """List the events of one's bodies: drafts first, then by their last date."""
    if not policies.organises_anywhere(request.user):
        raise PermissionDenied
    live = Q(dates__cancelled_at__isnull=True)
    events = Event.objects.organised_by(request.user).select_related("body__parent")
    events = events.annotate(
        last=Max("dates__ends_at"), seats=Sum("dates__capacity", filter=live), taken=Sum("dates__seats_taken", filter=live)
    )
    page = Paginator(events.order_by(F("published_at").asc(nulls_first=True), "-pk"), A_PAGE)
    return render(request, "events/desk/list.html", {"page": page.get_page(request.GET.get("page"))})


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Begin an event."""
    bodies = bodies_of(request.user)
    if not bodies:
        raise PermissionDenied
    form = EventForm(**bound(request), by=request.user, bodies=bodies)
    return _save_words(request, form, None)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change an event's words, both languages side by side."""
    event = own_event(request, slug)
    form = EventForm(**bound(request), by=request.user, bodies=Body.objects.none(), event=event)
    return _save_words(request, form, event)


@team_only
@require_safe
def event(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show one event to its team: what is missing, its dates and seats, what can be done."""
    found = own_event(request, slug)
    missed = next((date for date in found.dates.all() if date.is_cancelled and date.key == request.GET.get("makes_up_for")), None)
    form = DateForm(by=request.user, event=found, makes_up_for=missed, initial=_like(missed) if missed else {})
    return show_event(request, found, form)


def _save_words(request: SignedInRequest, form: EventForm, event: Event | None) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            saved = form.save()
        except FileRefused as refusal:
            form.add_error("poster", refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk_event", saved.slug)
    return render(request, "events/desk/edit.html", {"form": form, "event": event}, status=422 if form.is_bound else 200)


def _like(missed: EventDate) -> dict[str, object]:
    """Return what a make-up date begins with: as the missed one, a week later."""
    week = timedelta(days=7)
    return {"starts_at": missed.starts_at + week, "ends_at": missed.ends_at + week, "capacity": missed.capacity}


def show_event(request: SignedInRequest, event: Event, form: DateForm) -> HttpResponse:
    """Answer with the event's desk page and the form for one more date, as far as it is filled."""
    missing = [Event.label(name) for name in scheduling.missing_words(event)]
    context = {"event": event, "dates": event.dates.all(), "missing": missing, "form": form}
    return render(request, "events/desk/event.html", context, status=422 if form.is_bound else 200)
