"""Error pages. They are drawn without a database or session, because either may be what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the form has expired, and how to send it again."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
