"""One operation that makes many tables: for the squashed migrations, with which a new site begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState
    from django.db.models import Model


class MakeTables(Operation):
    """Make all tables of a package from their last state, instead of building each of its models anew for every table.

    Django draws every model related to a new one again, so a hundred tables that know each other cost ten thousand
    models; here they are drawn once. It takes what the squashing left over: models, and what joins them afterwards.
    """

    reversible: ClassVar = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # what was drawn of the state so far; it is drawn anew when it is asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self._models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in reversed(list(self._models(app_label, schema_editor, from_state))):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        return "Make all tables at once"

    def _models(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: ProjectState) -> Iterator[type[Model]]:
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                model = state.apps.get_model(app_label, operation.name)
                if self.allow_migrate_model(editor.connection.alias, model):
                    yield model
