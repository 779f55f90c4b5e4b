"""Restoring a backup into an empty database, after every hash has been checked."""

import gzip
import hashlib
import json
import shutil
from pathlib import Path

import psycopg
from psycopg import sql

from hoiso.runtime.backup import FORMAT, Manifest, TableCopy, applied_migrations, blocks_of, copy_statement
from hoiso.runtime.errors import StartRefused

EMPTY_IF_WITHOUT = "access_officer"  # a database with officers is in use and is never written over


def read_manifest(backup: Path) -> Manifest:
    """The manifest of a backup's folder. Raises `StartRefused` where there is none, or of a later format."""
    path = backup / "manifest.json"
    if not path.is_file():
        raise StartRefused(f"Không thấy bản sao lưu ở {backup}. Chọn thư mục có tệp manifest.json.")
    content = json.loads(path.read_text(encoding="utf-8"))
    if content["format"] != FORMAT:
        raise StartRefused(
            "Bản sao lưu này do một phiên bản Hội Số mới hơn tạo ra. Cập nhật Hội Số rồi thử lại."
        )
    tables = tuple(TableCopy(**{**one, "columns": tuple(one["columns"])}) for one in content["tables"])
    return Manifest(**{**content, "tables": tables, "migrations": tuple(content["migrations"])})


def check(backup: Path, manifest: Manifest, *, files: Path) -> None:
    """Every table's hash, and that every file it names is there and whole.

    Raises `StartRefused` naming the first part that is damaged or missing; nothing is changed.
    """
    for table in manifest.tables:
        digest = hashlib.sha256()
        try:
            with gzip.open(backup / "tables" / f"{table.name}.copy.gz", "rb") as packed:
                for block in blocks_of(packed):
                    digest.update(block)
        except (OSError, EOFError) as error:
            raise StartRefused(
                f"Bản sao lưu hỏng ở bảng {table.name}: {error}. Dùng bản sao lưu khác."
            ) from error
        if digest.hexdigest() != table.sha256:
            raise StartRefused(
                f"Bản sao lưu hỏng ở bảng {table.name}: nội dung đã bị thay đổi. Dùng bản khác."
            )
    kept = [path for path in files.glob("??/??/*") if len(path.name) == 64]
    if len(kept) < manifest.files:
        raise StartRefused(
            f"Bản sao lưu thiếu tệp: cần {manifest.files}, chỉ thấy {len(kept)}."
            " Chép đủ thư mục files rồi thử lại."
        )
    for path in kept:
        with path.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != path.name:
                raise StartRefused(f"Tệp {path.name[:12]}… trong bản sao lưu bị hỏng. Dùng bản sao lưu khác.")


def restore(owner: str, backup: Path, manifest: Manifest, *, files_from: Path, files_to: Path) -> int:
    """Fill the empty database at `owner` and the file store; how many rows came back.

    The database must know every migration of the backup. One transaction: either everything is
    there or nothing. Raises `StartRefused` when the database is in use or older than the backup.
    """
    with psycopg.connect(owner) as connection:
        _refuse_unless_empty(connection)
        here = set(applied_migrations(connection))
        if not set(manifest.migrations) <= here:
            missing = sorted(set(manifest.migrations) - here)[0]
            raise StartRefused(
                f"Bản sao lưu có bước dữ liệu ({missing}) mà phiên bản này không có."
                " Cập nhật Hội Số rồi thử lại."
            )
        tables = [table for table in manifest.tables if table.name != "django_migrations"]
        _lower_walls(connection, tables)
        for table in reversed(tables):  # rows that migrations wrote
            connection.execute(sql.SQL("DELETE FROM public.{}").format(sql.Identifier(table.name)))
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
        rows = sum(_copy_in(connection, backup, table) for table in tables)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _raise_walls(connection, tables)
        for name, value in manifest.sequences.items():
            connection.execute("SELECT setval(%s::regclass, %s)", [f'public."{name}"', value])
    for path in files_from.glob("??/??/*"):
        target = files_to / path.parent.parent.name / path.parent.name / path.name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(path, target)
            target.chmod(0o600)
    return rows


def _refuse_unless_empty(connection: psycopg.Connection) -> None:
    found = connection.execute(
        sql.SQL("SELECT EXISTS (SELECT FROM public.{})").format(sql.Identifier(EMPTY_IF_WITHOUT))
    ).fetchone()
    if found and found[0]:
        raise StartRefused(
            "Cơ sở dữ liệu này đang có tài khoản, không khôi phục đè lên được."
            " Đặt HOISO_DATA sang một thư mục mới rồi chạy lại lệnh khôi phục."
        )


def _lower_walls(connection: psycopg.Connection, tables: list[TableCopy]) -> None:
    """Let the owner copy into walled tables (COPY FROM knows no row policies), triggers asleep."""
    for table in tables:
        name = sql.Identifier(table.name)
        connection.execute(sql.SQL("ALTER TABLE public.{} DISABLE TRIGGER USER").format(name))
        connection.execute(sql.SQL("ALTER TABLE public.{} NO FORCE ROW LEVEL SECURITY").format(name))


def _raise_walls(connection: psycopg.Connection, tables: list[TableCopy]) -> None:
    for table in tables:
        name = sql.Identifier(table.name)
        connection.execute(sql.SQL("ALTER TABLE public.{} ENABLE TRIGGER USER").format(name))
        connection.execute(sql.SQL("ALTER TABLE public.{} FORCE ROW LEVEL SECURITY").format(name))


def _copy_in(connection: psycopg.Connection, backup: Path, table: TableCopy) -> int:
    with (
        connection.cursor() as cursor,
        gzip.open(backup / "tables" / f"{table.name}.copy.gz", "rb") as packed,
        cursor.copy(copy_statement(table.name, table.columns, "FROM STDIN")) as lines,
    ):
        for block in blocks_of(packed):
            lines.write(block)
    return table.rows
