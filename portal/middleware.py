"""What every request passes: malformed input is refused, the language chosen by address is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.utils import translation
from django.views.defaults import bad_request

from feedback.open311 import views as open311

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    GetResponse = Callable[[HttpRequest], HttpResponse]

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


def refuse_malformed(get_response: GetResponse) -> GetResponse:
    """Answer 400 to bytes that are not text, to NUL characters, and to bodies too large or with too many fields.

    PostgreSQL refuses NUL in text and would turn it into a 500 deep inside a verb.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            _refuse_nul(request)
        except (BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, UnicodeDecodeError) as error:
            return open311.malformed(request) if request.path_info.startswith(open311.PREFIX) else bad_request(request, error)
        return get_response(request)

    return middleware


def _refuse_nul(request: HttpRequest) -> None:
    address = request.META.get("QUERY_STRING", "")
    raw = unquote_to_bytes(f"{request.path_info}?{address}".replace("+", " "))
    raw.decode("utf-8")
    if b"\x00" in raw or "\x00" in request.path_info:
        raise BadRequest("NUL in the address")
    if request.method not in SAFE_METHODS:
        for values in request.POST.lists():
            if any("\x00" in value for value in (values[0], *values[1])):
                raise BadRequest("NUL in a field")


def remember_language(get_response: GetResponse) -> GetResponse:
    """Keep the language of the address in a cookie, so that ``/`` leads back to it. Stands after LocaleMiddleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        chosen = translation.get_language_from_path(request.path_info)
        if (
            chosen
            and chosen != request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
            and response.status_code == HttpResponse.status_code
        ):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            )
        return response

    return middleware
