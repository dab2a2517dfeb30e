"""One part of a long list, from where the last one ended: as quick at a million rows as at a thousand, and nothing is skipped.

A place in a list is the reference of the suggestion beside it. Suggestions are numbered as they arrive, so that "oldest
first" is the order of their ids, which the indexes of the queues hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from feedback.models import Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from feedback.models.suggestion import SuggestionQuerySet

PAGE_SIZE = 30
MOST_COUNTED = 100  # beyond it the number says nothing that a person needs; shown as 99+
OLDEST, NEWEST, SOONEST = ("pk",), ("-pk",), ("due_at", "pk")


@dataclass(frozen=True)
class Part:
    """The ids on one page, in their order, and whether there is more on either side."""

    keys: list[int]
    has_earlier: bool
    has_later: bool


def counted(found: QuerySet[Any]) -> int:
    """Return how many there are, counting no further than MOST_COUNTED."""
    return found.order_by()[:MOST_COUNTED].count()


def part(found: SuggestionQuerySet, *, order: tuple[str, ...], given: Mapping[str, Any]) -> Part:
    """Return the part after (`after`) or before (`before`) a reference; the first part without either."""
    backwards = bool(given.get("before"))
    cursor = given.get("before") or given.get("after") or ""
    place = Suggestion.objects.filter(reference=cursor).values("pk", "due_at").first() if cursor else None
    steps = [_turned(step) for step in order] if backwards else list(order)
    rows = found.filter(_beyond(steps, place)) if place else found
    keys = list(rows.order_by(*steps).values_list("pk", flat=True).distinct()[: PAGE_SIZE + 1])
    more, keys = len(keys) > PAGE_SIZE, keys[:PAGE_SIZE]
    if backwards and place:
        return Part(keys[::-1], has_earlier=more, has_later=True)
    return Part(keys, has_earlier=place is not None, has_later=more)


def _turned(step: str) -> str:
    return step[1:] if step.startswith("-") else f"-{step}"


def _beyond(steps: list[str], place: Mapping[str, Any]) -> Q:
    """Return the condition of lying further along: in the first step, or level there and further in the next."""
    further, level = Q(pk__in=[]), Q()
    for step in steps:
        name, side = step.lstrip("-"), "lt" if step.startswith("-") else "gt"
        further |= level & Q(**{f"{name}__{side}": place[name]})
        level &= Q(**{name: place[name]})
    return further
