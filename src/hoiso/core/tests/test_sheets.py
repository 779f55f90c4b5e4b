"""Excel files: text stays text, days are days, nothing runs."""

import io
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook

from hoiso.core.clock import OFFICE_ZONE
from hoiso.core.sheets import SheetColumn, write_sheet


def _rows(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_head_lines_and_cells() -> None:
    at = datetime(2026, 11, 24, 8, 15, tzinfo=OFFICE_ZONE)
    content = write_sheet(
        "Văn bản đến", [SheetColumn("Số"), SheetColumn("Ngày"), SheetColumn("Lúc")],
        [("12a", date(2026, 9, 20), at), (7, None, "ghi chú")], lines=("Hội LHPN xã Mỹ Yên",),
    )  # fmt: skip
    rows = _rows(content)
    assert rows[0][0] == "Văn bản đến"
    assert rows[1][0] == "Hội LHPN xã Mỹ Yên"
    assert rows[3] == ["Số", "Ngày", "Lúc"]
    assert rows[4] == ["12a", date(2026, 9, 20), "24/11/2026 08:15"]
    assert rows[5] == [7.0, "", "ghi chú"]


@pytest.mark.parametrize("start", ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1"])
def test_nothing_runs_in_a_spreadsheet(start: str) -> None:
    rows = _rows(write_sheet("T", [SheetColumn("A")], [(start,)]))
    assert rows[-1][0] == f"'{start}"


def test_a_link_stays_text_and_a_huge_text_is_cut_to_what_a_cell_holds() -> None:
    rows = _rows(write_sheet("T", [SheetColumn("A")], [("http://x",), ("x" * 40_000,)], name="a/b[c]:" * 9))
    assert rows[-2][0] == "http://x"
    assert len(str(rows[-1][0])) == 32_767
