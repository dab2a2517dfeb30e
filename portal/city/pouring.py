"""Pours many rows into a table at once: COPY on PostgreSQL, one prepared statement on SQLite. No verb runs, no signal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

BATCH = 10_000


class Table:
    """A table that is being filled. A row names what it says; every other column gets the default of its field."""

    def __init__(self, model: type[models.Model]) -> None:
        """Lay out the columns."""
        self.model = model
        fields = model._meta.concrete_fields
        self.columns = [str(field.column) for field in fields]
        self.places = {field.attname: place for place, field in enumerate(fields)}
        self.defaults = [_default(field) for field in fields]
        self.rows: list[list[Any]] = []
        self.next_id = (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1

    def add(self, **values: Any) -> int:
        """Add a row; return its id."""
        row = self.defaults.copy()
        row[self.places["id"]] = self.next_id
        for name, value in values.items():
            row[self.places[name]] = value
        self.rows.append(row)
        self.next_id += 1
        return self.next_id - 1

    def flush(self) -> None:
        """Write what was added."""
        names = ", ".join(connection.ops.quote_name(column) for column in self.columns)
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in self.rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", self.rows)  # noqa: S608  # our own names
        self.rows.clear()


def moment(value: datetime | None) -> Any:
    """Return a moment as the engine stores it."""
    return connection.ops.adapt_datetimefield_value(value) if value else None


def unique(value: UUID) -> Any:
    """Return a UUID as the engine stores it."""
    return value if connection.features.has_native_uuid_field else value.hex


def settle(tables: Iterable[Table]) -> None:
    """Let the numbering go on after what was poured, and let the planner see how much there is now."""
    made = [table.model for table in tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), made):
            cursor.execute(statement)
        for model in made:
            may_vacuum = connection.vendor == "postgresql" and not connection.in_atomic_block
            verb = "VACUUM ANALYZE" if may_vacuum else "ANALYZE"
            cursor.execute(f"{verb} {connection.ops.quote_name(model._meta.db_table)}")


def _default(field: models.Field[Any, Any]) -> Any:
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value
