"""What the chrome (header, footer) needs on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Return the site's filing numbers, whether this is the demo, and whom to write to."""
    return {
        "demo": settings.DEMO,
        "icp_filing": settings.ICP_FILING,
        "police_filing": settings.POLICE_FILING,
        "contact_email": settings.CONTACT_EMAIL,
    }
