"""Keeps drawn pages for the many who are not signed in.

Drawing a page costs ten times what the floor of a Django site costs, and most readers see the same one. So a page that
was drawn for a visitor without a session serves the next visitors for some seconds. Whatever is published, changed or
hidden ends all kept pages at once; the only thing that may be seconds old is the number of seats left, and the
registration form asks the database anyway.

Who is signed in gets a page of their own, in which a part that says the same to everybody is kept likewise (`part`, the
template tag ``shared``): the list of events, for one, is nearly all of its page's work.

Never kept: a page drawn for someone with a session, one that holds a form's secret, one that sets a cookie or forbids
caching, and anything but a plain 200 in HTML.
"""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    GetResponse = Callable[[HttpRequest], HttpResponse]

EDITION = "pages:edition"  # changes whenever what is public changes; a page of another edition is not served
LONGEST_ADDRESS = 300  # longer ones are somebody's experiment


def keep_pages(get_response: GetResponse) -> GetResponse:
    """Serve a kept page, or keep the one that was drawn. Stands after the language is known, before anything that costs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_plain_visit(request):
            return get_response(request)
        key = _key(request)
        found = cache.get_many([key, EDITION])
        edition = found.get(EDITION)
        if key in found and found[key]["edition"] == edition:
            return _shown(found[key])
        response = get_response(request)
        if _may_be_kept(request, response):
            kept = {"edition": edition, "body": response.content, "headers": dict(response.items())}
            cache.set(key, kept, settings.PAGES_KEPT_FOR)
        return response

    return middleware


def part(request: HttpRequest, draw: Callable[[], SafeString], *, name: str = "part") -> SafeString:
    """Return the part of a page that is the same for every reader: kept for its address as pages are, or drawn now."""
    if not _may_be_asked_for(request):
        return draw()
    key = _key(request, name)
    found = cache.get_many([key, EDITION])
    edition = found.get(EDITION)
    if key in found and found[key]["edition"] == edition:
        return SafeString(found[key]["drawn"])
    drawn = draw()
    cache.set(key, {"edition": edition, "drawn": str(drawn)}, settings.PAGES_KEPT_FOR)
    return drawn


def forget(**_signal: Any) -> None:
    """Let no kept page be served again: what is public has changed."""
    cache.set(EDITION, time.time_ns(), None)


def _is_plain_visit(request: HttpRequest) -> bool:
    return _may_be_asked_for(request) and settings.SESSION_COOKIE_NAME not in request.COOKIES


def _may_be_asked_for(request: HttpRequest) -> bool:
    return settings.PAGES_KEPT_FOR > 0 and request.method == "GET" and len(request.get_full_path()) <= LONGEST_ADDRESS


def _key(request: HttpRequest, what: str = "page") -> str:
    """Return the key of an address; without a language prefix the answer depends on the reader and is a redirect, never kept."""
    address = f"{request.get_host()} {request.get_full_path()}"
    return f"{what}:{hashlib.sha256(address.encode()).hexdigest()}"


def _shown(kept: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(kept["body"])
    for name, value in kept["headers"].items():
        response[name] = value
    patch_vary_headers(response, ["Cookie"])  # for caches outside: who has a session gets another page
    return response


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == HttpResponse.status_code
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and not response.has_header("Cache-Control")
        and "CSRF_COOKIE" not in request.META
        and request.session.is_empty()
    )
