"""The database for the time of one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from hoiso.runtime import django_start
from hoiso.runtime.roles import Role


@contextmanager
def database_ready(*, role: Role = "web") -> Iterator[None]:
    """Inside the block Django is set up as `role` and the database is up and of this version.

    Starts the embedded server if it is down, migrates an empty or older database, and stops what it
    started.
    """
    with django_start.running_database():
        django_start.set_up(role)
        if django_start.pending():
            django_start.migrate_apart()
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()
