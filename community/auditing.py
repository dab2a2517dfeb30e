"""Records who did what. One call in each verb of the staff; reading unmasked personal data is recorded too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType

from community.models import AuditEntry, User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from community.models import Body


def record(
    verb: str,
    target: Model,
    *,
    by: User | None,
    body: Body | None = None,
    fields: Iterable[str] = (),
    values: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add one line to the trail, in the caller's transaction.

    `verb` is past tense with its package (``notice.published``). `fields` names what changed; `values` holds before and
    after, only for fields without personal data. `by` is None for what the system does on its own.
    """
    return AuditEntry.objects.create(
        verb=verb,
        actor=by,
        actor_label=f"#{by.pk}" if by else "",
        body=body,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        target_label=f"#{target.pk}" if isinstance(target, User) else str(target)[:200],  # the trail outlives persons
        fields=list(fields),
        values=values or {},
    )
