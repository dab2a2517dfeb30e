"""Pours many rows into a table at once: COPY on PostgreSQL, one prepared statement on SQLite. No verb runs, no signal."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BATCH = 10_000
NOTHING = "\\N"
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# What PostgreSQL keeps beside a table's rows and can make anew from them; primary keys stay, because others point at them.
# Foreign keys come last, once what they lean on is there again.
CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype IN ('u', 'f') ORDER BY contype DESC, conname
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY indexrelid
"""


class Table:
    """A table that is being filled. A row names what it says; every other column gets the default of its field."""

    def __init__(self, model: type[models.Model]) -> None:
        """Lay out the columns."""
        self.model = model
        fields = model._meta.concrete_fields
        self.columns = [str(field.column) for field in fields]
        self.places = {field.attname: place for place, field in enumerate(fields)}
        # COPY reads lines of text: each value is written as such at once, and a default is written a single time.
        self.copies = connection.vendor == "postgresql"
        self.defaults = [_copied(_default(field)) if self.copies else _default(field) for field in fields]
        # SQLite keeps moments and UUIDs as text of its own.
        odd = (models.DateTimeField, models.UUIDField)
        self.as_text = [(place, field) for place, field in enumerate(fields) if isinstance(field, odd)]
        self.rows: list[Any] = []
        self.next_id = (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1

    def add(self, **values: Any) -> int:
        """Add a row; return its id."""
        row = self.defaults.copy()
        places = self.places
        values["id"] = self.next_id
        if self.copies:
            for name, value in values.items():
                row[places[name]] = _copied(value)
            self.rows.append("\t".join(row))
        else:
            for name, value in values.items():
                row[places[name]] = value
            self.rows.append(row)
        self.next_id += 1
        return self.next_id - 1

    def flush(self) -> None:
        """Write what was added."""
        names = ", ".join(connection.ops.quote_name(column) for column in self.columns)
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            if self.copies:
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    copy.write("\n".join(self.rows) + "\n")
            else:
                for row in self.rows:
                    for place, field in self.as_text:
                        row[place] = field.get_db_prep_save(row[place], connection)
                marks = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", self.rows)  # noqa: S608  # our own names
        self.rows.clear()


@contextmanager
def at_once(tables: Iterable[Table], *, many: bool) -> Iterator[None]:
    """Pour in one transaction: all of it is there in the end, or nothing.

    PostgreSQL makes indexes and proves foreign keys several times quicker for a whole table than row by row. With `many`
    they are taken away first and made again, checked, before anyone else sees the tables.
    """
    bare = many and connection.vendor == "postgresql" and not connection.in_atomic_block
    with transaction.atomic():
        again = _lay_bare(tables) if bare else []
        yield
        with connection.cursor() as cursor:
            for statement in again:
                cursor.execute(statement)


def _lay_bare(tables: Iterable[Table]) -> list[str]:
    """Drop indexes and foreign keys; return what makes them again."""
    again: list[str] = []
    links: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for table in tables:
            name = connection.ops.quote_name(table.model._meta.db_table)
            cursor.execute(INDEXES, [name])
            indexes = cursor.fetchall()
            cursor.execute(CONSTRAINTS, [name])
            for constraint, meaning in cursor.fetchall():
                quoted = connection.ops.quote_name(constraint)
                cursor.execute(f"ALTER TABLE {name} DROP CONSTRAINT {quoted}")
                into = links if meaning.startswith("FOREIGN KEY") else again
                into.append(f"ALTER TABLE {name} ADD CONSTRAINT {quoted} {meaning}")
            for index, meaning in indexes:
                cursor.execute(f"DROP INDEX {index}")
                again.append(meaning)
    return again + links


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


def _copied(value: Any) -> str:
    """Return a value as COPY reads it in its lines of text."""
    kind = type(value)
    if kind is str:
        return str(value.translate(ESCAPED))
    if value is None:
        return NOTHING
    if kind is datetime:
        return str(value.isoformat())
    return str(value)


def _default(field: models.Field[Any, Any]) -> Any:
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value
