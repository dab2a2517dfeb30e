"""The front page, and the bare address that leads to it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Case, Count, Q, Value, When
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from community.models import Body, Notice, Profile
from events.models import EventDate
from feedback.models import Suggestion
from feedback.views.showing import for_cards

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

SHOWN = 3
SOON = timedelta(days=30)
NUMBERS_KEPT = 60  # seconds


@require_safe
def by_language(request: HttpRequest) -> HttpResponse:
    """Lead to the front page in the reader's language: cookie, then account, then what the browser asks for."""
    with translation.override(translation.get_language_from_request(request)):
        return redirect(reverse("home"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what changes soon, what is on, what came of suggestions, and the nine townships."""
    now = timezone.now()
    own = _own_township(request)
    answered = list(for_cards(Suggestion.objects.public())[:SHOWN])
    context = {
        "numbers": _numbers(now),
        "notices": Notice.objects.changing_soon(timezone.localdate(now))[:SHOWN],
        "dates": _dates(now, own)[:SHOWN],
        "own": own,
        "suggestions": answered,
        "history": [] if answered else Suggestion.objects.history().for_listing()[:SHOWN],
        "now": now,
    }
    return render(request, "portal/home.html", context)


def _own_township(request: HttpRequest) -> Body | None:
    """Return where the signed-in person lives, if they told."""
    if not request.user.is_authenticated:
        return None
    lives_in = Profile.objects.filter(contact__user=request.user).values("township")
    township: Body | None = Body.objects.townships().filter(pk__in=lives_in).first()
    return township


def _dates(now: datetime, own: Body | None) -> Any:
    """Return the coming dates, those of one's own township first."""
    coming = EventDate.objects.published().coming(now).going_ahead().for_listing()
    if own is None:
        return coming
    near = Case(When(Q(event__body=own) | Q(event__place__body=own), then=Value(0)), default=Value(1))
    return coming.annotate(near=near).order_by("near", "starts_at", "pk")


def _numbers(now: datetime) -> dict[str, int]:
    """Return what the three doors promise, at most a minute old."""
    kept: dict[str, int] | None = cache.get("home:numbers")
    if kept is None:
        today = timezone.localdate(now)
        soon = (today + timedelta(days=1), today + SOON)
        changing = Q(current__effective_from_on__range=soon) | Q(current__effective_until_on__range=(today, soon[1]))
        published = Notice.objects.published()
        coming = EventDate.objects.published().coming(now).going_ahead()
        kept = {
            **published.aggregate(notices=Count("pk"), changes=Count("pk", filter=changing)),
            "open_dates": coming.with_seats().count(),
            **Suggestion.objects.counted().aggregate(
                suggestions=Count("pk"), answered=Count("pk", filter=Q(state=Suggestion.State.ANSWERED))
            ),
        }
        cache.set("home:numbers", kept, NUMBERS_KEPT)
    return kept
