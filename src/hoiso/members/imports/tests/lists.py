"""Lists as branches send them: titles merged, two lines of head, old fonts, totals and signatures below."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from hoiso.members.imports import encodings

Row = Sequence[object]
TODAY = date(2026, 11, 25)


def in_tcvn3(text: str) -> str:
    """As a .VnTime font would have it typed."""
    letters = {letter: chr(byte) for byte, letter in encodings._TCVN3.items() if byte < 0x100}
    return "".join(letters.get(one, one) for one in text)


def in_vni(text: str) -> str:
    """As a VNI-Times font would have it typed."""
    pieces = {letter: typed for typed, letter in encodings._VNI.items()}
    return "".join(pieces.get(one, one) for one in text)


def a_book(*sheets: tuple[str, Sequence[Row]], merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A workbook of these sheets; `merged` (first row, first column, last row, last column) in the first."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for at, (name, rows) in enumerate(sheets):
        sheet = book.add_worksheet(name)
        if at == 0:
            for first_row, first, last_row, last in merged:
                sheet.merge_range(first_row, first, last_row, last, "")
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a day
                    sheet.write_datetime(place, column, moment, day)
                elif cell not in (None, ""):
                    sheet.write(place, column, cell)
    book.close()
    return target.getvalue()


def saved(content: bytes, folder: Path, name: str = "danh-sach.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def a_commune_list() -> bytes:
    """One sheet with two branches as titles, heads in two lines, a total, what is signed; another sheet."""
    first: list[Row] = [
        ["DANH SÁCH HỘI VIÊN PHỤ NỮ XÃ MỸ YÊN NĂM 2025"],
        [],
        ["STT", "HỌ VÀ TÊN", "NĂM SINH", "", "Số điện thoại", "CCCD", "", "Ngày vào Hội"],
        ["", "", "Nam", "Nữ", "", "Số", "Ngày cấp"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        ["I", "CHI HỘI ẤP 1"],
        [1, "NGUYỄN THỊ HOA", "", 1972, 912345678, 72172001234, "", "3/2005"],
        [2, in_tcvn3("Trần Thị Hoà"), "", "5/3/70", "0912.345.6", "", "", "08/03/1999"],
        [3, in_vni("Lê Thị Mỹ"), "", date(1980, 2, 3), "", "290123456", "", 38000],
        [],
        ["", "Tổng cộng: 3 hội viên"],
        ["II", "Chi hội ấp 02 (45 hội viên)"],
        ["", "Tổ 1"],
        [1, "lê thị bé", "", "1966"],
        [2, "Trần Văn Nam", 1970],
        [3, "Phan Thị Sáu"],
        ["", "", "", 1971],
        [4],
        ["", "", "", "", "", "Mỹ Yên, ngày 20 tháng 9 năm 2025"],
        ["", "", "", "", "", "NGƯỜI LẬP"],
        ["", "", "", "", "", "Nguyễn Thị Lan"],
    ]
    second: list[Row] = [
        ["Điện thoại", "Năm sinh", "Ghi chú", "Họ tên hội viên", "STT"],
        ["0987654321", 1990, "Vay vốn", "Hồ Thị Ba", 1],
    ]
    return a_book(
        ("DS", first),
        ("Ấp Bình Hoà", second),
        merged=[(0, 0, 0, 7), (2, 2, 2, 3), (2, 5, 2, 6), (5, 1, 5, 4)],
    )
