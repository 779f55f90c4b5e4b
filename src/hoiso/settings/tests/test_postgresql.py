"""A kept connection is asked of its socket, and one that the server closed is made anew."""

from typing import Any

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


def _from_aside(question: str, process: int) -> Any:
    """What another connection of the same account is answered about ours."""
    another = connection.copy()
    try:
        with another.cursor() as cursor:
            cursor.execute("SET ROLE NONE")
            cursor.execute(question, [process])
            return cursor.fetchone()[0]
    finally:
        another.close()


def _process() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_nothing_is_sent_to_learn_that_a_connection_stands() -> None:
    process, last = _process(), "SELECT query_start FROM pg_stat_activity WHERE pid = %s::integer"
    before = _from_aside(last, process)
    assert before is not None
    assert connection.is_usable()
    assert _from_aside(last, process) == before


def test_after_an_error_the_server_is_asked() -> None:
    connection.ensure_connection()
    connection.errors_occurred = True
    assert connection.is_usable()
    connection.close()


def test_one_that_the_server_ended_is_made_anew_for_the_next_request() -> None:
    first = _process()
    assert _from_aside("SELECT pg_terminate_backend(%s::integer, 5000)", first)
    connection.health_check_enabled, connection.health_check_done = True, False
    connection.close_if_health_check_failed()
    assert _process() != first


def test_one_that_was_closed_here_is_not_usable() -> None:
    connection.ensure_connection()
    assert connection.connection is not None
    connection.connection.close()
    assert not connection.is_usable()
    connection.close()
