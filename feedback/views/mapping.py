"""The map of the public list, under the filters of the page: how many each township has, and where the located ones are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import reverse

from community.models import Body
from feedback.views import showing

if TYPE_CHECKING:
    from django.http import HttpRequest

    from feedback.models import Suggestion
    from feedback.models.suggestion import SuggestionQuerySet


MOST = 100  # dots that a map of this size can hold apart


def drawn(request: HttpRequest, found: SuggestionQuerySet) -> dict[str, Any]:
    """Return each township with its number and the address of its list, how many concern the whole city, and the dots."""
    numbers = dict(found.order_by().values_list("body").annotate(Count("pk")))
    rows = [
        {"township": body, "number": numbers.get(body.pk, 0), "url": _address(request, body)}
        for body in Body.objects.townships().order_by("parent__slug", "slug")
    ]
    located = found.filter(Q(latitude__isnull=False) | Q(place__latitude__isnull=False)).select_related("place")
    return {"rows": rows, "city": numbers.get(None, 0), "dots": [_dot(suggestion) for suggestion in located[:MOST]]}


def _dot(suggestion: Suggestion) -> dict[str, Any]:
    latitude, longitude = showing.public_point(suggestion)
    return {
        "suggestion": suggestion,
        "name": f"{suggestion.reference}, {suggestion.category.name}",
        "url": reverse("feedback:detail", args=[suggestion.reference]),
        "latitude": latitude,
        "longitude": longitude,
    }


def _address(request: HttpRequest, body: Body) -> str:
    query = request.GET.copy()
    for name in ("view", "page"):
        query.pop(name, None)
    query["township"] = body.slug
    return f"{request.path}?{query.urlencode()}"
