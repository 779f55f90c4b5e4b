"""Remembering that this database was brought to this very version, so that a start need not ask Django.

The mark is a hash in the data folder over everything that an upgrade depends on: the source files of
migrations and static files, the installed packages, the scope key, and which database it was, with the
number of migrations in it. A restored or replaced database, or any newer file, does not match.
"""

import hashlib
from pathlib import Path

import psycopg

from hoiso.runtime import addresses, environment
from hoiso.runtime.places import CHECKOUT, SOURCE

IDENTITY = """
SELECT (SELECT system_identifier::text FROM pg_control_system()),
       (SELECT oid::text FROM pg_database WHERE datname = current_database()),
       (SELECT string_agg(app || '.' || name, ',' ORDER BY app, name) FROM django_migrations)
"""


def _mark_file() -> Path:
    return environment.load().data / "upgraded.mark"


def now() -> str | None:
    """The mark of the present moment; None when the database cannot tell (an empty one, or no right)."""
    try:
        with psycopg.connect(addresses.address("owner")) as connection:
            row = connection.execute(IDENTITY).fetchone()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege):
        return None
    static = environment.load().data / "static"
    whole = hashlib.sha256(repr((row, addresses.secrets().scope_key, static.is_dir())).encode())
    folders = [*SOURCE.glob("hoiso/**/migrations"), *SOURCE.glob("hoiso/**/static")]
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix != ".pyc"]
    for file in sorted([*files, *CHECKOUT.glob("requirements/*.txt")]):
        found = file.stat()
        whole.update(f"{file}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return whole.hexdigest()


def holds() -> bool:
    """Whether nothing has changed since `put`."""
    mark = _mark_file()
    return mark.is_file() and mark.read_text(encoding="ascii") == now()


def put() -> None:
    """Remember the present moment as upgraded."""
    mark = now()
    if mark is not None:
        _mark_file().write_text(mark, encoding="ascii")
