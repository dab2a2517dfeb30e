"""The map of the public list: how many suggestions each township has, under the filters of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count

from community.models import Body

if TYPE_CHECKING:
    from django.http import HttpRequest

    from feedback.models.suggestion import SuggestionQuerySet


def counts(request: HttpRequest, found: SuggestionQuerySet) -> dict[str, Any]:
    """Return each township with its number and the address of its list, and how many concern the whole city."""
    numbers = dict(found.order_by().values_list("body").annotate(Count("pk")))
    rows = [
        {"township": body, "number": numbers.get(body.pk, 0), "url": _address(request, body)}
        for body in Body.objects.townships().order_by("parent__slug", "slug")
    ]
    return {"rows": rows, "city": numbers.get(None, 0)}


def _address(request: HttpRequest, body: Body) -> str:
    query = request.GET.copy()
    for name in ("view", "page"):
        query.pop(name, None)
    query["township"] = body.slug
    return f"{request.path}?{query.urlencode()}"
