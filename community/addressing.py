"""Says whom an edition concerns. An audience that leaves nobody is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community import concerning
from community.models import Body, EditionAudience
from community.refusals import ReachesNobody

if TYPE_CHECKING:
    from community.concerning import Audience
    from community.models import Edition


def put(edition: Edition, audience: Audience) -> bool:
    """Write whom an edition concerns, in the caller's transaction; return whether that changed. Raises ReachesNobody."""
    stored = concerning.audience_of(edition.pk).rows
    if audience.rows == stored:
        return False
    if not concerning.reaches_anyone(audience, townships=Body.objects.townships()):
        raise ReachesNobody
    EditionAudience.objects.filter(edition=edition).delete()
    _add(edition, audience)
    return True


def take_over(edition: Edition, *, of: Edition) -> None:
    """Give the next edition the audience of the one it was copied from."""
    _add(edition, concerning.audience_of(of.pk))


def _add(edition: Edition, audience: Audience) -> None:
    EditionAudience.objects.bulk_create(
        EditionAudience(edition=edition, dimension=dimension, value=value, excluded=excluded)
        for dimension, value, excluded in sorted(audience.rows)
    )
