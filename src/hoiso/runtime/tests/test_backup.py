"""A backup comes back whole, or is refused by name; a database in use is never written over."""

import gzip
import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from hoiso.core.clock import OFFICE_ZONE
from hoiso.runtime.backup import Manifest, back_up, tables_of
from hoiso.runtime.errors import StartRefused
from hoiso.runtime.restore import check, read_manifest, restore

AT = datetime(2026, 9, 13, 1, 30, tzinfo=OFFICE_ZONE)
CONTENT = "Kế hoạch tổ chức Đại hội".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


FILLING = {
    "boolean": False,
    "date": AT.date(),
    "timestamp with time zone": AT,
    "jsonb": "[]",
    "bigint": 0,
    "integer": 0,
}


def insert(connection: psycopg.Connection, table: str, **values: object) -> None:
    """One row: the columns named, and something plain in every other column that must have a value."""
    needed = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
        " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'",
        [table],
    ).fetchall()
    row = {name: FILLING.get(kind, "") for name, kind in needed} | values
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        ),
        list(row.values()),
    )


def fill(owner: str, files: Path) -> None:
    """A holiday whose name needs quoting, an officer, a stored file, a job in the queue."""
    place = files / SHA256[:2] / SHA256[2:4] / SHA256
    place.parent.mkdir(parents=True)
    place.write_bytes(CONTENT)
    with psycopg.connect(owner) as connection:
        insert(connection, "units_holiday", name="Quốc khánh\t2/9\nnghỉ \\ bù", day=AT.date())
        insert(connection, "access_officer", full_name="Trần Thị Ánh", username="anhtt")
        insert(connection, "core_storedfile", sha256=SHA256, size=len(CONTENT))
        connection.execute(
            "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('q', 'task', 0, NULL, NULL, '{}', NULL)"
            "::procrastinate_job_to_defer_v1])"
        )


def contents(owner: str) -> dict[str, list[tuple[object, ...]]]:
    with psycopg.connect(owner) as connection:
        return {
            table: connection.execute(
                sql.SQL("SELECT * FROM public.{} ORDER BY 1").format(sql.Identifier(table))
            ).fetchall()
            for table in tables_of(connection)
            if table != "django_migrations"
        }


@pytest.fixture
def backed_up(empty_database: Callable[[str], str], tmp_path: Path) -> tuple[str, Path, Manifest]:
    owner = empty_database("from")
    fill(owner, tmp_path / "files")
    secrets = tmp_path / "secrets.json"
    secrets.write_text("{}")
    folder, manifest = back_up(
        owner, files=tmp_path / "files", secrets=secrets, into=tmp_path / "kept", at=AT
    )
    return owner, folder, manifest


def test_everything_comes_back(
    backed_up: tuple[str, Path, Manifest], empty_database: Callable[[str], str], tmp_path: Path
) -> None:
    before, folder, manifest = backed_up
    after = empty_database("to")
    read = read_manifest(folder)
    assert read == manifest
    check(folder, read, files=tmp_path / "kept" / "files")
    rows = restore(
        after,
        folder,
        read,
        files_from=tmp_path / "kept" / "files",
        files_to=tmp_path / "new",
    )
    assert rows == sum(len(found) for found in contents(before).values())
    assert contents(after) == contents(before)
    assert (tmp_path / "new" / SHA256[:2] / SHA256[2:4] / SHA256).read_bytes() == CONTENT
    with psycopg.connect(after) as connection:
        new_id = connection.execute("SELECT nextval('units_holiday_id_seq')").fetchone()
        old_id = connection.execute("SELECT max(id) FROM units_holiday").fetchone()
        walls = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT (relrowsecurity AND relforcerowsecurity)"
        ).fetchone()
    assert new_id is not None
    assert old_id is not None
    assert new_id[0] > old_id[0]
    assert walls == (2,)  # django_migrations and the scope key, which no client role can read


def test_a_changed_table_is_named(backed_up: tuple[str, Path, Manifest], tmp_path: Path) -> None:
    _, folder, manifest = backed_up
    path = folder / "tables" / "units_holiday.copy.gz"
    with gzip.open(path, "rb") as packed:
        changed = packed.read().replace("Quốc".encode(), "Sửa".encode())
    with gzip.open(path, "wb") as packed:
        packed.write(changed)
    with pytest.raises(StartRefused, match="units_holiday"):
        check(folder, manifest, files=tmp_path / "kept" / "files")


def test_a_missing_or_damaged_file_is_named(backed_up: tuple[str, Path, Manifest], tmp_path: Path) -> None:
    _, folder, manifest = backed_up
    kept = tmp_path / "kept" / "files" / SHA256[:2] / SHA256[2:4] / SHA256
    kept.write_bytes(b"khac")
    with pytest.raises(StartRefused, match=SHA256[:12]):
        check(folder, manifest, files=tmp_path / "kept" / "files")
    kept.unlink()
    with pytest.raises(StartRefused, match="thiếu tệp: cần 1, chỉ thấy 0"):
        check(folder, manifest, files=tmp_path / "kept" / "files")


def test_a_database_in_use_is_left_alone(backed_up: tuple[str, Path, Manifest], tmp_path: Path) -> None:
    owner, folder, manifest = backed_up
    before = contents(owner)
    with pytest.raises(StartRefused, match="đang có tài khoản"):
        restore(owner, folder, manifest, files_from=tmp_path, files_to=tmp_path / "new")
    assert contents(owner) == before


def test_a_half_made_backup_is_never_taken_for_one(
    empty_database: Callable[[str], str], tmp_path: Path
) -> None:
    left = tmp_path / "kept" / "backups" / "2026-09-12T01-30-00.unfinished"
    left.mkdir(parents=True)
    with pytest.raises(StartRefused, match="Không thấy bản sao lưu"):
        read_manifest(left)
    owner = empty_database("next")
    secrets = tmp_path / "secrets.json"
    secrets.write_text("{}")
    back_up(owner, files=tmp_path / "files", secrets=secrets, into=tmp_path / "kept", at=AT)
    assert [path.name for path in (tmp_path / "kept" / "backups").iterdir()] == ["2026-09-13T01-30-00"]
