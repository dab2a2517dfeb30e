"""Who has how much in hand at the desks one leads or works at, and what nobody has yet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.desk.door import team_only
from community.models import Body, User
from feedback import policies
from feedback.desk.queues import own_desks
from feedback.models import Answer, Assignment, Suggestion

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

WINDOW = timedelta(days=30)


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show officers with what they have in hand, and desks with what is in nobody's."""
    person: Any = request.user
    if not policies.handles_suggestions(person):
        raise PermissionDenied
    now, desks = timezone.now(), own_desks(person)
    mine = Q() if desks is None else Q(suggestion__desk__in=desks)
    context = {"officers": _officers(mine, now), "desks": _desks(desks, now)}
    return render(request, "feedback/desk/workload.html", context)


def _officers(mine: Q, now: datetime) -> list[dict[str, Any]]:
    """Return each officer with open work: how much, how much of it late, since when, and what went out lately."""
    held = Assignment.objects.filter(mine, until=None, suggestion__state__in=Suggestion.IN_HAND)
    rows = held.values("officer").annotate(
        total=Count("pk"), late=Count("pk", filter=Q(suggestion__due_at__lte=now)), oldest=Min("since")
    )
    written = Answer.objects.filter(mine, released_at__gte=now - WINDOW).values("drafted_by").annotate(total=Count("pk"))
    answered = {one["drafted_by"]: one["total"] for one in written}
    people = User.objects.in_bulk({one["officer"] for one in rows} | set(answered))
    loads: dict[int, dict[str, Any]] = {one["officer"]: dict(one) for one in rows}
    found = [
        {
            "officer": people[pk],
            "total": loads.get(pk, {}).get("total", 0),
            "late": loads.get(pk, {}).get("late", 0),
            "oldest": loads.get(pk, {}).get("oldest"),
            "answered": answered.get(pk, 0),
        }
        for pk in people
    ]
    return sorted(found, key=lambda one: (-one["total"], one["officer"].email))


def _desks(desks: set[int] | None, now: datetime) -> list[dict[str, Any]]:
    """Return each desk with what waits there in nobody's hands, and what is late."""
    found = Suggestion.objects.filter(state__in=Suggestion.ARRIVED)
    found = found if desks is None else found.filter(desk__in=desks)
    rows = found.values("desk").annotate(total=Count("pk"), late=Count("pk", filter=Q(due_at__lte=now)), oldest=Min("created_at"))
    bodies = Body.objects.select_related("parent").in_bulk([one["desk"] for one in rows])
    return [{**one, "desk": bodies[one["desk"]]} for one in sorted(rows, key=lambda one: -one["total"])]
