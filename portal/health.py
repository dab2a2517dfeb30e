"""Whether this node lives, and whether it can serve: for load balancers and people on call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


@require_safe
@never_cache
def live(_request: HttpRequest) -> JsonResponse:
    """Answer as long as the process runs; asks nothing of others, so a broken database does not restart the web."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database and Redis answer, else 503 with what does not."""
    checks: dict[str, Callable[[], object]] = {
        "database": lambda: connection.cursor().execute("SELECT 1"),
        "redis": lambda: cache.get("health"),
    }
    found = {name: _answers(check) for name, check in checks.items()}
    return JsonResponse(found, status=200 if set(found.values()) == {"ok"} else 503)


def _answers(check: Callable[[], object]) -> str:
    try:
        check()
    except Exception as error:  # noqa: BLE001  # whatever is wrong, the answer is that it is not ready
        return type(error).__name__
    return "ok"
