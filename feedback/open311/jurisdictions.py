"""For whom the interface answers: each township, each district with its townships, and the whole city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models import Body
from feedback.open311.refusals import Absent, Refused

if TYPE_CHECKING:
    from feedback.models.suggestion import SuggestionQuerySet

KINDS = (Body.Kind.TOWNSHIP, Body.Kind.DISTRICT, Body.Kind.CITY)


@dataclass(frozen=True)
class Jurisdiction:
    """One of them, by its body."""

    body: Body

    def of(self, found: SuggestionQuerySet) -> SuggestionQuerySet:
        """Return what of these lies in it."""
        if self.body.kind == Body.Kind.CITY:
            return found
        return found.filter(Q(body=self.body) | Q(body__parent=self.body))


def find(slug: str) -> Jurisdiction:
    """Return the one asked for. Where the site is set to a single one, whatever was asked for is ignored."""
    slug = settings.OPEN311_JURISDICTION or slug
    if not slug:
        raise Refused(_("jurisdiction_id is required: a township, a district, or shanghai for the whole city."))
    found = Body.objects.active().filter(slug=slug, kind__in=KINDS).select_related("parent").first()
    if found is None:
        raise Absent(_("There is no such jurisdiction_id."))
    return Jurisdiction(found)
