"""Lists as Excel files (XLSX), the same for every part."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from hoiso.core.clock import OFFICE_ZONE

Cell = str | int | float | date | datetime | None
ROWS = 1_048_000
_LONGEST = 32_767
_SHEET_NAME = 31
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """Head of a column and its width in characters."""

    name: str
    width: int = 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `title` and `lines` (unit, filter, who and when) above the head, then the rows."""

    title: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Cell]]
    lines: Sequence[str] = ()
    name: str = "Danh sách"


def write_sheet(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Cell]],
    *,
    lines: Sequence[str] = (),
    name: str = "Danh sách",
) -> bytes:
    """A file with one sheet, see `write_book`."""
    return write_book([Sheet(title, columns, rows, lines, name)])


def write_book(sheets: Iterable[Sheet]) -> bytes:
    """A file with these sheets, one after the other.

    Text is written as text, never as a formula or a link, whatever it begins with; a text that a
    spreadsheet would take for a formula when it is saved as CSV gets an apostrophe before it. The
    head is frozen and filters are on. Rows are held one at a time.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    heading = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format(
        {"bold": True, "bg_color": "#f6ecf4", "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    text = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "border": 1, "align": "left"})
    for one in sheets:
        sheet = book.add_worksheet(_sheet_name(one.name))
        for place, column in enumerate(one.columns):
            sheet.set_column(place, place, column.width)
        sheet.write_string(0, 0, _safe(one.title), heading)
        for place, line in enumerate(one.lines, start=1):
            sheet.write_string(place, 0, _safe(line))
        top = len(one.lines) + 2
        for place, column in enumerate(one.columns):
            sheet.write_string(top, place, column.name, head)
        row = top
        for row, cells in enumerate(one.rows, start=top + 1):
            for place, cell in enumerate(cells):
                _write(sheet, row, place, cell, text, day)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, max(row, top), max(len(one.columns) - 1, 0))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
    book.close()
    return target.getvalue()


def _write(
    sheet: "xlsxwriter.worksheet.Worksheet", row: int, place: int, cell: Cell, text: object, day: object
) -> None:
    if cell is None:
        sheet.write_blank(row, place, None, text)
    elif isinstance(cell, datetime):
        sheet.write_string(row, place, cell.astimezone(OFFICE_ZONE).strftime("%d/%m/%Y %H:%M"), text)
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001 - a day
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, cell, text)
    else:
        sheet.write_string(row, place, _safe(cell), text)


def _safe(text: str) -> str:
    """No formula when the sheet is saved as CSV and opened again; no more than a cell holds."""
    shown = f"'{text}" if text.startswith(_FORMULA_STARTS) else text
    return shown[:_LONGEST]


def _sheet_name(name: str) -> str:
    return "".join(letter for letter in name if letter not in "[]:*?/\\")[:_SHEET_NAME] or "Danh sách"
