"""The register and its counts on paper and as Excel files, with who made them and when."""

from collections.abc import Sequence
from datetime import date, datetime

from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.documents.layouts.lists import ListColumn, PrintedList, render_list
from hoiso.documents.petitions.queries import CountRow, PetitionRow

MASKED = "Đã che"
_COLUMNS = (
    ("Số", 1.2, 9), ("Ngày nhận", 1.7, 12), ("Loại đơn", 1.6, 14), ("Lĩnh vực", 2.0, 20),
    ("Người gửi", 2.8, 26), ("Địa chỉ", 3.2, 34), ("Nội dung", 5.0, 60), ("Người xử lý", 2.4, 24),
    ("Tình trạng", 2.4, 24), ("Hạn", 1.7, 12), ("Ngày xong", 1.7, 12),
)  # fmt: skip
COUNT_HEADS = (
    "Tổng",
    "Chưa xong",
    "Đang giải quyết",
    "Đã giải quyết",
    "Đã chuyển",
    "Không thụ lý",
    "Lưu đơn",
    "Trễ hạn",
)


def register_as_pdf(
    rows: Sequence[PetitionRow], *, unit: str, words: str, printed_by: str, at: datetime
) -> bytes:
    """Sổ đơn thư; what the printing officer may not open stays masked."""
    return render_list(
        PrintedList(
            title="Sổ đơn thư",
            unit=unit,
            unit_lines=(unit,),
            lines=(words,),
            columns=tuple(ListColumn(name, share) for name, share, _ in _COLUMNS),
            rows=[tuple(_shown(cell) for cell in _cells(row)) for row in rows],
            after=(f"Cộng: {len(rows)} đơn.",),
            landscape=True,
            printed_by=printed_by,
            printed_at=at,
        )
    )


def register_as_sheet(
    rows: Sequence[PetitionRow], *, unit: str, words: str, printed_by: str, at: datetime
) -> bytes:
    """The same columns as an Excel file."""
    columns = tuple(SheetColumn(name, width) for name, _, width in _COLUMNS)
    lines = (unit, words, f"Người xuất: {printed_by}, {vn_time(at)}")
    return write_sheet("Sổ đơn thư", columns, (_cells(row) for row in rows), lines=lines, name="Đơn thư")


def counts_as_sheet(
    rows: Sequence[CountRow], *, head: str, unit: str, words: str, printed_by: str, at: datetime
) -> bytes:
    """The statistics as an Excel file."""
    columns = (SheetColumn(head, 30), *(SheetColumn(name, 14) for name in COUNT_HEADS))
    lines = (unit, words, f"Người xuất: {printed_by}, {vn_time(at)}")
    return write_sheet(
        "Thống kê đơn thư", columns, (count_cells(row) for row in rows), lines=lines, name="Thống kê"
    )


def count_cells(row: CountRow) -> tuple[Cell, ...]:
    """A line of the statistics."""
    return (
        row.label, row.received, row.open, row.accepted, row.done, row.forwarded, row.refused, row.filed,
        row.late,
    )  # fmt: skip


def _cells(row: PetitionRow) -> tuple[Cell, ...]:
    sender = "Không ghi tên" if row.anonymous else row.sender
    hidden = not row.opened
    state = row.outcome_name or row.state_name
    return (
        row.number_written, row.received_on, row.kind_name, row.matter_name,
        MASKED if hidden and not row.anonymous else sender, MASKED if hidden else row.address,
        MASKED if hidden else row.summary, row.handler_name,
        f"{state}: {row.forwarded_to}" if row.forwarded_to else state, row.due_on, row.ended_on,
    )  # fmt: skip


def _shown(cell: Cell) -> str:
    if isinstance(cell, date):
        return vn_date(cell)
    return "" if cell is None else str(cell)
