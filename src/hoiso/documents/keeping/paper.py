"""What keeping puts on paper: the plan, indexes, minutes; and the same lists as Excel files."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.documents.keeping.queries.plans import PlanLine
from hoiso.documents.layouts.lists import Group, ListColumn, PrintedList, Row, render_list
from hoiso.documents.tables.plan import DossierPlan

_PLAN = (
    ListColumn("Số và ký hiệu hồ sơ", 2.2),
    ListColumn("Tên đề mục và tiêu đề hồ sơ", 7.5),
    ListColumn("Thời hạn bảo quản", 2.0),
    ListColumn("Người lập hồ sơ", 3.0),
    ListColumn("Ghi chú", 2.0),
)
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def plan_as_pdf(plan: DossierPlan, lines: Sequence[PlanLine], *, printed_by: str, at: datetime) -> bytes:
    """Danh mục hồ sơ (Phụ lục V): headings with Roman numbers, the approval below."""
    approved = f"Duyệt ngày {vn_date(plan.approved_on)}" if plan.approved_on else "Chưa duyệt"
    decision = f", ban hành theo {plan.decision}" if plan.decision else ""
    return render_list(
        PrintedList(
            title=f"Danh mục hồ sơ năm {plan.year}",
            unit=plan.unit.title,
            unit_lines=(plan.unit.title,),
            lines=(f"{approved}{decision}",),
            columns=_PLAN,
            rows=list(_plan_rows(lines)),
            after=(f"Danh mục này có {len(lines)} hồ sơ.",),
            signing=(("Người lập", plan.made_by_name), ("Người duyệt", plan.approved_by_name)),
            printed_by=printed_by,
            printed_at=at,
        )
    )


def plan_as_sheet(plan: DossierPlan, lines: Sequence[PlanLine], *, printed_by: str, at: datetime) -> bytes:
    """The same as an Excel file, with the heading in a column of its own."""
    columns = (
        SheetColumn("Số và ký hiệu hồ sơ", 16), SheetColumn("Đề mục", 30), SheetColumn("Tiêu đề hồ sơ", 60),
        SheetColumn("Thời hạn bảo quản", 16), SheetColumn("Người lập hồ sơ", 24), SheetColumn("Ghi chú", 30),
    )  # fmt: skip
    rows = (
        (line.code, line.heading, line.title, line.retention_words, line.keeper_name, line.note)
        for line in lines
    )
    return sheet(f"Danh mục hồ sơ năm {plan.year}", columns, rows, plan.unit.title, printed_by, at)


def sheet(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Cell]],
    unit: str,
    printed_by: str,
    at: datetime,
) -> bytes:
    """A list of keeping as XLSX, with the mark of who and when above it."""
    lines = (unit, f"Người xuất: {printed_by}, {vn_time(at)}")
    return write_sheet(title, columns, rows, lines=lines, name=title)


def _plan_rows(lines: Sequence[PlanLine]) -> Iterable[Row]:
    heading, headings = "", 0
    for line in lines:
        if line.heading and line.heading != heading:
            headings += 1
            numbered = line.heading if _is_numbered(line.heading) else f"{roman(headings)}. {line.heading}"
            yield Group(numbered)
        heading = line.heading
        yield (line.code, line.title, line.retention_words, line.keeper_name, line.note)


def _is_numbered(heading: str) -> bool:
    first, dot, _ = heading.partition(".")
    return bool(dot) and bool(first) and all(letter in "IVXLC0123456789" for letter in first.strip())


def roman(number: int) -> str:
    """1 is I."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text
