"""What the chrome (header, footer) needs on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from portal.members import members

if TYPE_CHECKING:
    from django.http import HttpRequest


def chrome(_request: HttpRequest) -> dict[str, Any]:
    """Return the townships to choose from, the site's filing numbers, whether this is the demo, and whom to write to."""
    return {
        "townships": SimpleLazyObject(members),
        "demo": settings.DEMO,
        "icp_filing": settings.ICP_FILING,
        "police_filing": settings.POLICE_FILING,
        "contact_email": settings.CONTACT_EMAIL,
    }
