"""Places and programmes: where to go and what there is."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import describing
from community.forms.places import PlaceFilter
from community.models import Body, Place, Programme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from community.models.place import PlaceQuerySet


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """List the places by township and district; what lies elsewhere comes last."""
    form = PlaceFilter(request.GET)
    found = form.narrow(Place.objects.visible_to(request.user).for_listing())
    return render(
        request, "community/places.html", {"form": form, "groups": _by_body(found), "filtered": any(request.GET.values())}
    )


def _by_body(found: PlaceQuerySet) -> list[tuple[Body | None, list[Place]]]:
    def rank(place: Place) -> tuple[bool, bool, str]:
        return (place.body is None, place.body is not None and not place.body.is_township, place.body.slug if place.body else "")

    ordered = sorted(found, key=lambda place: (*rank(place), not place.is_service, place.slug))
    return [(body, list(group)) for body, group in groupby(ordered, key=lambda place: place.body)]


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a place with its address in both scripts and links to the maps people have on their phones."""
    visible = Place.objects.visible_to(request.user).select_related("body__parent").prefetch_related("languages")
    found = get_object_or_404(visible, slug=slug)
    described = describing.of_place(found) if found.published_at else []
    return render(request, "community/place.html", {"place": found, "maps": _maps(found), "described": described})


def _maps(place: Place) -> list[tuple[str, str]]:
    """Return each map service with the address of a search there. By words, not by point: ours are only near."""
    words = place.address_zh_hans or place.name_zh_hans or place.name_en
    asked = quote(f"上海市{words}")
    return [
        (_("Amap (Gaode)"), f"https://uri.amap.com/search?keyword={asked}&city=310000&src=portal"),
        (_("Baidu Maps"), f"https://api.map.baidu.com/place/search?query={asked}&region={quote('上海')}&output=html&src=portal"),
        (_("Apple Maps"), f"https://maps.apple.com/?q={asked}"),
    ]


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """List what is done for foreign residents, by kind, with the bodies that run it."""
    bodies = Prefetch("bodies", Body.objects.select_related("parent"))
    order = list(Programme.Kind)
    found = sorted(Programme.objects.prefetch_related(bodies), key=lambda one: (order.index(Programme.Kind(one.kind)), one.pk))
    groups = [(Programme.Kind(kind).label, list(group)) for kind, group in groupby(found, key=lambda one: one.kind)]
    return render(request, "community/programmes.html", {"groups": groups})
