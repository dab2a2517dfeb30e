"""The front page, and the bare address that leads to it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from community.laying_out import Given, LaidOut
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
_NOW: Any = Given("now", models.DateTimeField())
_OWN, _PERSON = Given("own", models.BigAutoField()), Given("person", models.BigAutoField())
_CHANGING = LaidOut(lambda: _changing(Given("today", models.DateField())))
_ANSWERED = LaidOut(lambda: for_cards(Suggestion.objects.public())[:SHOWN])
_HISTORY = LaidOut(lambda: Suggestion.objects.history().for_listing()[:SHOWN])
_DATES = LaidOut(lambda: _coming()[:SHOWN])
_DATES_NEAR = LaidOut(lambda: _coming().annotate(near=_near()).order_by("near", "starts_at", "pk")[:SHOWN])
_LIVES_IN = LaidOut(
    lambda: Body.objects.townships().filter(pk__in=Profile.objects.filter(contact__user=_PERSON).values("township"))
)


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
    answered: Any = SimpleLazyObject(_ANSWERED)
    # Lazy: what stands in a shared part is asked for only when that is drawn.
    context = {
        "numbers": SimpleLazyObject(lambda: _numbers(now)),
        "notices": SimpleLazyObject(lambda: _CHANGING(today=timezone.localdate(now))),
        "dates": _DATES_NEAR(now=now, own=own.pk) if own else _DATES(now=now),
        "own": own,
        "suggestions": answered,
        "history": SimpleLazyObject(lambda: [] if answered else _HISTORY()),
        "now": now,
    }
    return render(request, "portal/home.html", context)


def _own_township(request: HttpRequest) -> Body | None:
    """Return where the signed-in person lives, if they told."""
    if not request.user.is_authenticated:
        return None
    return _LIVES_IN.first(person=request.user.pk)


def _changing(today: Any) -> Any:
    return Notice.objects.changing_soon(today)[:SHOWN]


def _coming() -> Any:
    return EventDate.objects.published().coming(_NOW).going_ahead().for_listing()


def _near() -> Case:
    """Tell what is one's own township's from the rest, to stand before it."""
    return Case(When(Q(event__body=_OWN) | Q(event__place__body=_OWN), then=Value(0)), default=Value(1))


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
