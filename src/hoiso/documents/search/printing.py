"""What was found, on paper in the register's form and as an Excel file."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from hoiso.core.phrases import vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.documents.layouts.register_books import IncomingRow, OutgoingRow, Register, Row, render_register
from hoiso.documents.search.queries import Hit
from hoiso.documents.tables.document import Direction

_COLUMNS = (
    SheetColumn("Loại sổ", 14),
    SheetColumn("Số", 9),
    SheetColumn("Ngày", 12),
    SheetColumn("Số, ký hiệu", 20),
    SheetColumn("Ngày văn bản", 12),
    SheetColumn("Cơ quan ban hành", 32),
    SheetColumn("Loại", 14),
    SheetColumn("Trích yếu", 60),
    SheetColumn("Hạn xử lý", 12),
    SheetColumn("Tình trạng", 16),
    SheetColumn("Người giữ", 24),
)


def as_sheet(hits: Sequence[Hit], *, asked: str, printed_by: str, at: datetime) -> bytes:
    """The list as XLSX, in its order; `asked` is the search in words."""
    rows = (
        (
            hit.direction_name, hit.number, hit.day, hit.symbol, hit.issued_on, hit.issuer, hit.kind_name,
            hit.subject, hit.due_on, hit.state_name, hit.holder_name,
        )
        for hit in hits
    )  # fmt: skip
    return write_sheet(
        "Văn bản tìm được",
        _COLUMNS,
        rows,
        lines=(asked, f"Người xuất: {printed_by}, {vn_time(at)}"),
        name="Văn bản tìm được",
    )


def as_register(
    hits: Sequence[Hit],
    recipients: Mapping[int, str],
    *,
    direction: str,
    asked: str,
    unit: str,
    printed_by: str,
    at: datetime,
) -> bytes:
    """The documents of one direction in the law's register form, as PDF. `recipients` by document."""
    incoming = direction == Direction.INCOMING
    rows: list[Row] = [
        _incoming(hit) if incoming else _outgoing(hit, recipients.get(hit.id, ""))
        for hit in hits
        if (hit.direction == Direction.INCOMING) == incoming
    ]
    return render_register(
        Register(
            row_type=IncomingRow if incoming else OutgoingRow,
            rows=rows,
            book=f"Trích sổ: {asked}",
            period="",
            unit=unit,
            unit_lines=(unit,),
            printed_by=printed_by,
            printed_at=at,
        )
    )


def _incoming(hit: Hit) -> IncomingRow:
    return IncomingRow(
        arrival_date=hit.arrived_on or hit.day,
        arrival_number=hit.number,
        issuer=hit.issuer,
        symbol=hit.symbol,
        document_date=hit.issued_on,
        kind_and_subject=_kind_and_subject(hit),
        receiver=hit.holder_name,
    )


def _outgoing(hit: Hit, recipients: str) -> OutgoingRow:
    return OutgoingRow(
        symbol=hit.symbol or hit.number,
        document_date=hit.issued_on,
        kind_and_subject=_kind_and_subject(hit),
        signer=hit.signer,
        recipients=recipients,
        copy_keeper="Văn thư",
    )


def _kind_and_subject(hit: Hit) -> str:
    """The kind before the subject, unless the subject says it."""
    if not hit.kind_name or hit.subject.casefold().startswith(hit.kind_name.casefold()):
        return hit.subject
    return f"{hit.kind_name} {hit.subject}"
