"""Stepping between the database roles inside one test connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def owner() -> Iterator[None]:
    """Act as the owner for a while: lay out data that the web itself could not write."""
    with _role("hoiso_owner"):
        yield


@contextmanager
def worker() -> Iterator[None]:
    """Act as the worker's role for a while."""
    with _role("hoiso_worker"):
        yield


@contextmanager
def _role(name: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW role")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET ROLE {name}")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(f"SET ROLE {before}")
