"""Loads the fixed terms that the site's own words use, each once; what staff changed stays changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from community import searching
from community.models import GlossaryTerm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@transaction.atomic
def load(rows: Iterable[Mapping[str, Any]]) -> int:
    """Add the terms that are not there yet; return how many were new."""
    known = set(GlossaryTerm.objects.values_list("name_en", flat=True))
    new = [_term(row) for row in rows if row["en"] not in known]
    GlossaryTerm.objects.bulk_create(new)
    searching.forget_glossary()
    return len(new)


def _term(row: Mapping[str, Any]) -> GlossaryTerm:
    return GlossaryTerm(
        name_en=row["en"],
        name_zh_hans=row["zh"],
        others_en="\n".join(row.get("also_en", [])),
        others_zh_hans="\n".join(row.get("also_zh", [])),
    )
