"""Pours many rows into a table at once: COPY on PostgreSQL, one prepared statement on SQLite. No verb runs, no signal."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

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
        self.defaults = [_default(field) for field in fields]
        # SQLite keeps moments and UUIDs as text of its own.
        odd = (models.DateTimeField, models.UUIDField)
        self.as_text = [(place, field) for place, field in enumerate(fields) if isinstance(field, odd)]
        self.rows: list[Any] = []
        self.next_id = (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1

    def taking(self, *names: str, **always: Any) -> Callable[..., int]:
        """Return what adds a row that says these things, in this order, and returns its id. Some things each row says."""
        every = self.defaults.copy()
        for name, value in always.items():
            every[self.places[name]] = value
        row = self._line(names, every) if self.copies else self._values(names, every)

        def add(*values: Any) -> int:
            number = self.next_id
            self.rows.append(row(number, *values))
            self.next_id = number + 1
            return number

        return add

    def _line(self, names: tuple[str, ...], every: list[Any]) -> Callable[..., str]:
        """Return what writes a line of COPY: its shape is laid out once, a row fills in what it says."""
        shape = [value.replace("{", "{{").replace("}", "}}") for value in map(str, map(_copied, every))]
        for place, name in enumerate(("id", *names)):
            shape[self.places[name]] = f"{{{place}}}"
        filled = "\t".join(shape).format
        return lambda *values: filled(*map(_copied, values))

    def _values(self, names: tuple[str, ...], every: list[Any]) -> Callable[..., list[Any]]:
        places = [self.places[name] for name in ("id", *names)]

        def row(*values: Any) -> list[Any]:
            made = every.copy()
            for place, value in zip(places, values, strict=True):
                made[place] = value
            return made

        return row

    def written(self) -> Callable[[Any], None]:
        """Return what writes the rows added so far by a driver's connection, and begin anew."""
        names = ", ".join(connection.ops.quote_name(column) for column in self.columns)
        table = connection.ops.quote_name(self.model._meta.db_table)
        rows, self.rows = self.rows, []
        if self.copies:
            return lambda driver: _copy(driver, f"COPY {table} ({names}) FROM STDIN", rows)
        for row in rows:
            for place, field in self.as_text:
                row[place] = field.get_db_prep_save(row[place], connection)
        marks = ", ".join("?" * len(self.columns))
        insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  # our own names
        return lambda driver: driver.executemany(insert, rows)


class Writer:
    """Writes what was made while more is being made: the database works on one core, the city grows on the other."""

    def __init__(self) -> None:
        """Have one thread, and at most one batch waiting in it."""
        self.thread = ThreadPoolExecutor(1) if connection.vendor == "postgresql" else None
        self.under_way: Future[None] | None = None
        connection.ensure_connection()
        self.driver: Any = connection.connection  # Django's own wrapper belongs to the thread that made it

    def write(self, tables: Iterable[Table]) -> None:
        """Write what was added to these tables, in their order. Nobody else may use the connection until `wait` returns."""
        batch = [table.written() for table in tables if table.rows]
        self.wait()
        if self.thread:
            self.under_way = self.thread.submit(self._write, batch)
        else:
            self._write(batch)

    def wait(self) -> None:
        """Wait until all is written; raise what went wrong."""
        done, self.under_way = self.under_way, None
        if done:
            done.result()

    def close(self) -> None:
        """Let the thread end."""
        if self.thread:
            self.thread.shutdown()

    def _write(self, batch: list[Callable[[Any], None]]) -> None:
        for write in batch:
            write(self.driver)


def _copy(driver: Any, statement: str, rows: list[str]) -> None:
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write("\n".join(rows) + "\n")


@contextmanager
def at_once(tables: Iterable[Table], *, many: bool) -> Iterator[Writer]:
    """Pour in one transaction: all of it is there in the end, or nothing. What is yielded writes.

    PostgreSQL makes indexes and proves foreign keys several times quicker for a whole table than row by row. With `many`
    they are taken away first and made again, checked, before anyone else sees the tables.
    """
    bare = many and connection.vendor == "postgresql" and not connection.in_atomic_block
    with transaction.atomic():
        again = _lay_bare(tables) if bare else []
        writer = Writer()
        try:
            yield writer
            writer.wait()
        finally:
            writer.close()
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


def _copied(value: Any) -> Any:
    """Return a value as COPY reads it in its lines of text, once it is made a string."""
    if value is None:
        return NOTHING
    if type(value) is str and not (value.isprintable() and "\\" not in value):
        return value.translate(ESCAPED)
    return value


def _default(field: models.Field[Any, Any]) -> Any:
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value
