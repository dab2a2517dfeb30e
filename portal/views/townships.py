"""The townships' own pages: they show what all packages have of a township, so they belong to none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from community.laying_out import Given, LaidOut
from community.models import Notice
from community.views.pictures import shown_card
from events.models import EventDate, PastEvent
from feedback.models import Suggestion
from feedback.views.showing import for_cards
from portal import describing
from portal.members import latest_figures, members, township_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models import Body

SHOWN = 3
_HERE: Any = Given("here", models.BigAutoField())
_NOW: Any = Given("now", models.DateTimeField())
_DATES = LaidOut(lambda: EventDate.objects.published().coming(_NOW).going_ahead().around(_HERE).for_listing()[:SHOWN])
_PAST = LaidOut(lambda: PastEvent.objects.filter(body=_HERE).for_listing()[:SHOWN])
_ANSWERED = LaidOut(lambda: for_cards(Suggestion.objects.public().in_township(_HERE).answered())[:SHOWN])
_UNANSWERED = LaidOut(lambda: for_cards(Suggestion.objects.public().in_township(_HERE).unanswered())[:SHOWN])
_HISTORY = LaidOut(lambda: Suggestion.objects.history().in_township(_HERE).for_listing()[:SHOWN])


@require_safe
def townships(request: HttpRequest) -> HttpResponse:
    """Show the members on the map and as a list, each with its district and its latest figure."""
    figures = latest_figures()
    rows = [(member, figures.get(member.slug)) for member in members()]
    return render(request, "portal/townships.html", {"rows": rows})


@require_safe
def township(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a township's front page."""
    page = township_page(slug)
    if page is None:
        raise Http404
    context = {"page": page, "described": describing.of_township(page), **_living(page.body)}
    return render(request, "portal/township.html", context)


@require_safe
def township_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the picture that a chat shows of a township."""
    page = township_page(slug)
    if page is None:
        raise Http404
    return shown_card(request, describing.card(page), public=True)


def _living(body: Body) -> dict[str, Any]:
    """Return what changes from day to day: read whenever that part of the page is drawn, and only then."""
    now, here = timezone.now(), body.pk
    return {
        "now": now,
        "notices": SimpleLazyObject(lambda: list(Notice.objects.concerning(body)[:SHOWN])),
        "dates": SimpleLazyObject(lambda: _DATES(now=now, here=here)),
        "past": SimpleLazyObject(lambda: _PAST(here=here)),
        "answered": SimpleLazyObject(lambda: _ANSWERED(here=here)),
        "suggestions": SimpleLazyObject(lambda: _UNANSWERED(here=here)),
        "history": SimpleLazyObject(lambda: _HISTORY(here=here)),
    }
