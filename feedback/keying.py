"""Keys of programs: issued and revoked by an alliance admin, shown once, kept as a hash, found by whoever presents one."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing
from feedback import policies, tracking
from feedback.models import ApiKey

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import Body, User

SHOWN = 6  # characters of a key that lists show
HOUR = 3600


class AlreadyRevoked(tracking.FeedbackRefused):
    """It opens nothing any more."""

    message = _("This key has been revoked already.")


class Issued(NamedTuple):
    """A key, and its secret, which can be shown this once."""

    key: ApiKey
    secret: str


def issue(name: str, *, body: Body, hourly_limit: int, by: User) -> Issued:
    """Make a key for a program that an office stands behind."""
    if not policies.can_manage_keys(by):
        raise tracking.NotAllowed
    secret = secrets.token_urlsafe(30)
    with transaction.atomic():
        key = ApiKey.objects.create(
            name=name,
            body=body,
            beginning=secret[:SHOWN],
            secret_hash=_hash(secret),
            hourly_limit=hourly_limit,
            issued_by=by,
        )
        values = {"name": name, "hourly_limit": hourly_limit}
        auditing.record("api_key.issued", key, by=by, body=body, fields=["name", "hourly_limit"], values=values)
    return Issued(key, secret)


def revoke(key: ApiKey, *, by: User) -> ApiKey:
    """End a key at once. Raises AlreadyRevoked when someone was first: one UPDATE decides."""
    if not policies.can_manage_keys(by):
        raise tracking.NotAllowed
    with transaction.atomic():
        if not ApiKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=timezone.now(), revoked_by=by):
            raise AlreadyRevoked
        auditing.record("api_key.revoked", key, by=by, body=key.body, fields=["revoked_at"])
    return key


def find(secret: str) -> ApiKey | None:
    """Return the open key of a secret, else nothing."""
    return ApiKey.objects.open().select_related("body").filter(secret_hash=_hash(secret)).first()


def seconds_to_wait(key: ApiKey, *, now: datetime) -> int:
    """Count one post of a key; return 0, or how long to wait when its hour is full."""
    hour, second = divmod(int(now.timestamp()), HOUR)
    counter = f"api-key-{key.pk}-{hour}"
    cache.add(counter, 0, HOUR)
    if cache.incr(counter) <= key.hourly_limit:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
        return 0
    return HOUR - second


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
