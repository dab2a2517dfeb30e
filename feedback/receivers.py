"""What feedback does when the ground floor says that something happened."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from community.signals import working_days_changed
from feedback import clocks


@receiver(working_days_changed)
def calendar_was_edited(**_kwargs: Any) -> None:
    """Have the running clocks computed anew."""
    clocks.mark_stale()
