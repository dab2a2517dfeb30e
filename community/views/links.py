"""The one door of signed links: GET shows, POST acts, and nothing about them is kept by caches or passed on.

The site's referrer policy (same-origin) keeps the token from other hosts. A stricter one for these pages would make
browsers send ``Origin: null`` with their forms, which the CSRF check must refuse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community import linking

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Open a link with the view that its package named for the purpose."""
    try:
        found = linking.resolve(token)
        response = linking.view_of(found)(request, found)
    except linking.LinkError as error:
        response = render(request, "community/link_closed.html", {"message": error.message}, status=404)
    response["X-Robots-Tag"] = "noindex"
    return response
