"""The language extension: names and texts in the language of `lang=`, else of Accept-Language, else in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

if TYPE_CHECKING:
    from django.http import HttpRequest


def wanted(request: HttpRequest) -> str:
    """Return the first language asked for that the site speaks."""
    accepted = [code for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    for code in [request.GET.get("lang", ""), *accepted]:
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
