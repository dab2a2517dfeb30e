"""Raising the emergency banner and taking it down: one act of an alliance admin, seen everywhere at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import auditing, policies, signals
from community.models import Banner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta
    from uuid import UUID

    from django.utils.functional import _StrOrPromise

    from community.models import Body, User


class WarningRefused(Exception):
    """A banner can't be raised or taken down. `message` says why."""

    message: _StrOrPromise = _("Your roles do not allow this.")


class AlreadyDown(WarningRefused):
    """The banner has ended, by its time or by another hand."""

    message = _("This banner is down already.")


def warn(text: Mapping[str, str], *, township: Body | None, lasting: timedelta, key: UUID, by: User) -> Banner:
    """Hang a warning above every page, in both languages, until its time is over; `township` says where it applies.

    The same form sent twice raises one banner. Raises WarningRefused.
    """
    if not policies.can_warn(by):
        raise WarningRefused
    now = timezone.now()
    with transaction.atomic():
        words = {"text_en": text["en"], "text_zh_hans": text["zh-hans"]}
        given = {"township": township, "raised_at": now, "ends_at": now + lasting, "raised_by": by, **words}
        banner: Banner
        banner, is_new = Banner.objects.get_or_create(key=key, defaults=given)
        if is_new:
            auditing.record("banner.raised", banner, by=by, body=township)
            transaction.on_commit(_tell)
    return banner


def take_down(banner: Banner, *, by: User) -> None:
    """End a banner before its time. Raises WarningRefused, AlreadyDown."""
    if not policies.can_warn(by):
        raise WarningRefused
    now = timezone.now()
    with transaction.atomic():
        if not Banner.objects.up(now).filter(pk=banner.pk).update(taken_down_at=now, taken_down_by=by):
            raise AlreadyDown
        auditing.record("banner.taken_down", banner, by=by, body=banner.township)
        transaction.on_commit(_tell)


def _tell() -> None:
    signals.public_words_changed.send(sender=Banner)
