"""PostgreSQL for tests: `flush` empties append-only tables and the job queue too, as the owner.

The queue's tables are no models that Django manages: jobs of a test that commits would be there in the next.
"""

from collections.abc import Iterable

from django.db.backends.postgresql import operations

from hoiso.settings.postgresql import base

_EMPTY_QUEUE = "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers CASCADE;"


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SET ROLE hoiso_owner")
        try:
            super().execute_sql_flush([*sql_list, _EMPTY_QUEUE])
        finally:
            with self.connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
