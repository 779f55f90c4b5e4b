"""Reports, counts and small registers on paper and as Excel files; the mark of who and when on each."""

from collections.abc import Sequence
from datetime import date, datetime

from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.documents.layouts.lists import ListColumn, PrintedList, render_list
from hoiso.documents.layouts.register_books import HandlingRow, Register, render_register
from hoiso.documents.registers.copies import LoanRow
from hoiso.documents.registers.periods import Period
from hoiso.documents.registers.reports import HEADINGS, Counted, HandledLine, PostalLine, SentLine

_HANDLED = (
    ListColumn("Số đến", 1.2), ListColumn("Văn bản", 7.0), ListColumn("Đơn vị hoặc người nhận", 3.0),
    ListColumn("Thời hạn giải quyết", 1.8), ListColumn("Tiến độ giải quyết", 2.6),
    ListColumn("Số, ký hiệu văn bản trả lời", 2.2), ListColumn("Ghi chú", 2.0),
)  # fmt: skip
_SENT = (
    ListColumn("Số, ký hiệu", 2.2), ListColumn("Ngày văn bản", 1.7),
    ListColumn("Tên loại và trích yếu nội dung", 6.5), ListColumn("Nơi nhận", 1.1, right=True),
    ListColumn("Đã vào sổ", 1.1, right=True), ListColumn("Đã xong", 1.1, right=True),
    ListColumn("Từ chối", 1.1, right=True), ListColumn("Chưa vào sổ", 3.5), ListColumn("Tình trạng", 1.9),
)  # fmt: skip
_POSTAL = (
    ListColumn("Ngày chuyển", 1.8), ListColumn("Số, ký hiệu văn bản", 2.6),
    ListColumn("Nơi nhận văn bản", 5.5), ListColumn("Số lượng bì", 1.2, right=True),
    ListColumn("Ký nhận và dấu bưu điện", 3.0), ListColumn("Ghi chú", 2.0),
)  # fmt: skip
_LOANS = (
    ListColumn("Ngày tháng", 1.7), ListColumn("Họ và tên người sử dụng", 2.8),
    ListColumn("Số, ký hiệu, ngày tháng văn bản", 2.6), ListColumn("Tên loại và trích yếu nội dung", 5.0),
    ListColumn("Số, ký hiệu hồ sơ", 1.8), ListColumn("Ký nhận", 1.5), ListColumn("Ngày trả", 1.7),
    ListColumn("Người cho phép sử dụng", 2.4), ListColumn("Ghi chú", 1.8),
)  # fmt: skip
_WIDTH = 5.5  # characters of a sheet for one share of the printed width


class Mark:
    """Of which unit and period, by whom and when it was made."""

    __slots__ = ("at", "by", "period", "unit")

    def __init__(self, *, unit: str, period: Period, by: str, at: datetime) -> None:
        self.unit, self.period, self.by, self.at = unit, period, by, at


def handled_as_pdf(rows: Sequence[HandledLine], mark: Mark) -> bytes:
    """Sổ theo dõi giải quyết văn bản đến, the law's seven columns (Phụ lục IV, mục VIII)."""
    return render_register(
        Register(
            row_type=HandlingRow,
            rows=[
                HandlingRow(
                    arrival_number=row.number, document=row.document, receiver=row.receivers,
                    deadline=row.due_on, progress=row.progress, answer_symbol=row.answers, note=row.note,
                )
                for row in rows
            ],
            book="Báo cáo tình hình giải quyết văn bản đến",
            period=mark.period.words,
            unit=mark.unit,
            unit_lines=(mark.unit,),
            printed_by=mark.by,
            printed_at=mark.at,
        )
    )  # fmt: skip


def handled_as_sheet(rows: Sequence[HandledLine], mark: Mark) -> bytes:
    """The same columns as an Excel file."""
    cells = (
        (row.number, row.document, row.receivers, row.due_on, row.progress, row.answers, row.note)
        for row in rows
    )
    return _sheet("Báo cáo tình hình giải quyết văn bản đến", _HANDLED, list(cells), mark)


def sent_as_pdf(rows: Sequence[SentLine], mark: Mark) -> bytes:
    """Báo cáo tình hình giải quyết văn bản đi."""
    received, done = sum(row.received for row in rows), sum(row.done for row in rows)
    return _paper(
        "Báo cáo tình hình giải quyết văn bản đi", _SENT, [_sent(row) for row in rows], mark,
        after=(f"{len(rows)} văn bản, {received} lượt đã vào sổ, {done} lượt đã xong.",),
    )  # fmt: skip


def sent_as_sheet(rows: Sequence[SentLine], mark: Mark) -> bytes:
    """The same columns as an Excel file."""
    return _sheet("Báo cáo tình hình giải quyết văn bản đi", _SENT, [_sent(row) for row in rows], mark)


def postal_as_pdf(rows: Sequence[PostalLine], mark: Mark) -> bytes:
    """Sổ gửi văn bản đi bưu điện, six columns (Phụ lục IV)."""
    return _paper("Sổ gửi văn bản đi bưu điện", _POSTAL, [_post(row) for row in rows], mark)


def postal_as_sheet(rows: Sequence[PostalLine], mark: Mark) -> bytes:
    """The same columns as an Excel file."""
    return _sheet("Sổ gửi văn bản đi bưu điện", _POSTAL, [_post(row) for row in rows], mark)


def loans_as_pdf(rows: Sequence[LoanRow], mark: Mark) -> bytes:
    """Sổ sử dụng bản lưu, nine columns (Phụ lục IV)."""
    return _paper("Sổ sử dụng bản lưu", _LOANS, [_loan(row) for row in rows], mark)


def loans_as_sheet(rows: Sequence[LoanRow], mark: Mark) -> bytes:
    """The same columns as an Excel file."""
    return _sheet("Sổ sử dụng bản lưu", _LOANS, [_loan(row) for row in rows], mark)


def counts_as_pdf(by: str, rows: Sequence[Counted], mark: Mark) -> bytes:
    """The statistics by one heading."""
    return _paper(
        f"Thống kê văn bản theo {HEADINGS[by].lower()}", _count_columns(by), _counts(rows), mark,
        landscape=False,
    )  # fmt: skip


def counts_as_sheet(by: str, rows: Sequence[Counted], mark: Mark) -> bytes:
    """The same as an Excel file."""
    title = f"Thống kê văn bản theo {HEADINGS[by].lower()}"
    return _sheet(title, _count_columns(by), _counts(rows), mark)


def _count_columns(by: str) -> tuple[ListColumn, ...]:
    numbers = ("Văn bản đến", "Văn bản đi", "Đã xong, đã phát hành", "Đến quá hạn")
    return (ListColumn(HEADINGS[by], 6.0), *(ListColumn(name, 1.6, right=True) for name in numbers))


def _counts(rows: Sequence[Counted]) -> list[tuple[Cell, ...]]:
    made: list[tuple[Cell, ...]] = [
        (row.label, row.incoming, row.outgoing, row.done, row.late) for row in rows
    ]
    total = [sum(numbers) for numbers in zip(*(row[1:] for row in made), strict=True)] or [0] * 4
    return [*made, ("Cộng", *total)]


def _sent(row: SentLine) -> tuple[Cell, ...]:
    subject = f"{row.kind_name}: {row.subject}" if row.kind_name else row.subject
    return (
        row.symbol, row.issued_on, subject, row.receivers, row.received, row.done, row.refused, row.waiting,
        row.state_words,
    )  # fmt: skip


def _post(row: PostalLine) -> tuple[Cell, ...]:
    return (row.sent_on, row.symbol, row.receiver, row.envelopes, "", row.note)


def _loan(row: LoanRow) -> tuple[Cell, ...]:
    day = f", {vn_date(row.issued_on)}" if row.issued_on else ""
    subject = f"{row.kind_name}: {row.subject}" if row.kind_name else row.subject
    return (
        row.lent_on, row.user_name, f"{row.symbol}{day}", subject, row.dossiers, "", row.returned_on,
        row.permitted_by, row.note,
    )  # fmt: skip


def _paper(
    title: str, columns: tuple[ListColumn, ...], rows: Sequence[tuple[Cell, ...]], mark: Mark, *,
    after: tuple[str, ...] = (), landscape: bool = True,
) -> bytes:  # fmt: skip
    return render_list(
        PrintedList(
            title=title,
            unit=mark.unit,
            unit_lines=(mark.unit,),
            lines=(f"Kỳ: {mark.period.words}",),
            columns=columns,
            rows=[tuple(_shown(cell) for cell in row) for row in rows],
            after=after,
            landscape=landscape,
            printed_by=mark.by,
            printed_at=mark.at,
        )
    )


def _sheet(
    title: str, columns: tuple[ListColumn, ...], rows: Sequence[tuple[Cell, ...]], mark: Mark
) -> bytes:
    heads = tuple(SheetColumn(column.name, max(10, round(column.share * _WIDTH))) for column in columns)
    lines = (mark.unit, f"Kỳ: {mark.period.words}", f"Người xuất: {mark.by}, {vn_time(mark.at)}")
    return write_sheet(title, heads, rows, lines=lines, name=title)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return vn_date(cell) if isinstance(cell, date) else str(cell)
