"""Missed events: noted with grace, fading by themselves, explained in one tap. They touch one's place in line, nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from events.models import Absence

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Contact

FADES_AFTER = timedelta(days=180)
FORGIVEN_EVERY = timedelta(days=365)  # the first one in so long is on the house
SETBACK = timedelta(days=1)  # for each one that counts, one stands in line as if one had joined so much later
MOST_COUNTED = 3


def setback(contact: Contact, now: datetime) -> timedelta:
    """Return how much later than others a person is ranked in a line: a day for each missed event that counts, three at most.

    Bounded, so that nobody waits behind newcomers for ever.
    """
    return SETBACK * min(Absence.objects.of(contact).counting(now).count(), MOST_COUNTED)
