"""One database for the whole run, made from a template that is built once per set of migrations.

Tests connect as `hoiso_test`, which stands in the web's role from the first statement on, so
that row-level security holds as it does in service. `owner()` steps into the owner's role to
lay out what a test needs.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections

from hoiso.core.upgrade import migrate_database
from hoiso.runtime.addresses import EmbeddedServer, server_for_tests
from hoiso.runtime.processes import FileLock
from hoiso.settings.database import database_from

SOURCE = Path(__file__).parent / "src"
TEST_ROLE = "hoiso_test"


# They have set-ups of minutes: begun last, one would keep a process busy long after the others are done.
LONGEST = ("tests/test_every_page.py", "tests/test_bad_input", "src/hoiso/cli", "tests/test_scope_matrix")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, in this order."""

    def place(item: pytest.Item) -> int:
        name = item.path.relative_to(item.config.rootpath).as_posix()
        return next((at for at, begun in enumerate(LONGEST) if name.startswith(begun)), len(LONGEST))

    items.sort(key=place)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="FOLDER", help="where pictures of all pages are put")


@pytest.fixture(scope="session")
def database_server() -> Iterator[EmbeddedServer]:
    """The test cluster, started once and shared by all test processes of this checkout."""
    server = server_for_tests()
    with server.held():
        yield server


@pytest.fixture(scope="session")
def database_template(database_server: EmbeddedServer, django_db_blocker: pytest.FixtureDef[object]) -> str:
    """Name of the database that every test database is copied from."""
    template = f"template_{_fingerprint()}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        lock = FileLock(database_server.cluster.place.base / "template.lock")
        lock.take(patience=None)
        try:
            _build_template(database_server, template)
        finally:
            lock.give_up()
    return template


@pytest.fixture(scope="session")
def django_db_setup(
    database_server: EmbeddedServer,
    database_template: str,
    worker_id: str,
    django_db_blocker: pytest.FixtureDef[object],
) -> Iterator[None]:
    """A database of this process, copied from the template; dropped at the end."""
    _drop_leftovers(database_server)
    name = f"test_{worker_id}"
    _copy_template(database_server, database_template, name)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        _connect_to(_test_address(database_server, name), "-c role=hoiso_web")
    yield
    connections.close_all()
    database_server.drop_database(name)


@pytest.fixture
def empty_database(
    database_server: EmbeddedServer, database_template: str, worker_id: str
) -> Iterator[Callable[[str], str]]:
    """Makes a migrated database with no rows beside the test's own; gives the owner's address of it."""
    made: list[str] = []

    def make(label: str) -> str:
        name = f"extra_{worker_id}_{label}"
        _copy_template(database_server, database_template, name)
        made.append(name)
        return database_server.address("owner", database=name)

    yield make
    for name in made:
        database_server.drop_database(name)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """Name of this test process; two runs at once, parallel or not, never share one."""
    worker = getattr(request.config, "workerinput", None)
    return f"{worker['workerid'] if worker else 'alone'}_{os.getpid()}"


def _build_template(server: EmbeddedServer, template: str) -> None:
    with psycopg.connect(server.superuser_address(), autocommit=True) as superuser:
        known = superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone()
    if known:
        return
    building = f"{template}_building"
    server.drop_database(building)
    server.prepare(database=building)
    _make_test_role(server)
    _connect_to(server.address("owner", database=building), "")
    migrate_database()
    call_command("check")
    connections.close_all()
    with psycopg.connect(server.superuser_address(), autocommit=True) as superuser:
        superuser.execute(f'ALTER DATABASE "{building}" RENAME TO "{template}"')


def _drop_leftovers(server: EmbeddedServer) -> None:
    """Databases of test processes that were killed."""
    with psycopg.connect(server.superuser_address(), autocommit=True) as superuser:
        names = superuser.execute(
            "SELECT datname FROM pg_database WHERE datname ~ '^(test|extra)_.*_[0-9]+(_|$)'"
        ).fetchall()
    for (name,) in names:
        process = next(part for part in name.split("_")[2:] if part.isdigit())
        if not Path(f"/proc/{process}").exists():
            server.drop_database(name)


def _copy_template(server: EmbeddedServer, template: str, name: str) -> None:
    server.drop_database(name)
    server.create_database(name, template=template)
    with psycopg.connect(server.superuser_address(), autocommit=True) as superuser:
        superuser.execute(f'GRANT CONNECT ON DATABASE "{name}" TO {TEST_ROLE}')


def _make_test_role(server: EmbeddedServer) -> None:
    with psycopg.connect(server.superuser_address(), autocommit=True) as superuser:
        if not superuser.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [TEST_ROLE]).fetchone():
            superuser.execute(f"CREATE ROLE {TEST_ROLE} LOGIN NOINHERIT")
        password = server.secrets.password(TEST_ROLE)
        superuser.execute(f"ALTER ROLE {TEST_ROLE} PASSWORD '{password}'")
        superuser.execute(f"GRANT hoiso_owner, hoiso_web, hoiso_worker TO {TEST_ROLE}")


def _test_address(server: EmbeddedServer, database: str) -> str:
    owner, web = server.address("owner", database=database), "hoiso_owner"
    return owner.replace(
        f"{web}:{server.secrets.password(web)}@", f"{TEST_ROLE}:{server.secrets.password(TEST_ROLE)}@"
    )


def _connect_to(address: str, options: str) -> None:
    entry = database_from(address, **({"options": options} if options else {}))
    entry["ENGINE"] = "tests.database"
    connections.close_all()
    connections.databases["default"].update(entry)
    connection.settings_dict.update(entry)


def _fingerprint() -> str:
    """Hash of everything that shapes the empty database."""
    digest = hashlib.sha256()
    for path in sorted(SOURCE.glob("hoiso/**/migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
