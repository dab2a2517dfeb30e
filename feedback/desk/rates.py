"""The three rates of the offices that a person works for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.desk.door import team_only
from community.models import Body
from community.models.membership import Role
from community.policies import bodies_with, is_alliance_admin
from feedback import measuring, policies
from feedback.forms.desk import DESK_KINDS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@team_only
@require_safe
def rates(request: HttpRequest) -> HttpResponse:
    """Show one office by month, and all of the person's offices side by side."""
    if not policies.handles_suggestions(request.user):
        raise PermissionDenied
    offices, now = list(_offices(request.user)), timezone.now()
    if not offices:
        raise PermissionDenied
    chosen = next((office for office in offices if office.slug == request.GET.get("office")), offices[0])
    # One office at a time: months of several together could be subtracted from one another.
    months = measuring.by_month([chosen], now=now)
    sides = measuring.side_by_side(offices, now=now) if len(offices) > 1 else None
    context = {"months": months, "sides": sides, "offices": offices, "chosen": chosen, "smallest": measuring.SMALLEST}
    return render(request, "feedback/desk/rates.html", context)


def _offices(person: Any) -> Any:
    """Return the offices of a person's roles; a district's with what stands under it; all for an alliance admin."""
    found = Body.objects.active().filter(kind__in=DESK_KINDS).select_related("parent").order_by("kind", "slug")
    if is_alliance_admin(person):
        return found
    own, above = bodies_with(person), bodies_with(person, Role.OFFICER, Role.MANAGER)
    return found.filter(Q(pk__in=own) | Q(parent__in=above, parent__kind=Body.Kind.DISTRICT))
