"""Cells as they are typed, kept and shown; tables as Excel files."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from hoiso.core.errors import DomainError
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.work.figures.columns import CellFault, Column, Kind, empty, read_cell, show_cell
from hoiso.work.figures.tests.office import COLUMNS, ROWS
from hoiso.work.figures.workbook import empty_table, read_table

TODAY = date(2026, 9, 13)


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "shown"),
    [
        ("whole", "1250", "1250", "1.250"),
        ("whole", "1.250", "1250", "1.250"),
        ("whole", " 1 250 ", "1250", "1.250"),
        ("whole", 7.0, "7", "7"),
        ("whole", "0", "0", "0"),
        ("whole", "-3", "-3", "-3"),
        ("decimal", "12,5", "12.5", "12,5"),
        ("decimal", "1.234,50", "1234.5", "1.234,5"),
        ("decimal", "12.5", "12.5", "12,5"),
        ("decimal", "1.234", "1234", "1.234"),
        ("decimal", 0.1, "0.1", "0,1"),
        ("decimal", 1200000.0, "1200000", "1.200.000"),
        ("percent", "12,5%", "12.5", "12,5"),
        ("percent", "120", "120", "120"),
        ("text", "  Hội  viên ", "Hội viên", "Hội viên"),
        ("text", 12.0, "12", "12"),
        ("date", "20/9/26", "2026-09-20", "20/09/2026"),
        ("date", "hôm nay", "2026-09-13", "13/09/2026"),
        ("date", date(2026, 9, 20), "2026-09-20", "20/09/2026"),
        ("whole", "", "", ""),
        ("whole", None, "", ""),
    ],
)
def test_what_is_typed_is_kept_exactly_and_shown_as_officers_write_it(
    kind: str, typed: object, kept: str, shown: str
) -> None:
    found = read_cell(Kind(kind), typed, today=TODAY)
    assert (found, show_cell(Kind(kind), found)) == (kept, shown)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("whole", "mười", "phải là số nguyên, chỉ gồm chữ số, ví dụ 1.250"),
        ("whole", "12,5", "phải là số nguyên"),
        ("whole", 12.5, "phải là số nguyên, không phải 12,5"),
        ("decimal", "12,5 triệu", "phải là một số, ví dụ 12,5"),
        ("percent", "5000", "đến 1.000 phần trăm"),
        ("date", "31/2/2026", "phải là một ngày, ví dụ 20/09/2026"),
        ("date", 45000.0, "phải là một ngày"),
        ("text", "x" * 501, "chỉ ghi được đến 500 ký tự"),
        ("decimal", "9" * 16, "phải là một số"),
        ("decimal", 1e16, "lớn quá 15 chữ số"),
        ("whole", float("inf"), "phải là một số"),
        ("whole", float("nan"), "phải là một số"),
    ],
)
def test_what_cannot_be_taken_says_what_it_must_be(kind: str, typed: object, sentence: str) -> None:
    with pytest.raises(CellFault, match=sentence):
        read_cell(Kind(kind), typed, today=TODAY)


def _filled(rows: list[list[object]], heads: tuple[str, ...] | None = None) -> bytes:
    names = heads or ("Dòng", *(column.heading for column in COLUMNS))
    return write_sheet("Bảng", [SheetColumn(name) for name in names], rows)  # type: ignore[arg-type]


def test_the_empty_table_comes_back_as_it_went() -> None:
    cells = (("1250", "0.1", "12.5", "=1+1", "2026-09-20"), ("", "", "", "", ""))
    made = empty_table("Số hội viên", ["Hội LHPN tỉnh hỏi"], COLUMNS, ROWS, cells)
    lines = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()
    assert lines[0][0] == "Số hội viên"
    assert any("Số hội viên: số nguyên, bắt buộc. Tính đến cuối kỳ" in str(line[0]) for line in lines)
    read = read_table(made, COLUMNS, ROWS, today=TODAY)
    assert (read.cells, read.faults) == (cells, {})


def test_rows_and_columns_are_found_by_name_whatever_their_order() -> None:
    heads = ("Ghi chú", "Dòng", "Kinh phí", "Số hội viên", "Ngày chốt", "Tỷ lệ (%)")
    data = _filled(
        [["Có", "- Phụ nữ dân tộc", 2, 5, "", ""], ["", "PHỤ NỮ CAO TUỔI", "1,5", 10, "", 3]], heads
    )
    read = read_table(data, COLUMNS, ROWS, today=TODAY)
    assert read.cells == (("10", "1.5", "3", "", ""), ("5", "2", "", "Có", ""))


def test_each_bad_cell_is_named_by_its_place() -> None:
    data = _filled(
        [["Phụ nữ cao tuổi", "nhiều", "x", 1, "", ""], ["- Phụ nữ dân tộc", 5, "", "", "", "mai kia"]]
    )
    read = read_table(data, COLUMNS, ROWS, today=TODAY)
    assert read.faults == {
        (0, 0): "Ô B4 (Phụ nữ cao tuổi, Số hội viên) phải là số nguyên, chỉ gồm chữ số, ví dụ 1.250",
        (0, 1): "Ô C4 (Phụ nữ cao tuổi, Kinh phí) phải là một số, ví dụ 12,5",
        (1, 4): "Ô F5 (- Phụ nữ dân tộc, Ngày chốt) phải là một ngày, ví dụ 20/09/2026",
    }
    assert read.cells[0][0] == "nhiều"  # kept as it stands, to be mended on the page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"khong phai excel", "Không đọc được tệp này"),
        (_filled([["a"]], ("Dòng", "Số hội viên")), "Tệp không có cột “Kinh phí”"),
        (_filled([["Phụ nữ trẻ", 1, 2, 3, "", ""]]), "Dòng 4 của tệp tên “Phụ nữ trẻ” không có trong bảng"),
        (
            _filled([["Phụ nữ cao tuổi", 1, 2, 3, "", ""], ["Phụ nữ cao tuổi", 1, 2, 3, "", ""]]),
            "Dòng 5 của tệp trùng với một dòng ở trên",
        ),
    ],
)
def test_a_file_that_is_not_this_table_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        read_table(data, COLUMNS, ROWS, today=TODAY)


def test_a_table_of_one_row_needs_no_name() -> None:
    columns = (Column("Số hội viên", Kind.WHOLE),)
    read = read_table(_filled([["gì cũng được", 7]], ("Dòng", "Số hội viên")), columns, [""], today=TODAY)
    assert read.cells == (("7",),)
    assert empty(1, 1) == (("",),)
