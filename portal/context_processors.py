"""What the chrome (header, footer) needs on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from portal import banners, desk
from portal.members import members

if TYPE_CHECKING:
    from django.http import HttpRequest


def chrome(_request: HttpRequest) -> dict[str, Any]:
    """Return the townships to choose from, the warnings that are up, the filing numbers, the demo's mark, whom to write to."""
    return {
        "townships": SimpleLazyObject(members),
        "banners": SimpleLazyObject(banners.shown),
        "demo": settings.DEMO,
        "icp_filing": settings.ICP_FILING,
        "police_filing": settings.POLICE_FILING,
        "contact_email": settings.CONTACT_EMAIL,
    }


def staff(request: HttpRequest) -> dict[str, Any]:
    """Return what people who work here see beside: the desk's menu, what is unread. Asked for only where it is drawn."""
    user = getattr(request, "user", None)  # none yet where a malformed request is refused
    if user is None or not user.is_authenticated or not user.is_team:
        return {}
    bodies = {held.body_id: held.body for held in user.current_memberships}
    numbers: Any = SimpleLazyObject(lambda: desk.numbers_for(user))
    return {
        "desk_unread": SimpleLazyObject(lambda: numbers.unread),
        "desk_menu": SimpleLazyObject(lambda: desk.menu(user, numbers)),
        "desk_body": SimpleLazyObject(lambda: " · ".join(body.full_name for body in bodies.values())),
    }
