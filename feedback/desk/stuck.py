"""Answers that wait although nobody can release them: their office has no second person. For alliance admins, who invite one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.desk.door import team_only
from community.policies import is_alliance_admin
from feedback import answering
from feedback.models import Answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LOOKED_AT = 200  # the oldest; each asks who could release it


@team_only
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show them, those that wait longest first."""
    if not is_alliance_admin(request.user):
        raise PermissionDenied
    return render(request, "feedback/desk/stuck.html", {"rows": stuck(), "most": LOOKED_AT})


def stuck() -> list[dict[str, Any]]:
    """Return the waiting answers for which there is no second person."""
    waiting = Answer.objects.filter(released_at=None, submitted_at__isnull=False).order_by("submitted_at", "pk")
    waiting = waiting.select_related("body__parent", "suggestion__contact", "submitted_by").prefetch_related("drafts")
    return [
        {"answer": answer, "suggestion": answer.suggestion, "office": answer.body}
        for answer in waiting[:LOOKED_AT]
        if not answering.releasers(answer)
    ]
