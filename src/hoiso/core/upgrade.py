"""Bringing the database to this version. Runs as the owner, before web and worker start."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor


def pending() -> bool:
    """Whether migrations of this version have not been applied yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate_database() -> None:
    """Apply migrations and give the database the key by which it checks scopes. Safe to repeat."""
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hoiso_scope_key (key) VALUES (%s)"
            " ON CONFLICT (lone) DO UPDATE SET key = EXCLUDED.key",
            [settings.SCOPE_KEY],
        )
