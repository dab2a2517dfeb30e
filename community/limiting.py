"""Rate limits of our own forms, counted in Redis by allauth's counter; the table stands in the settings."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from allauth.core import ratelimit

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from django.http import HttpRequest, HttpResponse

    View: TypeAlias = Callable[..., HttpResponse]


def allows(request: HttpRequest, action: str) -> bool:
    """Count one act, and tell whether it is still within the limit."""
    return bool(ratelimit.consume(request, action=action))


def limited(action: str, *, by: str = "") -> Callable[[View], View]:
    """Answer 429 to a POST beyond the limit of ``ACCOUNT_RATE_LIMITS[action]``; reading is never limited.

    `by` names the part of the address that a limit "per key" counts: many phones may share one network, and one token.

    Switching the language of a half-filled form is a POST too, but it does nothing, so it is not counted.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            counts = request.method == "POST" and "switch_language" not in request.POST
            refusal = ratelimit.consume_or_429(request, action=action, key=kwargs.get(by)) if counts else None
            return refusal or view(request, *args, **kwargs)

        return wrapper

    return decorate
