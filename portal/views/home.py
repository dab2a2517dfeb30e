"""The front page, and the bare address that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def by_language(request: HttpRequest) -> HttpResponse:
    """Lead to the front page in the reader's language: cookie, then account, then what the browser asks for."""
    with translation.override(translation.get_language_from_request(request)):
        return redirect(reverse("home"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what changes soon, what is on, what came of suggestions, and the nine townships."""
    return render(request, "portal/home.html")
