"""A book as the law's register: PDF in the form of Phụ lục IV, and an Excel file."""

from collections.abc import Iterable
from datetime import date, datetime

from hoiso.core.clock import office_date
from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.documents.layouts.register_books import (
    INCOMING,
    OUTGOING,
    IncomingRow,
    OutgoingRow,
    Register,
    RegisterForm,
    Row,
    render_register,
)
from hoiso.documents.registers.queries import Line
from hoiso.documents.tables.book import Book, Series

_WIDTH = 5.5  # characters of a sheet for one share of the printed width


def as_pdf(book: Book, lines: Iterable[Line], *, printed_by: str, at: datetime, period: str = "") -> bytes:
    """The register with void, reserved and late lines and their reasons; PDF/A. `period` in words."""
    incoming = book.series == Series.INCOMING
    rows: list[Row] = [_incoming(line) if incoming else _outgoing(line) for line in lines]
    return render_register(
        Register(
            row_type=IncomingRow if incoming else OutgoingRow,
            rows=rows,
            book=book.name,
            period=period or f"từ {vn_date(book.period_from)} đến {vn_date(book.period_to)}",
            unit=book.unit.title,
            unit_lines=(book.unit.title,),
            printed_by=printed_by,
            printed_at=at,
        )
    )


def as_sheet(book: Book, lines: Iterable[Line], *, printed_by: str, at: datetime, period: str = "") -> bytes:
    """The same columns as an Excel file."""
    form: RegisterForm = INCOMING if book.series == Series.INCOMING else OUTGOING
    columns = tuple(
        SheetColumn(column.name, max(10, round(column.share * _WIDTH))) for column in form.columns
    )
    head = (book.unit.title, f"Kỳ: {period}") if period else (book.unit.title,)
    make = _incoming_cells if book.series == Series.INCOMING else _outgoing_cells
    return write_sheet(
        book.name,
        columns,
        (make(line) for line in lines),
        lines=(*head, f"Người xuất: {printed_by}, {vn_time(at)}"),
        name=book.name,
    )


def _incoming(line: Line) -> IncomingRow:
    return IncomingRow(
        arrival_date=_arrival(line),
        arrival_number=line.number_written,
        issuer=line.issuer,
        symbol=line.symbol,
        document_date=line.issued_on,
        kind_and_subject=_kind_and_subject(line),
        receiver=line.receiver,
        passed_on=office_date(line.passed_on) if line.passed_on else None,
        note=_note(line),
    )


def _outgoing(line: Line) -> OutgoingRow:
    return OutgoingRow(
        symbol=line.symbol or line.number_written,
        document_date=line.issued_on,
        kind_and_subject=_kind_and_subject(line),
        signer=line.signer,
        recipients=line.recipients,
        copy_keeper="Văn thư",
        copies=line.copies,
        note=_note(line),
    )


def _incoming_cells(line: Line) -> tuple[Cell, ...]:
    return (
        _arrival(line),
        line.number_written,
        line.issuer,
        line.symbol,
        line.issued_on,
        _kind_and_subject(line),
        line.receiver,
        office_date(line.passed_on) if line.passed_on else None,
        "",
        _note(line),
    )


def _outgoing_cells(line: Line) -> tuple[Cell, ...]:
    return (
        line.symbol or line.number_written, line.issued_on, _kind_and_subject(line), line.signer,
        line.recipients, "Văn thư", line.copies, None, "", _note(line),
    )  # fmt: skip


def _arrival(line: Line) -> date:
    return line.arrived_on or office_date(line.given_at)


def _kind_and_subject(line: Line) -> str:
    if line.fate and line.document_id is None:
        return line.fate
    return line.kind_and_subject


def _note(line: Line) -> str:
    parts = [line.fate if line.document_id is not None else "", "Ghi bổ sung" if line.late else "", line.note]
    return ". ".join(part for part in parts if part)
