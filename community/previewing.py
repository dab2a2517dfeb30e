"""A signed link to a draft for people without an account: it shows both languages, says nothing to search engines, and ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from community import auditing, linking, policies
from community.models import Edition, Link
from community.refusals import MovedOn, NotAllowed

if TYPE_CHECKING:
    from community.models import User

PURPOSE = "notice-preview"
LASTS = timedelta(days=7)


def share(edition: Edition, *, by: User) -> str:
    """Return the token of a new link that shows the edition as it stands at any time until it is published, a week at most."""
    if not (policies.can_write_notice(by, edition.notice.body) or policies.can_publish_notice(by, edition.notice)):
        raise NotAllowed
    if edition.state not in Edition.OPEN:
        raise MovedOn(edition.state)
    with transaction.atomic():
        auditing.record("notice.preview_shared", edition, by=by, body=edition.notice.body)
        return linking.make(PURPOSE, edition, expires_at=timezone.now() + LASTS)


def end(edition: Edition, *, by: User) -> None:
    """End every link to the edition."""
    if not (policies.can_write_notice(by, edition.notice.body) or policies.can_publish_notice(by, edition.notice)):
        raise NotAllowed
    with transaction.atomic():
        linking.revoke(PURPOSE, edition)
        auditing.record("notice.preview_ended", edition, by=by, body=edition.notice.body)


def open_links(edition: Edition) -> list[Link]:
    """Return the links that open the edition now."""
    there = Link.objects.filter(purpose=PURPOSE, target_type=ContentType.objects.get_for_model(Edition), target_id=edition.pk)
    return list(there.filter(revoked_at__isnull=True, expires_at__gt=timezone.now()).order_by("expires_at"))
