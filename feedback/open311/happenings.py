"""What happened with public suggestions, as updates of service requests: an extension in use elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Prefetch, Subquery

from feedback import masking
from feedback.models import Answer, StateChange, Suggestion
from feedback.open311 import requests
from feedback.open311.moments import written
from feedback.states import State, step

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from feedback.open311.jurisdictions import Jurisdiction


def listed(request: HttpRequest, place: Jurisdiction) -> list[dict[str, Any]]:
    """Return the steps a call asks for, newest first. Ids of requests override the dates, as among the requests."""
    given = request.GET
    # Being put on a desk is told by the office that is responsible; the page of the public leaves it out as well.
    found = StateChange.objects.filter(suggestion__in=place.of(Suggestion.objects.public()).order_by().values("pk"))
    found = found.exclude(to_state=State.ROUTED)
    if ids := requests.words(given.get("service_request_id", "")):
        found = found.filter(suggestion__reference__in=ids)
    else:
        since, until = requests.span(given)
        found = found.filter(at__gte=since, at__lte=until)
    page = requests.page(given)
    return [_told(change) for change in _loaded(found)[page.first : page.until]]


def _loaded(found: QuerySet[StateChange]) -> QuerySet[StateChange]:
    """Load what is told, with the number of each step among those of its suggestion: what is added later moves none."""
    earlier = StateChange.objects.filter(suggestion=OuterRef("suggestion"), pk__lte=OuterRef("pk")).order_by()
    number = Subquery(earlier.values("suggestion").annotate(n=Count("pk")).values("n"))
    answers = Answer.objects.filter(released_at__isnull=False).prefetch_related("translations")
    loaded = found.select_related("suggestion").prefetch_related(Prefetch("suggestion__answers", answers))
    return loaded.annotate(number=number).order_by("-at", "-pk")


def _told(change: Any) -> dict[str, Any]:
    """Return one step in plain words; an answer's words come with the step that brought it."""
    ends = change.to_state == State.ANSWERED
    brought = [one for one in change.suggestion.answers.all() if ends and one.released_at == change.at]
    answers = [masking.mask(one.reading.text, language=one.reading.language) for one in brought]
    return {
        "service_request_id": change.suggestion.reference,
        "update_id": f"{change.suggestion.reference}-{change.number}",
        "updated_datetime": written(change.at),
        "status": requests.OPEN if change.to_state in Suggestion.OPEN else requests.CLOSED,
        "description": "\n\n".join([step(change.from_state, change.to_state), *answers]),
        "media_url": "",
    }
