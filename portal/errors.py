"""Error pages: 4xx wear the site's chrome in the language of the address; 500 needs nothing that may have failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader

if TYPE_CHECKING:
    from django.http import HttpRequest


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django passes it by name
    """Say that the request can't be read. Without the chrome: it may come from before the language is known."""
    return HttpResponse(loader.render_to_string("400.html"), status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django passes it by name
    """Say that this page is not for this person."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django passes it by name
    """Say that there is no such page; the same for what is absent and for what is not yours."""
    return render(request, "404.html", status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Say in both languages that the fault is ours, without a database, session or context processor."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the form has expired, and how to send it again."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
