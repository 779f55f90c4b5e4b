"""`hoiso bench takeover`: 50,000 lines of old registers into the books, beside calamine and COPY.

The floor reads the same file and copies its rows into tables with the same indexes, without walls, foreign
keys, timeline and search. Ours reads, checks, numbers, writes and indexes as the clerk's job does it:
everything after which the lines stand in the books and are found.
"""

import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import psycopg
import xlsxwriter

from bench import data
from bench.contract import Row
from bench.floors import sheet as floors
from bench.place import people_alone

ROWS = 50_000
YEARS = 10
_HEADINGS = (
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ghi chú",
)  # fmt: skip
_WHAT = (
    "triển khai phong trào phụ nữ tích cực học tập", "tổng kết công tác bình đẳng giới",
    "hỗ trợ hội viên vay vốn",
    "tổ chức đại hội đại biểu phụ nữ", "phòng, chống bạo lực gia đình", "tập huấn nghiệp vụ công tác Hội",
)  # fmt: skip
_WHO = ("UBND tỉnh", "Sở Nội vụ", "Trung ương Hội LHPN Việt Nam", "Ban Dân vận", "Hội LHPN xã Mỹ Yên")
_KIND = ("Kế hoạch", "Báo cáo", "Thông báo", "Công văn", "Hướng dẫn")


def run(*, rows: int = ROWS, tell: Callable[[str], None]) -> list[Row]:
    """Both sides on one file; about a minute on two cores."""
    with (
        tempfile.TemporaryDirectory(prefix="hoiso-bench-") as folder,
        people_alone(tell=tell) as address,
        psycopg.connect(address, autocommit=True) as owner,
    ):
        from django.conf import settings
        from django.urls import get_resolver

        assert get_resolver().url_patterns  # read: a worker that has run for a while has them
        settings.FILE_ROOT = Path(folder) / "files"
        path = Path(folder) / "so-den.xlsx"
        _write(path, rows)
        tell(f"Tệp Excel {rows} dòng: {path.stat().st_size / 1e6:.1f} MB")
        floors.make_tables(owner)
        floor_of = floors.read_and_copy(owner, str(path))
        floor_of()
        tell("Đo calamine và COPY")
        floor = min(floor_of(), floor_of())
        tell("Đo tiếp quản")
        value = _ours(path, rows)
        counted = owner.execute(
            "SELECT count(*), count(e.document_id), count(DISTINCT (n.book_id, n.number, n.suffix))"
            " FROM documents_booknumber n LEFT JOIN documents_document d ON d.book_number_id = n.id"
            " LEFT JOIN documents_searchentry e ON e.document_id = d.id WHERE n.taken_over_id IS NOT NULL"
        ).fetchone()
        again = _ours(path, 0)
        return [
            Row(
                what=f"tiếp quản {rows} dòng, vào sổ và tìm được", value=value, floor=floor, unit="giây",
                target=4, also=counted == (rows, rows, rows),
            ),
            Row(
                what="cùng tệp gửi lại, kiểm tra và không thêm gì", value=again, floor=floor, unit="giây",
                target=4,
            ),
        ]  # fmt: skip


def _ours(path: Path, expected: int) -> float:
    """Seconds from the file to the last line in its book: sent, looked through, let in, as the clerk."""
    from hoiso.access.public import actor_of
    from hoiso.core import scope
    from hoiso.core.clock import now, office_date
    from hoiso.documents.takeover import public

    at = now()
    token = scope.officer_token(data.CLERK, office_date(at))
    begun = perf_counter()
    with scope.transaction_as(token), path.open("rb") as stream:
        by = actor_of(data.CLERK, on=office_date(at))
        one = public.begin(by=by, unit_id=data.UNIT, stream=stream, name=path.name, wish=public.Wish(), at=at)
        public.check(one, at=at)
        if one.taken:
            public.start(by=by, take_over_id=one.pk, at=at, by_job=False)
    public.carry_on(one.pk)
    seconds = perf_counter() - begun
    with scope.transaction_as(token):
        one.refresh_from_db()
        done = one.taken if one.state == "done" else 0
    if one.faulty or done != expected or one.again != (0 if expected else one.rows):
        raise RuntimeError(f"{one.state} {one.problem}: {done} of {expected}, {one.faulty} faulty")
    return seconds


def _write(path: Path, rows: int) -> None:
    """A register of ten years, each from number 1."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    day_form = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, _HEADINGS)
    a_year = -(-rows // YEARS)
    for place in range(rows):
        year, number = 2014 + place // a_year, place % a_year + 1
        day = datetime(year, 1, 2) + timedelta(days=(number - 1) * 360 // a_year)  # noqa: DTZ001 - a day
        kind = _KIND[place % 5]
        sheet.write_datetime(place + 1, 0, day, day_form)
        sheet.write_number(place + 1, 1, number)
        sheet.write_string(place + 1, 2, _WHO[place % 7 % 5])
        sheet.write_string(place + 1, 3, f"{place % 900 + 1}/{('KH', 'BC', 'TB', 'CV', 'HD')[place % 5]}-BTV")
        sheet.write_datetime(place + 1, 4, day - timedelta(days=2), day_form)
        told = (
            f"{kind}: {_WHAT[place % 11 % 6]} đợt {place % 37} tại ấp {place % 211} năm {date(year, 1, 1):%Y}"
        )
        sheet.write_string(place + 1, 5, told)
        sheet.write_string(place + 1, 6, f"Nguyễn Thị {('Hoa', 'Lan', 'Mai', 'Cúc')[place % 4]}")
    book.close()
