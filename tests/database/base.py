"""PostgreSQL for tests: `flush` empties append-only tables too, as the owner and not as the web."""

from collections.abc import Iterable

from django.db.backends.postgresql import operations

from hoiso.settings.postgresql import base


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SET ROLE hoiso_owner")
        try:
            super().execute_sql_flush(sql_list)
        finally:
            with self.connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
