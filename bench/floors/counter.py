"""The floor of numbering: eight writers, bare psycopg, the same statements on the same counter row."""

import multiprocessing
from collections.abc import Callable
from time import monotonic

import psycopg


def rate_of(write: Callable[[Callable[[], bool]], int], *, writers: int, seconds: float) -> float:
    """Acts a second of `writers` processes; `write` acts while the given function says so, and counts."""
    context = multiprocessing.get_context("fork")
    begin = context.Barrier(writers)
    counts = context.Queue()

    def one() -> None:
        begin.wait()
        end = monotonic() + seconds
        counts.put(write(lambda: monotonic() < end))

    processes = [context.Process(target=one) for _ in range(writers)]
    for process in processes:
        process.start()
    total = sum(counts.get(timeout=seconds + 120) for _ in processes)
    for process in processes:
        process.join()
    return total / seconds


def bare_writer(address: str, *, book: int, scope: str) -> Callable[[Callable[[], bool]], int]:
    """Takes numbers of a book while it is told to: scope, lock of the book, number, counter."""

    def write(go_on: Callable[[], bool]) -> int:
        count = 0
        with psycopg.connect(address, autocommit=True) as connection:
            while go_on():
                with connection.transaction():
                    connection.execute("SELECT set_config('hoiso.scope', %s, true)", [scope])
                    taken = connection.execute(
                        "SELECT next_number, unit_id FROM documents_book WHERE period_from <= now()::date"
                        " AND period_to >= now()::date AND id = %s FOR UPDATE",
                        [book],
                    ).fetchone()
                    assert taken is not None
                    connection.execute(
                        "INSERT INTO documents_booknumber"
                        " (book_id, unit_id, number, suffix, state, reason, given_at)"
                        " VALUES (%s, %s, %s, '', 'given', '', now()) RETURNING id",
                        [book, taken[1], taken[0]],
                    )
                    connection.execute(
                        "UPDATE documents_book SET next_number = %s WHERE id = %s", [taken[0] + 1, book]
                    )
                count += 1
        return count

    return write
