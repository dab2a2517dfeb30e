"""The door: a page that whoever holds its link keeps on a phone, and what that phone asks and sends.

No account, no session, no cookie: the secret in the address is all, so there is nothing for another site to borrow and the
CSRF check has nothing to protect. A link opens in its span of time; what was recorded in it may be sent later.
"""

from __future__ import annotations

import json
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from community import auditing, linking
from community.limiting import limited
from events import bundling, checking_in, finding
from events.forms import BadMessage, parse_message
from events.models import DoorLink, EventDate
from events.views.door_words import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest

    DoorView = Callable[..., HttpResponse]

# What the phone keeps beside the page. Modules name each other by their plain names, so these are kept by those.
MODULES = ("screen", "store", "sync", "tickets", "verdict", "scanner", "sounds")
LIBRARIES = ("portal/vendor/jsqr.js", "portal/vendor/noble-ed25519.js")
WORKER = Path(__file__).parent.parent / "static/events/sw.js"
LONGEST_NAME = 60


class NotNow(Exception):
    """A link that works at another time, or no more."""

    def __init__(self, status: int, opens_at: datetime | None = None) -> None:
        super().__init__(status)
        self.status, self.opens_at = status, opens_at


def _door(token: str, now: datetime, *, late: bool = False) -> DoorLink:
    """Return the door of a token. Raises NotNow: 404 unknown, 410 ended, 403 too early. `late` allows late uploads."""
    try:
        link = linking.resolve(token)
    except linking.LinkClosed:
        raise NotNow(410) from None
    except linking.LinkError:
        raise NotNow(404) from None
    door = link.target
    if link.purpose != "door" or not isinstance(door, DoorLink):
        raise NotNow(404)
    if now < door.opens_at:
        raise NotNow(403, door.opens_at)
    if not late and not door.is_open(now):
        raise NotNow(410)
    return door


def _for_phone(view: DoorView) -> DoorView:
    """Answer a phone in JSON, also when its link does not work now; nothing is kept by caches on the way."""

    @wraps(view)
    @never_cache
    def wrapper(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return view(request, token=token)
        except NotNow as refusal:
            return JsonResponse({"error": "closed"}, status=refusal.status)
        except (BadMessage, RawPostDataException):  # the second where the body came as a form, which nobody of ours sends
            return JsonResponse({"error": "malformed"}, status=400)

    return wrapper


@require_safe
@never_cache
def door(request: HttpRequest, token: str) -> HttpResponse:
    """Show the door. The page holds no data: the phone fetches them once and keeps them."""
    now, said = timezone.now(), words()
    with translation.override("zh-hans"):
        try:
            found = _door(token, now)
        except NotNow as refusal:
            return render(request, "events/door_closed.html", {"opens_at": refusal.opens_at}, status=refusal.status)
        context = {
            "token": token,
            "date_id": found.date_id,
            "words": said["zh-hans"],
            "all_words": json.dumps(said, ensure_ascii=False),
            "assets": json.dumps([settings.STATIC_URL + name for name in _kept_names()]),
        }
        response = render(request, "events/door.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@_for_phone
def bundle(_request: HttpRequest, token: str) -> HttpResponse:
    """Give a phone what it needs to work without a network."""
    now = timezone.now()
    return JsonResponse(bundling.bundle(_door(token, now), now))


@csrf_exempt
@require_POST
@_for_phone
def sync(request: HttpRequest, token: str) -> HttpResponse:
    """Take what a phone recorded, and tell it how things stand."""
    now = timezone.now()
    found = _door(token, now, late=True)
    device, acts, skew = parse_message(request.body, now)
    checking_in.record(found, device=device, acts=acts, skew=skew)
    date = EventDate.objects.get(pk=found.date_id)
    done = [str(act.nonce) for act in acts]
    return JsonResponse({"done": done, "open": found.is_open(now), **bundling.standing(date, now)})


@csrf_exempt
@require_POST
@limited("door_search", by="token")
@_for_phone
def search(request: HttpRequest, token: str) -> HttpResponse:
    """Find parties by a name. Only with a network, only so often, and on the trail: names stay here."""
    found = _door(token, timezone.now())
    date = EventDate.objects.select_related("event__body").get(pk=found.date_id)
    auditing.record("event.door_searched", date.event, by=None, body=date.event.body, values={"door": found.pk})
    parties = finding.by_name(date, request.POST.get("name", "")[:LONGEST_NAME])
    here = checking_in.inside(date)
    return JsonResponse({"found": [_shown(one, here) for one in parties]})


@require_safe
@never_cache
def manifest(_request: HttpRequest, token: str) -> HttpResponse:
    """Say how the door is installed on a phone: by its own name, on its own address."""
    with translation.override("zh-hans"):
        name = words()["zh-hans"]["title"]
    start = reverse("door", args=[token])
    icons = [
        {"src": static(f"events/door/icon-{side}.png"), "sizes": f"{side}x{side}", "type": "image/png", "purpose": "any maskable"}
        for side in (192, 512)
    ]
    described = {
        "name": name,
        "short_name": name,
        "start_url": start,
        "scope": start,
        "id": start,
        "display": "standalone",
        "lang": "zh-Hans",
        "background_color": "#fbf8f2",
        "theme_color": "#1d2a2f",
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json")


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Serve the worker that shows doors and tickets without a network. From the root, or it could not reach them."""
    response = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _kept_names() -> list[str]:
    return [*(f"events/door/{name}.js" for name in MODULES), *LIBRARIES]


def _shown(one: finding.Found, here: dict[str, int]) -> dict[str, Any]:
    registration = one.registration
    return {
        "reference": registration.reference,
        "code": registration.code,
        "name": one.shown,
        "seats": registration.seats,
        "here": here.get(registration.reference, 0),
    }
