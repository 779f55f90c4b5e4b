"""The import of `hoiso bench members`: 200,000 rows of a list into the register, beside calamine and COPY.

The floor reads the same file with calamine and copies its rows into tables of the same columns and indexes
(members, spans, events), without walls, foreign keys and triggers. Ours does what the command does: keeps the
file, finds its heads, reads, checks and places every row, compares it with the register, seals what is
sealed, writes members with spans, events, bases and counted facts, holds back the wrong ones. One row in two
hundred has a wrong phone.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import LiteralString

import psycopg
import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.contract import Row
from bench.members_filling import Register, branches_of

WRONG_ONE_IN = 200
MOST_NAMESAKES = 5
_HEADINGS = (
    "STT", "Họ và tên", "Ngày sinh", "Điện thoại", "Số CCCD", "Chi hội", "Ngày vào Hội", "Nghề nghiệp",
    "Trình độ học vấn", "Dân tộc", "Tôn giáo", "Nòng cốt", "Ghi chú",
)  # fmt: skip
_FAMILIES = ("NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HUỲNH", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "HỒ", "NGÔ", "DƯƠNG")
_MIDDLES = ("THỊ", "THỊ NGỌC", "THỊ KIM", "THỊ THANH", "THỊ MỸ", "THUÝ", "THỊ HỒNG")
_GIVEN = (
    "HOA",
    "LAN",
    "MAI",
    "CÚC",
    "HƯƠNG",
    "HÀ",
    "THU",
    "NGA",
    "BÉ",
    "ÚT",
    "PHƯỢNG",
    "LOAN",
    "HẠNH",
    "YẾN",
)
_WORK = ("Làm ruộng", "Nội trợ", "Buôn bán", "Công nhân", "")
_FAITHS = ("Không", "Cao Đài", "Phật giáo", "Công giáo")
_TABLES: tuple[LiteralString, ...] = (
    "DROP TABLE IF EXISTS floor_member, floor_span, floor_event",
    "CREATE TABLE floor_member (LIKE members_member INCLUDING ALL)",
    "CREATE TABLE floor_span (LIKE members_memberspan INCLUDING ALL)",
    "CREATE TABLE floor_event (LIKE members_memberevent INCLUDING ALL)",
)
_MEMBER: LiteralString = """
COPY floor_member (id, full_name, folded, name_key, birth_date, birth_year, phone, phone_key, occupation,
  commune_id, branch_id, joined_on) FROM STDIN
"""
_SPAN: LiteralString = 'COPY floor_span (member_id, branch_id, state, "primary", valid_from) FROM STDIN'
_EVENT: LiteralString = 'COPY floor_event (member_id, kind, "on", branch_id) FROM STDIN'


def measure(register: Register, *, tell: Callable[[str], None]) -> list[Row]:
    """Both sides on one file of as many rows as the register has; acts as the worker."""
    os.environ["HOISO_OWNER_DATABASE_URL"] = register.owner
    from hoiso.runtime import django_start

    django_start.set_up("worker")
    from django.conf import settings
    from django.db import connections
    from django.urls import get_resolver

    assert get_resolver().url_patterns  # read: a worker that has run for a while has them
    with (
        tempfile.TemporaryDirectory(prefix="hoiso-bench-") as folder,
        psycopg.connect(register.owner, autocommit=True) as owner,
    ):
        settings.FILE_ROOT = Path(folder) / "files"
        settings.MAX_FILE = 200_000_000
        path = Path(folder) / "hoi-vien.xlsx"
        rows = register.rows
        write_list(path, rows, branches=branches_of(rows))
        tell(f"Tệp Excel {rows} hội viên: {path.stat().st_size / 1e6:.1f} MB")
        owner.execute(
            "INSERT INTO members_memberfield (field, asked, purpose, basis, seen_by, valid_from)"
            " VALUES ('citizen_id', true, '', '', '{}', '2026-01-01')"
        )
        _make_tables(owner)
        tell("Đo calamine và COPY")
        floor = min(_floor(owner, path), _floor(owner, path))
        owner.execute("DROP TABLE floor_member, floor_span, floor_event")
        tell("Đo nhập danh sách")
        wrong = -(-rows // WRONG_ONE_IN)
        value = _ours(path, taken=rows - wrong, again=0, wrong=wrong, tell=tell)
        tell("Đo nhập lại cùng tệp")
        repeated = _ours(path, taken=0, again=rows - wrong, wrong=wrong, tell=tell)
        connections.close_all()
    return [
        Row(
            what=f"nhập {rows} hội viên từ Excel, đủ các phép kiểm tra", value=value, floor=floor,
            unit="giây", target=4,
        ),
        Row(
            what="cùng tệp nhập lại, không thêm ai", value=repeated, floor=floor, unit="giây", target=4,
        ),
    ]  # fmt: skip


def _ours(path: Path, *, taken: int, again: int, wrong: int, tell: Callable[[str], None]) -> float:
    """Seconds from the file to the last member in the register, as the command does it."""
    from hoiso.core import scope
    from hoiso.core.clock import now, office_date
    from hoiso.members.imports import public
    from hoiso.units.models import Unit

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        province = Unit.objects.get(pk=1)
    begun, cpu = perf_counter(), process_time()
    (report,) = public.import_files([path], unit=province, at=at)
    seconds = perf_counter() - begun
    tell(f"  {seconds:.1f} giây, {process_time() - cpu:.1f} giây CPU của ta")
    told = (report.taken + report.again, len(report.faults))
    namesakes = min(report.taken, report.again) if taken else report.taken  # born on one day, of one branch
    if report.refused or told != (taken + again, wrong) or namesakes > MOST_NAMESAKES:
        raise RuntimeError(f"{report.refused} {report.taken} {report.again} {len(report.faults)}")
    return seconds


def _make_tables(owner: "psycopg.Connection[object]") -> None:
    for statement in _TABLES:
        owner.execute(statement)
    for table in (b"floor_member", b"floor_span", b"floor_event"):
        for row in owner.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attnotnull"
            " AND attidentity = ''",
            [table.decode()],
        ).fetchall():
            assert isinstance(row, tuple)
            if row[0] != "id":
                owner.execute(
                    b"ALTER TABLE " + table + b" ALTER " + f'"{row[0]}"'.encode() + b" DROP NOT NULL"
                )


def _floor(owner: "psycopg.Connection[object]", path: Path) -> float:
    """Seconds of reading every cell and copying every row."""
    owner.execute("TRUNCATE floor_member, floor_span, floor_event")
    begun = perf_counter()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    with owner.transaction(), owner.cursor() as cursor:
        with cursor.copy(_MEMBER) as copy:
            for at, row in enumerate(rows):
                name, born = str(row[1]), _day(row[2])
                copy.write_row(
                    (at, name, name, name, born, born.year, row[3], row[3], row[7], 2, 1_001, _day(row[6]))
                )
        with cursor.copy(_SPAN) as copy:
            for at, row in enumerate(rows):
                copy.write_row((at, 1_001, "active", True, _day(row[6])))
        with cursor.copy(_EVENT) as copy:
            for at, row in enumerate(rows):
                copy.write_row((at, "admitted", _day(row[6]), 1_001))
    return perf_counter() - begun


def _day(cell: object) -> date:
    day, month, year = str(cell).split("/")
    return date(int(year), int(month), int(day))


def write_list(path: Path, rows: int, *, branches: int) -> None:
    """A list of a province, made from a seed: the same for every run."""
    chance = Random(20_261_125)  # noqa: S311 - a list, not a secret
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Hội viên")
    sheet.write_row(0, 0, _HEADINGS)
    for at in range(rows):
        year = chance.randint(1946, 2005)
        phone = "0912" if at % WRONG_ONE_IN == 0 else f"09{at:08d}"
        sheet.write_row(
            at + 1, 0,
            (
                at + 1,
                f"{chance.choice(_FAMILIES)} {chance.choice(_MIDDLES)} {chance.choice(_GIVEN)}",
                f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{year}",
                phone,
                f"072{1 if year < 2000 else 3}{year % 100:02d}{at % 1_000_000:06d}",
                f"Chi hội ấp {at // 100 % branches}",
                f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{min(year + 25, 2024)}",
                chance.choice(_WORK),
                f"{chance.randint(1, 12)}/12",
                "Kinh",
                chance.choice(_FAITHS),
                "x" if chance.random() < 0.15 else "",
                "",
            ),
        )  # fmt: skip
    book.close()
