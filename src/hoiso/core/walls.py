"""The second wall: row-level security, declared beside the fields it protects.

A model lists one `RowPolicy` in its `Meta.constraints`; the migration that creates the table
then enables and forces row-level security and creates the policies. A table without one is
found by a test, and nobody but its owner sees a row of it.
"""

from collections.abc import Sequence
from typing import Any, Self

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model
from django.db.models.constraints import BaseConstraint

NOBODY = "false"
ANY_OFFICER = "(SELECT hoiso_officer()) IS NOT NULL"

_CLIENTS = "hoiso_web, hoiso_worker"


class RowPolicy(BaseConstraint):
    """Which rows the web and the worker may read, insert, update and delete.

    Each argument is an SQL condition over the row, run beneath every statement; the default is
    that nobody may. Conditions call the scope's functions as `(SELECT f())`, so that PostgreSQL
    asks once a statement and not once a row. The owner (migrations, commands) and the worker
    with a system scope see every row.
    """

    def __init__(
        self,
        *,
        name: str,
        read: str = NOBODY,
        insert: str = NOBODY,
        update: str = NOBODY,
        delete: str = NOBODY,
    ) -> None:
        super().__init__(name=name)
        self.read = read
        self.insert = insert
        self.update = update
        self.delete = delete

    def create_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Raise the wall when the migration's last table stands: conditions name other tables."""
        assert model is not None
        assert schema_editor is not None
        schema_editor.deferred_sql.append(self.statements(model._meta.db_table))
        return ""

    def statements(self, db_table: str) -> str:
        """The SQL that closes the table and opens what the policy allows."""
        table = f'"{db_table}"'
        statements = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY owner ON {table} TO hoiso_owner USING (true) WITH CHECK (true)",
            (
                f"CREATE POLICY system ON {table} TO hoiso_worker"
                " USING ((SELECT hoiso_is_system())) WITH CHECK ((SELECT hoiso_is_system()))"
            ),
        ]
        for verb, condition in self._verbs().items():
            clause = f"WITH CHECK ({condition})" if verb == "INSERT" else f"USING ({condition})"
            statements.append(
                f"CREATE POLICY client_{verb.lower()} ON {table} FOR {verb} TO {_CLIENTS} {clause}"
            )
        return "; ".join(statements)

    def remove_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Statements that drop the policies and leave the table closed to all but its owner."""
        assert model is not None
        table = f'"{model._meta.db_table}"'
        names = ["owner", "system", *(f"client_{verb.lower()}" for verb in self._verbs())]
        return "; ".join(f"DROP POLICY IF EXISTS {name} ON {table}" for name in names)

    def constraint_sql(
        self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Nothing inside CREATE TABLE."""
        return self.create_sql(model, schema_editor)

    def validate(self, *args: object, **kwargs: object) -> None:
        """A row is never invalid by its policy: the database refuses it."""

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        given = {"read": self.read, "insert": self.insert, "update": self.update, "delete": self.delete}
        return path, args, {**kwargs, **{verb: sql for verb, sql in given.items() if sql != NOBODY}}

    def clone(self) -> Self:
        _, args, kwargs = self.deconstruct()
        return self.__class__(*args, **kwargs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowPolicy) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    def _verbs(self) -> dict[str, str]:
        return {"SELECT": self.read, "INSERT": self.insert, "UPDATE": self.update, "DELETE": self.delete}
