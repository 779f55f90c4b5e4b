"""Roles and databases, on the tests' own server."""

import re

import psycopg
import pytest

from hoiso.runtime import addresses, roles
from hoiso.runtime.addresses import address, server_for_tests
from hoiso.runtime.errors import StartRefused

NAME = "roles_of_a_test"


@pytest.fixture(scope="module")
def server(worker_id):
    server = server_for_tests()
    with server.held():
        server.prepare(database=f"{NAME}_{worker_id}")
        yield server
        server.drop_database(f"{NAME}_{worker_id}")


@pytest.fixture
def database(worker_id):
    return f"{NAME}_{worker_id}"


def connect(server, role, database):
    return psycopg.connect(server.address(role, database=database), autocommit=True)


def test_repeating_it_changes_nothing(server, database):
    server.prepare(database=database)
    assert server.create_database(database) is False


def test_no_role_has_more_than_it_needs(server, database):
    query = (
        "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication "
        "FROM pg_roles WHERE rolname = ANY(%s) ORDER BY rolname"
    )
    with psycopg.connect(server.superuser_address()) as connection:
        rows = connection.execute(query, [["hoiso_owner", "hoiso_web", "hoiso_worker"]]).fetchall()
    assert rows == [
        ("hoiso_owner", True, False, False, False, False, False),
        ("hoiso_web", True, False, False, False, False, False),
        ("hoiso_worker", True, False, False, False, False, False),
    ]


def test_the_owner_owns_and_the_extensions_are_there(server, database):
    with connect(server, "owner", database) as connection:
        connection.execute("CREATE TABLE of_the_owner (x int); INSERT INTO of_the_owner VALUES (1)")
        extensions = connection.execute("SELECT extname FROM pg_extension").fetchall()
        owner = connection.execute(
            "SELECT datdba::regrole::text FROM pg_database WHERE datname = %s", [database]
        ).fetchone()
    assert {name for (name,) in extensions} >= set(roles.EXTENSIONS)
    assert owner == ("hoiso_owner",)


@pytest.mark.parametrize("role", ["web", "worker"])
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (x int)",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (x int)",
        "SET ROLE hoiso_owner",
        "CREATE TABLE IF NOT EXISTS public.of_theirs (x int)",
    ],
)
def test_the_others_may_make_nothing(server, database, role, statement):
    with connect(server, role, database) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_a_copy_is_open_to_our_roles_only(server, database):
    copy = f"{database}_copy"
    server.drop_database(copy)
    server.create_database(copy, template=database)
    with connect(server, "web", copy) as connection:
        (folded,) = connection.execute("SELECT unaccent('Đặng')").fetchone()
    with psycopg.connect(server.superuser_address()) as connection:
        (public,) = connection.execute(
            "SELECT has_database_privilege('public', %s, 'CONNECT')", [copy]
        ).fetchone()
    assert folded == "Dang"
    assert public is False
    server.drop_database(copy)


def test_a_server_that_does_not_answer(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://hoiso_web:x@127.0.0.1:1/hoiso")
    monkeypatch.setenv("HOISO_OWNER_DATABASE_URL", "postgresql://hoiso_owner:x@127.0.0.1:1/hoiso")
    with pytest.raises(StartRefused, match="Không kết nối được tới máy chủ PostgreSQL"):
        addresses.prepare()


def test_a_foreign_server_is_prepared_by_its_owner(server, database, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", server.address("web", database=database))
    monkeypatch.setenv("HOISO_OWNER_DATABASE_URL", server.address("owner", database=database))
    addresses.prepare()
    assert address("web") == server.address("web", database=database)


def test_the_worker_follows_the_webs_address(monkeypatch):
    monkeypatch.setenv("HOISO_SECRET_KEY", "k" * 40)
    monkeypatch.setenv("DATABASE_URL", "postgresql://hoiso_web:mk@db.tinh.vn:6432/hoiso?sslmode=require")
    worker = address("worker")
    assert worker.startswith("postgresql://hoiso_worker:")
    assert worker.endswith("@db.tinh.vn:6432/hoiso?sslmode=require")
    assert ":mk@" not in worker
    assert address("worker") == worker
    assert address("web", database="khac") == "postgresql://hoiso_web:mk@db.tinh.vn:6432/khac?sslmode=require"
    with pytest.raises(StartRefused, match="HOISO_OWNER_DATABASE_URL"):
        address("owner")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("ALTER ROLE {} SUPERUSER", "là siêu người dùng"),
        ("ALTER ROLE {} BYPASSRLS", "BYPASSRLS"),
        ("GRANT hoiso_owner TO {}", "sở hữu các bảng"),
        ("GRANT hoiso_strong TO {}", "BYPASSRLS"),
    ],
)
def test_a_web_role_that_could_step_around_the_walls_is_refused(server, database, change, why):
    server.prepare(database=database)
    name = f"unfit_{database}"[:60]
    with psycopg.connect(server.superuser_address(database=database), autocommit=True) as superuser:
        superuser.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
        superuser.execute(f'GRANT CONNECT ON DATABASE "{database}" TO {name}')
        superuser.execute("SET ROLE hoiso_owner; CREATE TABLE IF NOT EXISTS held (id int); RESET ROLE")
        if not superuser.execute("SELECT 1 FROM pg_roles WHERE rolname = 'hoiso_strong'").fetchone():
            superuser.execute("CREATE ROLE hoiso_strong BYPASSRLS")
        address = server.address("web", database=database)
        address = re.sub(r"//hoiso_web:[^@]+@", f"//{name}:x@", address)
        try:
            roles.refuse_unfit(address)
            superuser.execute(change.format(name))
            with pytest.raises(StartRefused, match=why) as refused:
                roles.refuse_unfit(address)
            assert name in refused.value.sentence
        finally:
            superuser.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")
    roles.refuse_unfit(server.address("web", database=database))
    roles.refuse_unfit(server.address("worker", database=database))
