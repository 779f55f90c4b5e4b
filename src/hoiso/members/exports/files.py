"""The file itself: Excel, CSV or PDF, with who made it and the mark."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.documents.layouts.lists import ListColumn, PrintedList, render_list
from hoiso.members.exports.marks import hidden
from hoiso.members.models import MemberExport
from hoiso.members.register.public import MemberLine

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
TITLE = "Danh sách hội viên"
_COLUMNS = (
    ("STT", 0.8, 6), ("Họ và tên", 4.0, 28), ("Ngày sinh", 1.8, 12), ("Điện thoại", 2.2, 14),
    ("Ấp, khu phố", 2.2, 18), ("Chi hội", 3.0, 26), ("Tổ phụ nữ", 2.0, 18), ("Tình trạng", 2.2, 18),
    ("Nòng cốt", 1.2, 10), ("Ngày vào Hội", 1.8, 12), ("Số thẻ", 2.2, 16), ("Mã hội viên", 1.8, 12),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes the file, where and when."""

    name: str
    unit: str
    at: datetime


def write(export: MemberExport, rows: Iterable[MemberLine], maker: Maker) -> bytes:
    """The file of an export."""
    if export.file_format == MemberExport.Format.PDF:
        return _pdf(export, rows, maker)
    if export.file_format == MemberExport.Format.CSV:
        return _csv(export, rows)
    purpose = export.purpose_words or export.get_purpose_display()
    lines = (
        maker.unit,
        export.words,
        f"Mục đích: {purpose}",
        f"Người xuất: {maker.name}, {vn_time(maker.at)}",
    )
    columns = tuple(SheetColumn(name, width) for name, _, width in _COLUMNS)
    cells = (_cells(number, row) for number, row in enumerate(rows, start=1))
    return write_sheet(f"{TITLE}{hidden(export.mark)}", columns, cells, lines=lines, name="Hội viên")


def _cells(number: int, row: MemberLine) -> tuple[Cell, ...]:
    return (
        number, row.full_name, row.birth, row.phone, row.hamlet, row.branch, row.group, row.state_name,
        "x" if row.core else "", row.joined_on, row.card_number, row.code,
    )  # fmt: skip


def _csv(export: MemberExport, rows: Iterable[MemberLine]) -> bytes:
    target = io.StringIO()
    target.write("\ufeff")
    out = csv.writer(target)
    heads = [name for name, _, _ in _COLUMNS]
    out.writerow([f"{heads[0]}{hidden(export.mark)}", *heads[1:]])
    for number, row in enumerate(rows, start=1):
        out.writerow([_plain(cell) for cell in _cells(number, row)])
    return target.getvalue().encode()


def _plain(cell: Cell) -> str:
    """No formula when a spreadsheet opens it."""
    text = vn_date(cell) if isinstance(cell, date) else "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _pdf(export: MemberExport, rows: Iterable[MemberLine], maker: Maker) -> bytes:
    shown: Sequence[tuple[str, ...]] = [
        tuple(_text(cell) for cell in _cells(number, row)) for number, row in enumerate(rows, start=1)
    ]
    return render_list(
        PrintedList(
            title=TITLE,
            unit=maker.unit,
            unit_lines=(maker.unit,),
            lines=(export.words, f"Mục đích: {export.purpose_words or export.get_purpose_display()}"),
            columns=tuple(ListColumn(name, share) for name, share, _ in _COLUMNS),
            rows=shown,
            after=(f"Cộng: {len(shown)} hội viên. Mã bản in: {export.mark}.",),
            landscape=True,
            printed_by=maker.name,
            printed_at=maker.at,
        )
    )


def _text(cell: Cell) -> str:
    return vn_date(cell) if isinstance(cell, date) else "" if cell is None else str(cell)
