"""A start may skip the upgrade only when nothing has changed."""

import os

import psycopg
import pytest

from hoiso.runtime import upgrade_mark
from hoiso.runtime.addresses import server_for_tests


@pytest.fixture
def database(worker_id, data, monkeypatch):
    """An address of the owner's in a database with one migration."""
    server, name = server_for_tests(), f"upgrade_mark_{worker_id}"
    with server.held():
        server.prepare(database=name)
        monkeypatch.setenv("DATABASE_URL", server.address("web", database=name))
        monkeypatch.setenv("HOISO_OWNER_DATABASE_URL", server.address("owner", database=name))
        monkeypatch.setenv("HOISO_DATA", str(data))
        yield server.address("owner", database=name)
        server.drop_database(name)


def migrate(address, name):
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS django_migrations (app text, name text)")
        connection.execute("INSERT INTO django_migrations VALUES ('core', %s)", [name])


def test_an_empty_database_is_never_up_to_date(database):
    upgrade_mark.put()
    assert not upgrade_mark.holds()


def test_any_change_breaks_the_mark(database, monkeypatch, tmp_path):
    migrate(database, "0001_initial")
    assert not upgrade_mark.holds()
    upgrade_mark.put()
    assert upgrade_mark.holds()
    migrate(database, "0002_more")
    assert not upgrade_mark.holds()
    upgrade_mark.put()

    monkeypatch.setenv("HOISO_SCOPE_KEY", "k" * 40)
    assert not upgrade_mark.holds()
    monkeypatch.delenv("HOISO_SCOPE_KEY")
    assert upgrade_mark.holds()

    source = tmp_path / "src/hoiso/core/migrations"
    source.mkdir(parents=True)
    (source / "0001_initial.py").touch()
    monkeypatch.setattr(upgrade_mark, "SOURCE", tmp_path / "src")
    upgrade_mark.put()
    assert upgrade_mark.holds()
    os.utime(source / "0001_initial.py", (1, 1))
    assert not upgrade_mark.holds()
    upgrade_mark.put()
    (source / "0002_more.py").touch()
    assert not upgrade_mark.holds()
