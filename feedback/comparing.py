"""Compares vectors: in the database where PostgreSQL has pgvector, else here, one by one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import connection

from feedback.models import SuggestionVector

if TYPE_CHECKING:
    from feedback.embedding import Vectors
    from feedback.models import Suggestion
    from feedback.models.suggestion import SuggestionQuerySet

MOST_COMPARED = 50_000  # without pgvector: the latest; the rest would take longer than a person waits


def keep(rows: list[Suggestion], vectors: Vectors, *, model: str) -> None:
    """Store the vector of each suggestion in place of any it had."""
    made = [
        SuggestionVector(suggestion=row, model=model, values=vector.astype("<f4").tobytes())
        for row, vector in zip(rows, vectors, strict=True)
    ]
    SuggestionVector.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["suggestion"], update_fields=["model", "values"]
    )
    if has_pgvector():
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE feedback_suggestionvector SET embedding = %s::vector WHERE suggestion_id = %s",
                [(_text(vector), row.pk) for row, vector in zip(rows, vectors, strict=True)],
            )


def nearest(wanted: Vectors, *, among: SuggestionQuerySet, model: str, limit: int) -> list[tuple[int, float]]:
    """Return the keys of those nearest to a vector, with the cosine, nearest first."""
    if has_pgvector():
        return _in_database(wanted, among, model, limit)
    return _one_by_one(wanted, among, model, limit)


def has_pgvector() -> bool:
    """Tell whether the database compares: the migration made the column where the extension was to be had."""
    return connection.vendor == "postgresql" and _has_column(connection.alias)


@lru_cache(maxsize=4)
def _has_column(_alias: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('feedback_suggestionvector') AND attname = 'embedding'"
        )
        return cursor.fetchone() is not None


def _in_database(wanted: Vectors, among: SuggestionQuerySet, model: str, limit: int) -> list[tuple[int, float]]:
    which, params = among.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT suggestion_id, 1 - (embedding <=> %s::vector) FROM feedback_suggestionvector "  # noqa: S608  # Django's own SQL
            f"WHERE model = %s AND suggestion_id IN ({which}) ORDER BY embedding <=> %s::vector, suggestion_id LIMIT %s",
            [_text(wanted), model, *params, _text(wanted), limit],
        )
        return [(key, float(closeness)) for key, closeness in cursor.fetchall()]


def _one_by_one(wanted: Vectors, among: SuggestionQuerySet, model: str, limit: int) -> list[tuple[int, float]]:
    import numpy as np  # noqa: PLC0415  # comes with the extra

    rows = SuggestionVector.objects.filter(model=model, suggestion__in=among.order_by().values("pk")).order_by("-pk")
    kept = [(key, bytes(values)) for key, values in rows.values_list("pk", "values")[:MOST_COMPARED].iterator(chunk_size=2000)]
    if not kept:
        return []
    vectors = np.frombuffer(b"".join(values for _key, values in kept), dtype="<f4").reshape(len(kept), -1)
    closeness = vectors @ wanted
    return [(kept[place][0], float(closeness[place])) for place in closeness.argsort()[::-1][:limit]]


def _text(vector: Vectors) -> str:
    return "[" + ",".join(f"{value:.7g}" for value in vector) + "]"
