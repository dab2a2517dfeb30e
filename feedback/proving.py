"""Proof of work against floods: the browser solves a small sum while a person writes. No captcha, no host of others, no identity.

The protocol is ALTCHA's first version, signed with a key of our own. A proof counts once. Who brings none, because
scripts are off or the page lay open for hours, may still write, only not as often (see the limits in the settings).
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from altcha import v1 as altcha
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from datetime import datetime

MOST = 50_000  # at most that many hashes: a second or two on a slow phone, while its owner writes
LASTS = timedelta(hours=2)
LONGEST_PROOF = 2000


def challenge(now: datetime | None = None) -> dict[str, str | int]:
    """Return a new sum for a browser to solve."""
    until = (now or timezone.now()) + LASTS
    made = altcha.create_challenge(altcha.ChallengeOptions(max_number=MOST, hmac_key=_key(), expires=until))
    return {
        "algorithm": made.algorithm,
        "challenge": made.challenge,
        "maxnumber": made.max_number,
        "salt": made.salt,
        "signature": made.signature,
    }


def is_proof(payload: str) -> bool:
    """Tell whether this is the solution of a sum of ours that is still open and was not brought before."""
    if not payload or len(payload) > LONGEST_PROOF:
        return False
    try:
        solved, _why = altcha.verify_solution(payload, _key())
    except (AttributeError, KeyError, TypeError, ValueError):  # any bytes may arrive here
        return False
    return solved and cache.add(f"proof:{hashlib.sha256(payload.encode()).hexdigest()}", 1, LASTS.total_seconds() + 60)


def _key() -> str:
    return salted_hmac("feedback.proving", "altcha", secret=settings.SECRET_KEY).hexdigest()
