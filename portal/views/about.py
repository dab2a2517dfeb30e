"""The site about itself: privacy notice, accessibility statement, whom to call or write to; and what robots may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import select_template
from django.utils import translation
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest


def _page(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    """Draw a page whose long text is written per language; a language without its own shows the English one, labelled."""
    text = select_template([f"portal/about/{name}.{translation.get_language()}.html", f"portal/about/{name}.en.html"])
    written_in = str(text.template.name).rsplit(".", 2)[1]
    return render(request, f"portal/about/{name}.html", {"text": text, "written_in": written_in, **context})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what the site keeps, why, and for how long."""
    return _page(request, "privacy", version=settings.PRIVACY_NOTICE_VERSION)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show what was done so that everybody can use the site, and what does not work yet."""
    return _page(request, "accessibility")


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Show the emergency numbers and who answers what."""
    return render(request, "portal/about/contact.html")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Keep robots off what is personal or for staff."""
    private = [
        "admin",
        "files",
        "door",
        "unsubscribe",
        *(f"{code}/{area}" for code, _name in settings.LANGUAGES for area in ("account", "desk", "l", "search")),
    ]
    lines = ["User-agent: *", *(f"Disallow: /{path}/" for path in private), "", f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
