"""A database of its own in the installation's embedded server, filled for a bench."""

import hashlib
import multiprocessing
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from time import perf_counter

import psycopg

from bench import data, many, questions
from hoiso.runtime import addresses, django_start

DATABASE = "hoiso_bench"
_INDEXERS = 2
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Place:
    """The filled database: addresses by role, a session of its clerk, and what filling it cost."""

    web: str
    owner: str
    session: str
    rows: int
    indexed_in: float
    index_megabytes: float


@contextmanager
def filled_database(*, rows: int, tell: Callable[[str], None]) -> Iterator[Place]:
    """Made anew, and dropped after; Django is set up as the web for the block.

    Nothing but the database `hoiso_bench` is touched.
    """
    with migrated(tell) as (web, owner):
        tell(f"Dựng {rows} văn bản")
        with psycopg.connect(owner, autocommit=True) as connection:
            data.make(connection, rows=rows)
            token = clerk_session(connection)
            tell("Lập chỉ mục tìm kiếm")
            seconds = _index(connection)
            megabytes = _megabytes(connection)
        with _as_web():
            yield Place(web, owner, token, rows, seconds, megabytes)


@contextmanager
def filled_in_sql(*, rows: int, tell: Callable[[str], None]) -> Iterator[tuple[Place, dict[str, int]]]:
    """The same for the search alone, and the documents of the hundred questions by their keys.

    Entries are there, their index of words is not: `many.index_words` makes it.
    """
    with _laid_out_in_sql(DATABASE, rows, whole=False, tell=tell) as (place, planted), _as_web():
        yield place, planted


@contextmanager
def two_sizes(small: int, large: int, *, tell: Callable[[str], None]) -> Iterator[tuple[Place, Place]]:
    """Two databases side by side, whole and with their index of words."""
    with (
        _laid_out_in_sql(f"{DATABASE}_small", small, whole=True, tell=tell) as (first, _),
        _laid_out_in_sql(DATABASE, large, whole=True, tell=tell) as (second, _),
    ):
        for place in (first, second):
            tell("Lập chỉ mục tìm kiếm")
            many.index_words(place.owner)
            with psycopg.connect(place.owner, autocommit=True) as owner:
                owner.execute("VACUUM ANALYZE")
        with _as_web():
            yield first, second


@contextmanager
def people_alone(*, tell: Callable[[str], None]) -> Iterator[str]:
    """The owner's address of a database with the units and people of `data` and hardly a document.

    Django is set up as the worker for the block.
    """
    with migrated(tell) as (_web, owner):
        with psycopg.connect(owner, autocommit=True) as connection:
            data.make(connection, rows=1, until="INSERT INTO documents_event")
            connection.execute("VACUUM ANALYZE")
        django_start.set_up("worker")
        yield owner
        from django.db import connections

        connections.close_all()


@contextmanager
def _laid_out_in_sql(
    database: str, rows: int, *, whole: bool, tell: Callable[[str], None]
) -> Iterator[tuple[Place, dict[str, int]]]:
    with migrated(tell, database) as (web, owner):
        tell(f"Dựng {rows} văn bản")
        begun = perf_counter()
        with psycopg.connect(owner, autocommit=True) as connection:
            many.make(connection, rows=rows, whole=whole)
            planted = questions.plant(connection)
            apart(_index_part, list(planted.values()))
            many.count_words(connection, rows=rows)
            connection.execute("VACUUM ANALYZE")
            token = clerk_session(connection)
        yield Place(web, owner, token, rows, perf_counter() - begun, 0.0), planted


@contextmanager
def migrated(tell: Callable[[str], None], database: str = DATABASE) -> Iterator[tuple[str, str]]:
    """Addresses for web and owner of the database, with its tables and without a row; dropped after."""
    server = addresses.embedded_server()
    with server.held():
        server.drop_database(database)
        server.prepare(database=database)
        web, owner = server.address("web", database=database), server.address("owner", database=database)
        os.environ["DATABASE_URL"], os.environ["HOISO_OWNER_DATABASE_URL"] = web, owner
        try:
            tell("Cập nhật cấu trúc")
            django_start.migrate_apart()
            yield web, owner
        finally:
            server.drop_database(database)


@contextmanager
def _as_web() -> Iterator[None]:
    django_start.set_up("web")
    yield
    from django.db import connections

    connections.close_all()


def apart(act: Callable[..., None], *given: object) -> None:
    """In a process of its own, which may set Django up as another role."""
    process = multiprocessing.get_context("fork").Process(target=act, args=given)
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"{act.__name__} failed")


def clerk_session(owner: "psycopg.Connection[object]", officer: int = data.CLERK) -> str:
    """A signed-in session of the clerk, or of another officer, as after the door."""
    token = secrets.token_urlsafe(32)
    owner.execute(
        "INSERT INTO access_signin (officer_id, token_hash, device_name, created_at, seen_at, expires_at)"
        " VALUES (%s, %s, 'Máy đo', now(), now(), now() + interval '8 hours')",
        [officer, hashlib.sha256(token.encode()).hexdigest()],
    )
    return token


def _index(owner: "psycopg.Connection[object]") -> float:
    """Seconds of indexing everything anew, as after a restore: entries, then the index of words."""
    begun = perf_counter()
    owner.execute("DROP INDEX documents_search_words")
    ids = [row[0] for row in owner.execute("SELECT id FROM documents_document ORDER BY id")]  # type: ignore[index]
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=_index_part, args=(ids[place::_INDEXERS],)) for place in range(_INDEXERS)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        if worker.exitcode:
            raise RuntimeError("indexing failed")
    owner.execute("SET maintenance_work_mem = '512MB'")
    owner.execute(
        "CREATE INDEX documents_search_words ON documents_searchentry USING gin (words)"
        " WITH (fastupdate = off)"
    )
    apart(count_the_words)
    seconds = perf_counter() - begun
    owner.execute("VACUUM ANALYZE")
    return seconds


def _index_part(ids: list[int]) -> None:
    django_start.set_up("worker")
    from hoiso.core import scope
    from hoiso.documents.search.public import index_documents

    for start in range(0, len(ids), _AT_ONCE):
        with scope.transaction_as(scope.system_token(date.today())):  # noqa: DTZ011 - only a token's day
            index_documents(ids[start : start + _AT_ONCE])


def count_the_words() -> None:
    django_start.set_up("worker")
    from hoiso.core import scope
    from hoiso.documents.search.public import count_words

    with scope.transaction_as(scope.system_token(date.today())):  # noqa: DTZ011
        count_words(data.UNIT)


def _megabytes(owner: "psycopg.Connection[object]") -> float:
    row = owner.execute(
        "SELECT sum(pg_column_size(words)) + pg_relation_size('documents_search_words')"
        " + pg_relation_size('documents_search_newest') FROM documents_searchentry"
    ).fetchone()
    assert isinstance(row, tuple)
    return float(row[0]) / 1e6
