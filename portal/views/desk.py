"""The desk's front page: everything that waits for the person, whatever package it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community import waiting
from community.desk.door import team_only
from portal import desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@team_only
def front(request: HttpRequest) -> HttpResponse:
    """Show each queue of the person's roles, oldest first, and what came since the last look."""
    assert request.user.is_authenticated  # noqa: S101  # team_only let them in
    queues = desk.waiting_for(request.user, timezone.now())
    waiting.remember(request.user, queues)
    return render(request, "portal/desk.html", {"queues": queues, "seen_at": request.user.desk_seen_at})


@require_POST
@team_only
def seen(request: HttpRequest) -> HttpResponse:
    """Mark all that waits now as seen: the badge starts anew."""
    assert request.user.is_authenticated  # noqa: S101  # team_only let them in
    desk.mark_seen(request.user)
    return redirect("desk")
