"""Backup in a format of our own: every table as text, every file once, all of it checked by hash.

PostgreSQL's own dump is not on every machine that we run on, and a dump of one major version is
not read by an older one. Ours is COPY text by named columns, and is restored on 15 to 18.

    DIR/backups/2026-11-24T01-30-00/manifest.json   what is in it, with hashes and row counts
    DIR/backups/…/tables/<table>.copy.gz
    DIR/backups/…/secrets.json                      keys without which sealed values cannot be read
    DIR/files/ab/cd/<sha256>                        shared by all backups in DIR
"""

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

FORMAT = 1
LEFT_OUT = ("hoiso_scope_key",)  # written anew from the secrets by every migration
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class TableCopy:
    """One table: its columns in the order of the copy, its rows, and the copy's SHA-256 (unpacked)."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `migrations` are those of the database then, `server` PostgreSQL's major."""

    format: int
    made_at: str
    server: int
    migrations: tuple[str, ...]
    tables: tuple[TableCopy, ...]
    sequences: dict[str, int]
    files: int
    file_bytes: int


def back_up(owner: str, *, files: Path, secrets: Path, into: Path, at: datetime) -> tuple[Path, Manifest]:
    """Write one backup into folder `into` and return its folder and manifest.

    `owner` is the owner's libpq address. All tables are read in one snapshot; the folder gets its
    name by a rename at the end, so that a half-made backup is never taken for one. Raises OSError
    when the disk is full, with nothing but the unfinished folder left, which the next run removes.
    """
    name = at.strftime("%Y-%m-%dT%H-%M-%S")
    target = into / "backups" / name
    unfinished = target.with_name(f"{name}.unfinished")
    for old in into.glob("backups/*.unfinished"):
        shutil.rmtree(old)
    (unfinished / "tables").mkdir(parents=True, mode=0o700)
    with psycopg.connect(owner) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        tables = tuple(_copy_out(connection, table, unfinished / "tables") for table in tables_of(connection))
        sequences = _sequences(connection)
        migrations = applied_migrations(connection)
        contents = _known_files(connection)
        server = connection.info.server_version // 10_000
    copied = [_keep_file(files, into / "files", sha256) for sha256 in contents]
    _write_secret(secrets, unfinished / "secrets.json")
    manifest = Manifest(
        FORMAT, at.isoformat(), server, migrations, tables, sequences, len(copied), sum(copied)
    )
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (unfinished / "manifest.json").write_text(text, encoding="utf-8")
    _flush(unfinished / "manifest.json")
    unfinished.rename(target)
    return target, manifest


def tables_of(connection: psycopg.Connection) -> list[str]:
    """Our tables, each after those it refers to."""
    names = [
        row[0]
        for row in connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT relname = ANY (%s) ORDER BY relname",
            [list(LEFT_OUT)],
        )
    ]
    refers: dict[str, set[str]] = {name: set() for name in names}
    for table, other in connection.execute(
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
        " AND connamespace = 'public'::regnamespace"
    ):
        if table != other and table in refers:
            refers[table].add(other)
    ordered: list[str] = []
    while len(ordered) < len(names):
        free = [name for name in names if name not in ordered and refers[name] <= set(ordered)]
        # A ring of references: those checks wait for the end of the transaction, so any order does.
        ordered.extend(free or [name for name in names if name not in ordered])
    return ordered


def applied_migrations(connection: psycopg.Connection) -> tuple[str, ...]:
    """Migrations of the database, `app.name`, in order of name."""
    rows = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return tuple(row[0] for row in rows)


def columns_of(connection: psycopg.Connection, table: str) -> tuple[str, ...]:
    """Columns that hold a value of their own (generated ones are made again)."""
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = '' ORDER BY attnum",
        [f'public."{table}"'],
    )
    return tuple(row[0] for row in rows)


def copy_statement(table: str, columns: tuple[str, ...], direction: str) -> sql.Composed:
    """COPY of named columns, `TO STDOUT` or `FROM STDIN`."""
    return sql.SQL("COPY public.{} ({}) {}").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(direction)
    )


def _copy_out(connection: psycopg.Connection, table: str, folder: Path) -> TableCopy:
    columns = columns_of(connection, table)
    digest, rows = hashlib.sha256(), 0
    with (
        connection.cursor() as cursor,
        gzip.open(folder / f"{table}.copy.gz", "wb", compresslevel=3) as packed,
        cursor.copy(copy_statement(table, columns, "TO STDOUT")) as lines,
    ):
        for block in lines:
            data = bytes(block)
            digest.update(data)
            rows += data.count(b"\n")
            packed.write(data)
    return TableCopy(table, columns, rows, digest.hexdigest())


def _sequences(connection: psycopg.Connection) -> dict[str, int]:
    found = connection.execute(
        "SELECT sequencename, last_value FROM pg_sequences"
        " WHERE schemaname = 'public' AND last_value IS NOT NULL"
    )
    return {name: int(value) for name, value in found}


def _known_files(connection: psycopg.Connection) -> list[str]:
    found = connection.execute("SELECT sha256 FROM core_storedfile WHERE removed_at IS NULL ORDER BY sha256")
    return [row[0] for row in found]


def _keep_file(source: Path, target: Path, sha256: str) -> int:
    """Copy one content unless it is kept already; its size. A content that went bad is refused."""
    place = target / sha256[:2] / sha256[2:4] / sha256
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        arriving = place.with_suffix(".part")
        with (source / sha256[:2] / sha256[2:4] / sha256).open("rb") as have, arriving.open("wb") as keep:
            digest = hashlib.sha256()
            for block in blocks_of(have):
                digest.update(block)
                keep.write(block)
            keep.flush()
            os.fsync(keep.fileno())
        if digest.hexdigest() != sha256:
            arriving.unlink()
            raise OSError(f"content of {sha256} does not match its name")
        arriving.rename(place)
    return place.stat().st_size


def blocks_of(stream: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    """What a binary stream still holds, in blocks of one MiB."""
    while block := stream.read(_CHUNK):
        yield block


def _write_secret(source: Path, target: Path) -> None:
    target.touch(mode=0o600)
    target.write_bytes(source.read_bytes())


def _flush(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())
