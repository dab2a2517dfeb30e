"""Dates as the standard wants them: with a zone, both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from feedback.open311.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

NEEDS_ZONE: _StrOrPromise = _("Dates need a time and a zone, as in 2026-11-22T09:00:00+08:00.")


def written(moment: datetime | None) -> str:
    """Return a moment to the second, in the city's zone."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def read(text: str) -> datetime | None:
    """Return the moment a parameter names; nothing for an empty one. In an address "+" may have come as a space."""
    if not text:
        return None
    try:
        moment = parse_datetime(text.replace(" ", "+", 1) if "T" in text else text)
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        raise Refused(NEEDS_ZONE)
    return moment
