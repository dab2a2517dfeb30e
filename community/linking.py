"""Makes, opens, uses and revokes signed links. We keep the hash only: who reads the database can open nothing."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import Link

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta
    from typing import TypeAlias

    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrOrPromise

    LinkView: TypeAlias = Callable[[HttpRequest, Link], HttpResponse]

_views: dict[str, LinkView] = {}


class LinkError(Exception):
    """A link opens nothing. `message` says why, for the person who followed it."""

    message: _StrOrPromise = _("This link does not work.")


class LinkClosed(LinkError):
    """The link has ended, was revoked, or was used before."""

    message = _("This link has ended. Ask for a new one on the page it belongs to.")


def make(purpose: str, target: Model, *, expires_at: datetime | None = None) -> str:
    """Return the token of a new link to `target`; it can't be shown again."""
    token = secrets.token_urlsafe(24)
    Link.objects.create(purpose=purpose, target=target, token_hash=_hash(token), expires_at=expires_at)
    return token


def address(token: str) -> str:
    """Return the path of a link in the active language."""
    return reverse("community:link", args=[token])


def resolve(token: str) -> Link:
    """Return the link of a token. Raises LinkError for an unknown one, LinkClosed for one that has ended."""
    link = Link.objects.filter(token_hash=_hash(token)).first()
    if link is None or link.target is None:
        raise LinkError
    if not link.is_open(timezone.now()):
        raise LinkClosed
    return link


def use(link: Link) -> None:
    """Mark a link that works once as used. Raises LinkClosed when someone was first: one UPDATE decides."""
    if not Link.objects.filter(pk=link.pk, used_at__isnull=True, revoked_at__isnull=True).update(used_at=timezone.now()):
        raise LinkClosed


def postpone(purpose: str, target: Model, *, by: timedelta) -> None:
    """Let the open links to `target` for a purpose end so much later, or earlier: what they are for has moved."""
    there = Link.objects.filter(purpose=purpose, target_type=ContentType.objects.get_for_model(target), target_id=target.pk)
    there.filter(revoked_at__isnull=True).update(expires_at=F("expires_at") + by)


def revoke(purpose: str, target: Model) -> int:
    """End every link to `target` for a purpose; return how many."""
    open_links = Link.objects.filter(
        purpose=purpose, target_type=ContentType.objects.get_for_model(target), target_id=target.pk, revoked_at__isnull=True
    )
    return open_links.update(revoked_at=timezone.now())


def revoke_all(target: Model) -> int:
    """End every link to `target`, whatever it is for; return how many. For what changes hands."""
    there = Link.objects.filter(target_type=ContentType.objects.get_for_model(target), target_id=target.pk)
    return there.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())


def serves(purpose: str) -> Callable[[LinkView], LinkView]:
    """Name the view behind a purpose: GET shows, POST acts. The packages above call this when they start."""

    def register(view: LinkView) -> LinkView:
        _views[purpose] = view
        return view

    return register


def view_of(link: Link) -> LinkView:
    """Return the view behind a link. Raises LinkError when nothing serves its purpose."""
    try:
        return _views[link.purpose]
    except KeyError:
        raise LinkError from None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
