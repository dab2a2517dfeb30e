"""Uploaded files, one by one, after the policy has been asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from community import policies
from community.models import Enclosure, File, Notice

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def served(found: File) -> HttpResponse:
    """Return the bytes as the type we found ourselves, sandboxed, so that a file can't act as a page of ours."""
    is_document = found.kind == File.Kind.DOCUMENT
    response = FileResponse(
        found.stored.open("rb"), content_type=found.content_type, filename=found.name, as_attachment=is_document
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=31536000, immutable" if found.released_at else "private, no-store"
    return cast("HttpResponse", response)  # it streams, and is one in all else


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Serve a file to who may see it."""
    found = get_object_or_404(File, pk=pk)
    if not policies.can_view_file(request.user, found) and not _belongs_to_own_draft(request, found):
        raise Http404
    return served(found)


def _belongs_to_own_draft(request: HttpRequest, found: File) -> bool:
    """Tell whether a file belongs to an edition that the person may read before everyone: a second person looks at it, too."""
    kept = Notice.objects.kept_by(request.user)
    return bool(Enclosure.objects.filter(file=found, edition__notice__in=kept).exists())
