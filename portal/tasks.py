"""When the portal's own verbs run by themselves."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from portal import desk


@shared_task(name="portal.tell_staff_what_waits")
def tell_staff_what_waits() -> None:
    """Send the daily mail to staff for whom something waits."""
    desk.tell_everyone(timezone.now())
