"""Setting Django up in a process, and bringing the database's structure to this version's."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import psycopg

from hoiso.runtime import addresses, environment, phrases
from hoiso.runtime.errors import DiskFull, StartRefused
from hoiso.runtime.places import SOURCE
from hoiso.runtime.postgres import NO_SPACE
from hoiso.runtime.processes import tie_to_parent
from hoiso.runtime.roles import Role

SETTINGS = "hoiso.settings.base"
MIGRATING = 4_867_002  # advisory lock: one migration at a time
REFUSED = 3  # exit code of the migrating child when its last line is a sentence for the person

Migration = tuple[str, str]


@contextmanager
def running_database() -> Iterator[None]:
    """The database server is up, with roles and an (at first empty) database, while the block runs."""
    with held_database():
        addresses.prepare()
        yield


@contextmanager
def held_database() -> Iterator[None]:
    """The database server is up while the block runs; what is in it is somebody else's care."""
    with addresses.embedded_server().held() if addresses.is_embedded() else nullcontext():
        yield


def set_up(role: Role) -> None:
    """Read the settings and load every part; the process's connection is `role`'s from now on."""
    import django

    addresses.act_as(role)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def pending() -> list[Migration]:
    """Migrations of this version that the database lacks; needs `set_up`. Refuses a newer database."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    here = dict(loader.disk_migrations)
    replaced = {name for migration in here.values() for name in migration.replaces}
    applied = _applied()
    unknown = sorted(applied - set(here) - replaced)
    strange = [f"{app}.{name}" for app, name in unknown if app in loader.migrated_apps]
    if strange:
        raise StartRefused(phrases.newer_database(strange))
    return sorted(
        name
        for name, migration in here.items()
        if name not in applied and not (migration.replaces and set(migration.replaces) <= applied)
    )


def _applied() -> set[Migration]:
    with psycopg.connect(addresses.address("owner")) as connection:
        table = connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()
        if table is None or table[0] is None:
            return set()
        return set(connection.execute("SELECT app, name FROM django_migrations").fetchall())


def migrate_here() -> list[Migration]:
    """Migrate in this process, which acts as the owner; returns what was applied.

    Done even with nothing pending: it also gives the database this installation's scope key.
    """
    from hoiso.core.upgrade import migrate_database

    with psycopg.connect(addresses.address("owner"), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        todo = pending()
        migrate_database()
    return todo


def migrate_apart() -> None:
    """Migrate in a process of its own, as the owner; this one keeps its role and needs no Django."""
    log = environment.load().data / "log" / "migrate.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "hoiso.runtime.django_start"],
        capture_output=True, text=True, check=False, env=child_environment(),
        start_new_session=True,  # Ctrl-C is for the parent: a migration is finished, then all is stopped
        preexec_fn=tie_to_parent(os.getpid(), signal.SIGTERM),
    )  # fmt: skip
    if done.returncode == 0:
        return
    log.write_text(done.stdout + done.stderr, encoding="utf-8")
    last = (done.stderr.strip().splitlines() or [""])[-1]
    if NO_SPACE in done.stderr:
        raise DiskFull(phrases.disk_full(log.parent))
    raise StartRefused(last if done.returncode == REFUSED else phrases.migration_failed(log, last))


def child_environment() -> dict[str, str]:
    """The environment of our own child processes."""
    return {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "PYTHONSAFEPATH": "1",  # nothing is imported from the folder that we happen to stand in
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",
    }


def collect_static() -> None:
    """Gather the files of the pages where the web process serves them, if they changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = sorted(
        (path, storage.size(path), storage.get_modified_time(path).timestamp())
        for finder in get_finders()
        for path, storage in finder.list([])
    )
    stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == repr(found):
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(repr(found), encoding="utf-8")


def _main() -> int:
    try:
        set_up("owner")
        migrate_here()
        collect_static()
    except StartRefused as refusal:
        sys.stderr.write(f"{refusal.sentence}\n")
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(_main())
