"""The file itself: Excel, CSV or PDF, with who made it and the mark."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.documents.layouts.lists import ListColumn, PrintedList, render_list
from hoiso.members.exports.lists import Columns, Listed
from hoiso.members.exports.marks import hidden
from hoiso.members.models import MemberExport

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
_NUMBER = ("STT", 0.8, 6)
_SHEET = "Danh sách"


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes the file, where and when."""

    name: str
    unit: str
    at: datetime


def write(export: MemberExport, listed: Listed, rows: Iterable[Sequence[Cell]], maker: Maker) -> bytes:
    """The file of an export; `rows` without their numbers."""
    columns, numbered = (_NUMBER, *listed.columns), _numbered(rows)
    if export.file_format == MemberExport.Format.PDF:
        return _pdf(export, listed.title, columns, numbered, maker)
    if export.file_format == MemberExport.Format.CSV:
        return _csv(export, columns, numbered)
    purpose = export.purpose_words or export.get_purpose_display()
    lines = (
        maker.unit,
        export.words,
        f"Mục đích: {purpose}",
        f"Người xuất: {maker.name}, {vn_time(maker.at)}",
    )
    heads = tuple(SheetColumn(name, width) for name, _, width in columns)
    return write_sheet(f"{listed.title}{hidden(export.mark)}", heads, numbered, lines=lines, name=_SHEET)


def _numbered(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[Cell, ...]]:
    return ((number, *row) for number, row in enumerate(rows, start=1))


def _csv(export: MemberExport, columns: Columns, rows: Iterable[tuple[Cell, ...]]) -> bytes:
    target = io.StringIO()
    target.write("\ufeff")
    out = csv.writer(target)
    heads = [name for name, _, _ in columns]
    out.writerow([f"{heads[0]}{hidden(export.mark)}", *heads[1:]])
    for row in rows:
        out.writerow([_plain(cell) for cell in row])
    return target.getvalue().encode()


def _plain(cell: Cell) -> str:
    """No formula when a spreadsheet opens it."""
    text = _text(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _pdf(
    export: MemberExport, title: str, columns: Columns, rows: Iterable[tuple[Cell, ...]], maker: Maker
) -> bytes:
    shown: Sequence[tuple[str, ...]] = [tuple(_text(cell) for cell in row) for row in rows]
    return render_list(
        PrintedList(
            title=title,
            unit=maker.unit,
            unit_lines=(maker.unit,),
            lines=(export.words, f"Mục đích: {export.purpose_words or export.get_purpose_display()}"),
            columns=tuple(ListColumn(name, share) for name, share, _ in columns),
            rows=shown,
            after=(f"Cộng: {len(shown)} {export.what}. Mã bản in: {export.mark}.",),
            landscape=True,
            printed_by=maker.name,
            printed_at=maker.at,
        )
    )


def _text(cell: Cell) -> str:
    return vn_date(cell) if isinstance(cell, date) else "" if cell is None else str(cell)
