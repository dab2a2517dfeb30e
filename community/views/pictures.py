"""Cards that people pass on, as pictures: named by what they show, so that whoever has one already is sent nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from community import circulating
from community.models import Notice, Place

if TYPE_CHECKING:
    from django.http import HttpRequest

    from community.sharing import ShareCard

HOUR = 3600


@require_safe
def notice_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the picture of a notice that people send to their groups."""
    readable = Notice.objects.readable().for_listing().select_related("current__issuing_body")
    return shown_card(request, circulating.card(get_object_or_404(readable, slug=slug)), public=True)


@require_safe
def place_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve the picture that a chat shows of a place."""
    published = Place.objects.published().select_related("body__parent")
    return shown_card(request, circulating.place_card(get_object_or_404(published, slug=slug)), public=True)


def shown_card(request: HttpRequest, card: ShareCard, *, public: bool) -> HttpResponse:
    """Return a card; who asks again with its name is told that nothing changed, and nothing is drawn."""
    name = f'"{card.name.rpartition(":")[2][:32]}"'
    response = get_conditional_response(request, etag=name)
    if not isinstance(response, HttpResponse):
        response = HttpResponse(card.png(), content_type="image/png")
    response["ETag"] = name
    patch_cache_control(response, max_age=HOUR, **({"public": True} if public else {"private": True}))
    return response
