"""Running a statement and taking its rows as dataclasses of plain values."""

from typing import Any, TypeVar

from django.db import connection

Row = TypeVar("Row")


def rows_of(shape: type[Row], sql: str, given: dict[str, Any]) -> tuple[Row, ...]:
    """Each row of the statement as `shape`, whose fields stand in the order of the columns."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return tuple(shape(*row) for row in cursor.fetchall())
