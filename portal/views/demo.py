"""The demo's mailbox on the site. Outside the demo these pages are absent."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.demo import mailbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 outside the demo: this mailbox shows everybody's mail."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapper


@require_safe
@demo_only
def outbox(request: HttpRequest) -> HttpResponse:
    """List what the site has sent."""
    return render(request, "portal/demo_outbox.html", {"letters": mailbox.letters()})


@require_safe
@demo_only
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail as text, with its links to follow."""
    return render(request, "portal/demo_letter.html", {"letter": _found(name)})


@require_safe
@demo_only
def letter_html(_request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail as a mail program draws it: its own styles, no scripts, opened links leave the frame."""
    response = HttpResponse(_found(name).html)
    sandbox = "sandbox allow-top-navigation-by-user-activation allow-popups"
    response["Content-Security-Policy"] = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; {sandbox}"
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001  # django-csp's own mark: the header above stays
    return response


def _found(name: str) -> mailbox.Letter:
    found = mailbox.letter(name)
    if found is None:
        raise Http404
    return found
