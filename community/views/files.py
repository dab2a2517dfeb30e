"""Uploaded files, one by one, after the policy has been asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from community import policies
from community.models import File

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def served(found: File) -> HttpResponse:
    """Return the bytes as the type we found ourselves, sandboxed, so that a file can't act as a page of ours."""
    response = FileResponse(found.stored.open("rb"), content_type=found.content_type, filename=found.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=31536000, immutable" if found.released_at else "private, no-store"
    return cast("HttpResponse", response)  # it streams, and is one in all else


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Serve a file to who may see it."""
    found = get_object_or_404(File, pk=pk)
    if not policies.can_view_file(request.user, found):
        raise Http404
    return served(found)
