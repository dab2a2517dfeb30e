"""Queries that are put together once in each process, for the few that nearly every request asks.

Django writes a query's SQL anew each time it is asked. For wide rows with their relations that is several times the work of
fetching them. Here the SQL is written on first use, with room for what differs from one time to the next::

    BY_SLUG = LaidOut(lambda: Event.objects.published().filter(slug=Given("slug", models.SlugField())))
    BY_SLUG(slug="tree-day")

What comes back is what the queryset itself would give; its rows are read each time, only its words are kept. So nothing in it
may come from the clock or from the reader: days and moments are `Given` as well.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


class Given(Expression):
    """Room in a query for a value that is named when the query is asked. The field says how the database takes it."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Stand among the parameters until the value is known."""
        return "%s", (self,)

    def prepared(self, values: dict[str, Any], connection: Any) -> Any:
        """Return the value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection=connection)


class LaidOut(Generic[Row]):
    """A query with room for values. What it selects may hang on the language, so it is laid out once for each."""

    def __init__(self, lay: Callable[[], QuerySet[Row]]) -> None:
        self.lay = lay
        self._laid: dict[str | None, tuple[QuerySet[Row], SQLCompiler, str, tuple[Any, ...]]] = {}

    def __call__(self, **values: Any) -> list[Row]:
        """Return the rows."""
        language = get_language()
        if language not in self._laid:
            queryset = self.lay()
            compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
            sql, params = compiler.as_sql()
            converters = compiler.get_converters([column for column, *_rest in compiler.select])
            vars(compiler).update(get_converters=lambda _columns: converters)
            self._laid[language] = (queryset, compiler, sql, params)
        queryset, compiler, sql, params = self._laid[language]
        connection = connections[DEFAULT_DB_ALIAS]
        filled = [each.prepared(values, connection) if isinstance(each, Given) else each for each in params]
        # A copy for this one time: Django asks its compiler for the SQL and gets what was laid out, on this thread's connection.
        bound = copy(compiler)
        vars(bound).update(as_sql=lambda: (sql, filled), connection=connection)
        ready = queryset.all()
        vars(ready.query).update(get_compiler=lambda **_using: bound)
        return list(ready)

    def first(self, **values: Any) -> Row | None:
        """Return the one row there is, or None."""
        return next(iter(self(**values)), None)
