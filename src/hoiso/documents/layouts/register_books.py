"""The register books printed in the law's form (Decree 30/2020/NĐ-CP Phụ lục IV, mục I, VI, VIII)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hoiso.core.clock import OFFICE_ZONE, office_date
from hoiso.documents.layouts.typesetting import UNTAGGED, Json, clean, typeset

_TEMPLATE: Final = "register.typ"


@dataclass(frozen=True, slots=True)
class Column:
    """Name in the head, and its share of the width."""

    name: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingRow:
    """One line of the incoming register, in the order of its ten columns."""

    arrival_date: date
    arrival_number: str
    issuer: str
    symbol: str
    document_date: date | None
    kind_and_subject: str
    receiver: str
    passed_on: date | None = None
    signed_for: str = ""
    note: str = ""

    @property
    def number(self) -> str:
        return self.arrival_number

    def cells(self) -> tuple[str, ...]:
        return (
            _day(self.arrival_date),
            self.arrival_number,
            self.issuer,
            self.symbol,
            _day(self.document_date),
            self.kind_and_subject,
            self.receiver,
            _day(self.passed_on),
            self.signed_for,
            self.note,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingRow:
    """One line of the outgoing register, in the order of its ten columns."""

    symbol: str
    document_date: date | None
    kind_and_subject: str
    signer: str
    recipients: str
    copy_keeper: str
    copies: int | None = None
    passed_on: date | None = None
    signed_for: str = ""
    note: str = ""

    @property
    def number(self) -> str:
        return self.symbol

    def cells(self) -> tuple[str, ...]:
        return (
            self.symbol,
            _day(self.document_date),
            self.kind_and_subject,
            self.signer,
            self.recipients,
            self.copy_keeper,
            "" if self.copies is None else str(self.copies),
            _day(self.passed_on),
            self.signed_for,
            self.note,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingRow:
    """One line of the book that follows the handling of incoming documents, seven columns."""

    arrival_number: str
    document: str
    """Kind, symbol, date and issuer of the document."""
    receiver: str
    deadline: date | None = None
    progress: str = ""
    answer_symbol: str = ""
    note: str = ""

    @property
    def number(self) -> str:
        return self.arrival_number

    def cells(self) -> tuple[str, ...]:
        return (
            self.arrival_number,
            self.document,
            self.receiver,
            _day(self.deadline),
            self.progress,
            self.answer_symbol,
            self.note,
        )


Row = IncomingRow | OutgoingRow | HandlingRow


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """The form of a book: its title and columns, the narrowest that hold a date being 2."""

    title: str
    columns: tuple[Column, ...]


INCOMING: Final = RegisterForm(
    "Sổ đăng ký văn bản đến",
    (
        Column("Ngày đến", 2.1),
        Column("Số đến", 1.4),
        Column("Tác giả", 3.4),
        Column("Số, ký hiệu văn bản", 2.9),
        Column("Ngày tháng văn bản", 2.1),
        Column("Tên loại và trích yếu nội dung văn bản", 7.4),
        Column("Đơn vị hoặc người nhận", 3.2),
        Column("Ngày chuyển", 2.1),
        Column("Ký nhận", 2.0),
        Column("Ghi chú", 2.2),
    ),
)
OUTGOING: Final = RegisterForm(
    "Sổ đăng ký văn bản đi",
    (
        Column("Số, ký hiệu văn bản", 2.7),
        Column("Ngày tháng văn bản", 2.1),
        Column("Tên loại và trích yếu nội dung văn bản", 7.4),
        Column("Người ký", 2.6),
        Column("Nơi nhận văn bản", 4.4),
        Column("Đơn vị, người nhận bản lưu", 2.2),
        Column("Số lượng bản", 1.3),
        Column("Ngày chuyển", 2.1),
        Column("Ký nhận", 1.9),
        Column("Ghi chú", 2.1),
    ),
)
HANDLING: Final = RegisterForm(
    "Sổ theo dõi giải quyết văn bản đến",
    (
        Column("Số đến", 1.4),
        Column("Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản", 9.5),
        Column("Đơn vị hoặc người nhận", 4.0),
        Column("Thời hạn giải quyết", 2.1),
        Column("Tiến độ giải quyết", 4.0),
        Column("Số, ký hiệu văn bản trả lời", 3.0),
        Column("Ghi chú", 3.0),
    ),
)
_FORMS: Final[dict[type[Row], RegisterForm]] = {
    IncomingRow: INCOMING,
    OutgoingRow: OUTGOING,
    HandlingRow: HANDLING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A book, or a part of it, to be printed.

    `row_type` tells which of the three books; `rows` are all of it, in the order to print. `book` is its
    name in the office (`Sổ văn bản đến năm 2026`), `period` the days covered (`từ 01/9/2026 đến
    30/9/2026`). `unit_lines` head the title page in capitals, the last one bold; `unit` is the name in
    ordinary letters. `printed_by` and `printed_at` stand on each page.
    """

    row_type: type[Row]
    rows: Sequence[Row]
    book: str
    period: str
    unit: str
    unit_lines: tuple[str, ...]
    printed_by: str
    printed_at: datetime


def render_register(register: Register) -> bytes:
    """The book as PDF/A-2b, A4 landscape, the head of the table on each page.

    What others sent is printed whatever it holds: a character that the font lacks becomes `□`.
    """
    form = _FORMS[register.row_type]
    wrong = [row for row in register.rows if not isinstance(row, register.row_type)]
    if wrong:
        raise TypeError(f"a row of {type(wrong[0]).__name__} in a book of {register.row_type.__name__}")
    typed: dict[str, Json] = {
        "title": form.title,
        "title-in-capitals": form.title.upper(),
        "unit": register.unit,
        "upright": list(register.unit_lines[:-1]),
        "bold": list(register.unit_lines[-1:]) or [register.unit],
        "book": register.book,
        "period": register.period,
        "first": register.rows[0].number if register.rows else "…",
        "last": register.rows[-1].number if register.rows else "…",
        "count": _count(len(register.rows)),
        "printed-by": register.printed_by,
        "printed-at": register.printed_at.astimezone(OFFICE_ZONE).strftime("%H:%M ngày %d/%m/%Y"),
        "columns": [{"name": column.name, "share": column.share} for column in form.columns],
        "cells": [cell for row in register.rows for cell in row.cells()],
    }
    data = clean(typed, replace=True)
    assert isinstance(data, dict)
    return typeset(_TEMPLATE, data, dated=office_date(register.printed_at), standards=UNTAGGED)


def _day(day: date | None) -> str:
    return "" if day is None else day.strftime("%d/%m/%Y")


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
