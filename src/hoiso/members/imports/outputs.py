"""The list itself comes back as a workbook with the wrong cells marked, and what to do beside each row."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from hoiso.members.imports import phrases
from hoiso.members.imports.encodings import Encoding
from hoiso.members.imports.holding import shown
from hoiso.members.imports.layout import Layout
from hoiso.members.imports.opening import OpenedList, open_list
from hoiso.members.imports.reading import encodings_of
from hoiso.members.imports.workbook import Cell
from hoiso.members.models import MemberList, MemberListRow

MOST_WHOLE = 20_000  # rows of a file that comes back whole; of a longer one the wrong rows alone
_LONGEST = 32_000


def marked_copy(one: MemberList, faults: Sequence[MemberListRow]) -> bytes:
    """Every sheet with a fault, as it stands but in Unicode: wrong cells coloured,
    a last column says what to do.

    Sent again, rows that are in the register already change nothing.
    """
    opened = open_list(one)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    forms = {
        "wrong": book.add_format({"bg_color": "#ffd6d6", "border": 1, "border_color": "#b3261e"}),
        "wrong_day": book.add_format(
            {"bg_color": "#ffd6d6", "border": 1, "border_color": "#b3261e", "num_format": "dd/mm/yyyy"}
        ),
        "day": book.add_format({"num_format": "dd/mm/yyyy"}),
        "told": book.add_format({"bold": True, "font_color": "#b3261e", "text_wrap": True}),
    }
    by_sheet: dict[int, dict[int, MemberListRow]] = {}
    for fault in faults:
        if fault.sheet < len(opened.sheets):
            by_sheet.setdefault(fault.sheet, {})[fault.row] = fault
    for at, wrong in sorted(by_sheet.items()):
        _write_sheet(book, forms, opened, at, wrong)
    if not by_sheet:
        book.add_worksheet("Danh sách").write_string(0, 0, phrases.NOTHING_TO_MEND)
    book.close()
    return target.getvalue()


def _write_sheet(
    book: "xlsxwriter.Workbook",
    forms: Mapping[str, Any],
    opened: OpenedList,
    at: int,
    wrong: Mapping[int, MemberListRow],
) -> None:
    source = opened.sheets[at]
    sheet = book.add_worksheet(source.name[:31])
    whole = len(source.rows) <= MOST_WHOLE
    heads = {block.layout.last: block.layout for block in opened.blocks if block.sheet == at}
    encodings = _encodings(opened, at)
    last = max((len(row) for row in source.rows[:200]), default=0)
    sheet.set_column(0, max(last - 1, 0), 16)
    sheet.set_column(last, last, 70)
    line = 0
    for place, cells in enumerate(source.rows):
        fault = wrong.get(place + 1)
        if not (whole or fault or _near_head(heads, place)):
            continue
        marked = {one["place"] for one in fault.faults} if fault else set()
        for column, cell in enumerate(cells):
            _write_cell(
                sheet,
                line,
                column,
                cell,
                forms,
                encodings.get(column, Encoding.UNICODE),
                wrong=column in marked,
            )
        for column in marked - set(range(len(cells))):
            if column >= 0:
                sheet.write_blank(line, column, None, forms["wrong"])
        if place in heads:
            sheet.write_string(line, last, phrases.MEND_HEADING, forms["told"])
        if fault:
            sheet.write_string(line, last, fault.sentence[:_LONGEST], forms["told"])
        line += 1


def _near_head(heads: Mapping[int, Layout], place: int) -> bool:
    return any(layout.top - 3 <= place <= last for last, layout in heads.items())


def _encodings(opened: OpenedList, at: int) -> dict[int, Encoding]:
    for block in opened.blocks:
        if block.sheet == at:
            return encodings_of(opened.sheets[at].rows, block)
    return {}


def _write_cell(
    sheet: "xlsxwriter.worksheet.Worksheet",
    line: int,
    column: int,
    cell: Cell,
    forms: Mapping[str, Any],
    encoding: Encoding,
    *,
    wrong: bool,
) -> None:
    form = forms["wrong"] if wrong else None
    if cell is None or cell == "":
        if wrong:
            sheet.write_blank(line, column, None, form)
    elif isinstance(cell, bool):
        sheet.write_boolean(line, column, cell, form)
    elif isinstance(cell, int | float):
        sheet.write_number(line, column, cell, form)
    elif isinstance(cell, date):
        moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a day
        sheet.write_datetime(line, column, moment, forms["wrong_day" if wrong else "day"])
    else:
        sheet.write_string(line, column, shown(cell, encoding)[:_LONGEST], form)
