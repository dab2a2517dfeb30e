"""Looks at the addresses that our pages lead to: what still answers, what is broken, which source says something else now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from community import auditing, fetching, policies
from community.models import WebAddress
from community.refusals import NotAllowed

if TYPE_CHECKING:
    from community.fetching import Fetched
    from community.models import User, WebUse

A_RUN = 20  # addresses
HOST_PAUSE = 10  # seconds between two questions to one site
AGAIN = timedelta(hours=24)
SOON = timedelta(hours=1)  # to see whether a change stays
CLAIMED = timedelta(minutes=30)  # then a killed worker's address is due again
TOO_OFTEN = 3  # days in a row on which it failed

State = WebAddress.State


@dataclass(frozen=True)
class Health:
    """How an address stands: failures are counted once a day."""

    state: str = State.UNCHECKED
    failures: int = 0
    failed_on: date | None = None
    failing_since: datetime | None = None

    def after(self, found: Fetched, now: datetime) -> Health:
        """Return how it stands after another look. Three failing days make it broken, one answer makes it well."""
        if not found.problem:
            return Health(State.OK)
        if found.problem == WebAddress.Problem.CLOSED:  # it is there; whether the page is, only a person can see
            return Health(State.CAUTION)
        today = timezone.localdate(now)
        counts = self.failed_on is None or today > self.failed_on
        failures = self.failures + counts
        state = State.BROKEN if failures >= TOO_OFTEN else State.CAUTION
        return Health(state, failures, today if counts else self.failed_on, self.failing_since or now)


def check_due(now: datetime | None = None) -> int:
    """Look at the addresses whose time has come, no site oftener than it bears; return how many."""
    now = now or timezone.now()
    due = WebAddress.objects.filter(next_check_at__lte=now).order_by("next_check_at", "pk")
    done = 0
    for address in due[: A_RUN * 10]:
        if done < A_RUN and cache.add(f"links:{address.host}", 1, HOST_PAUSE) and _claim(address, now):
            note(address, fetching.fetch(address.url), now=now)
            done += 1
    return done


def note(address: WebAddress, found: Fetched, *, now: datetime) -> None:
    """Write down what was found. Words count as changed once they are the same twice that are not those we knew."""
    before = Health(address.state, address.failures, address.failed_on, address.failing_since)
    health = before.after(found, now)
    address.state, address.failures = health.state, health.failures
    address.failed_on, address.failing_since = health.failed_on, health.failing_since
    address.problem, address.status, address.checked_at = found.problem, found.status, now
    address.next_check_at = now + AGAIN
    if found.fingerprint:
        _compare(address, found.fingerprint, now)
    address.save()


def settle(use: WebUse, *, by: User) -> None:
    """Note that a person looked at it and it is in order here, until it fails or changes anew."""
    if not policies.can_settle_link(by, use):
        raise NotAllowed
    with transaction.atomic():
        use.settled_at, use.settled_by = timezone.now(), by
        use.save(update_fields=["settled_at", "settled_by"])
        auditing.record("link.settled", use, by=by, body=use.body, fields=["settled_at"])


def _claim(address: WebAddress, now: datetime) -> bool:
    """Take an address, so that another worker does not look at it as well."""
    mine = WebAddress.objects.filter(pk=address.pk, next_check_at=address.next_check_at)
    return bool(mine.update(next_check_at=now + CLAIMED))


def _compare(address: WebAddress, seen: str, now: datetime) -> None:
    address.answered_at = now
    if not address.fingerprint:
        address.fingerprint = seen
    elif seen != address.fingerprint:
        if seen == address.seen_fingerprint:
            address.fingerprint, address.changed_at = seen, now
        else:
            address.next_check_at = now + SOON
    address.seen_fingerprint = seen
