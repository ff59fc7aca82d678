"""First migrations that make the tables of an app in one go."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.state import ProjectState

PARTS = (AddConstraint, AddField, AddIndex)  # of tables that the same migration makes


class FirstMigration(Migration):
    """A generated migration that creates models and completes them, nothing else.

    Django draws all related models anew at each step; with three hundred of them a first start took minutes.
    Here the models of an app are drawn once, complete, and their tables made from them.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        """Apply it; what it would do can be listed by Django's own class only, which `collect_sql` asks for.

        Raises TypeError for an operation that has to change a table which is already there.
        """
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        made = [operation.name for operation in self.operations if isinstance(operation, CreateModel)]
        names = {name.lower() for name in made}
        for operation in self.operations:
            belongs = isinstance(operation, PARTS) and operation.model_name_lower in names
            if not isinstance(operation, CreateModel) and not belongs:
                raise TypeError(f"{self}: {operation.describe()} does not belong into a first migration")
        project_state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for name in made:
            schema_editor.create_model(project_state.apps.get_model(self.app_label, name))
        return project_state
