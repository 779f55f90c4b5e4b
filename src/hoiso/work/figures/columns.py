"""What a table of figures consists of: columns, and cells as they are typed, kept and shown. Pure.

A cell is kept as text: whole numbers and decimals with a point and without separators, days as
YYYY-MM-DD, nothing as "". So no digit is lost, and sums are exact.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from django import forms

from hoiso.core.forms import VietnameseDateField, clean_text
from hoiso.core.phrases import number, vn_date

MOST_COLUMNS = 12
MOST_ROWS = 60
MOST_CELLS = 480  # a page of that many inputs still opens at once
LONGEST_TEXT = 500
_WHOLE = re.compile(r"-?\d{1,15}")
_GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3})+")
_COMMA = re.compile(r"(-?(?:\d{1,15}|\d{1,3}(?:\.\d{3})+)),(\d{1,6})")
_POINT = re.compile(r"-?\d{1,15}\.\d{1,6}")
_HIGHEST_PERCENT = 1_000

Cells = tuple[tuple[str, ...], ...]


class Kind(StrEnum):
    """What a column holds."""

    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    TEXT = "text"
    DATE = "date"


KIND_NAMES = {
    Kind.WHOLE: "Số nguyên",
    Kind.DECIMAL: "Số thập phân",
    Kind.PERCENT: "Phần trăm",
    Kind.TEXT: "Chữ",
    Kind.DATE: "Ngày",
}
ADDED = frozenset({Kind.WHOLE, Kind.DECIMAL})
HINTS = {
    Kind.WHOLE: "Số nguyên, ví dụ 1.250",
    Kind.DECIMAL: "Số, ví dụ 12,5",
    Kind.PERCENT: "Phần trăm, ví dụ 12,5",
    Kind.TEXT: "Chữ",
    Kind.DATE: "Ngày, ví dụ 20/09/2026",
}


class CellFault(ValueError):
    """A cell that cannot be taken; the sentence says what it must be."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; `summed` is for whole numbers and decimals alone."""

    name: str
    kind: Kind
    required: bool = False
    summed: bool = False
    note: str = ""

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        """From what the request keeps."""
        return cls(kept["name"], Kind(kept["kind"]), kept["required"], kept["summed"], kept["note"])

    def kept(self) -> dict[str, Any]:
        """As the request keeps it."""
        return {**asdict(self), "kind": str(self.kind)}

    @property
    def is_number(self) -> bool:
        return self.kind in (Kind.WHOLE, Kind.DECIMAL, Kind.PERCENT)

    @property
    def heading(self) -> str:
        """Its name with the unit that its kind brings."""
        return f"{self.name} (%)" if self.kind == Kind.PERCENT and "%" not in self.name else self.name

    @property
    def hint(self) -> str:
        return f"{self.note}. {HINTS[self.kind]}" if self.note else HINTS[self.kind]


def columns_of(kept: Iterable[dict[str, Any]]) -> tuple[Column, ...]:
    """The columns of a request."""
    return tuple(Column.of(one) for one in kept)


def read_cell(kind: Kind, typed: object, *, today: date) -> str:
    """The cell as it is kept, from what was typed or stands in a spreadsheet; "" for nothing.

    Raises `CellFault` with a sentence that follows the column's name.
    """
    if isinstance(typed, bool):
        typed = "Đúng" if typed else "Sai"
    if isinstance(typed, datetime):
        typed = typed.date()
    if kind == Kind.DATE:
        return _day(typed, today)
    if isinstance(typed, date):
        typed = vn_date(typed)
    if kind == Kind.TEXT:
        return _text(typed)
    if isinstance(typed, int | float):
        return _from_sheet(kind, typed)
    return _number(kind, clean_text(str(typed or "")))


def _text(typed: object) -> str:
    shown = int(typed) if isinstance(typed, float) and typed.is_integer() else typed
    words = clean_text("" if shown is None else str(shown))
    if len(words) > LONGEST_TEXT:
        raise CellFault(f"dài {number(len(words))} ký tự, chỉ ghi được đến {LONGEST_TEXT} ký tự")
    return words


def _day(typed: object, today: date) -> str:
    if isinstance(typed, date):
        return typed.isoformat()
    if isinstance(typed, int | float):
        raise CellFault("phải là một ngày, ví dụ 20/09/2026")
    field = VietnameseDateField(label="Ngày", required=False)
    field.today = today
    try:
        day = field.to_python(clean_text(str(typed or "")))
    except forms.ValidationError as error:
        raise CellFault("phải là một ngày, ví dụ 20/09/2026") from error
    return day.isoformat() if day else ""


def _from_sheet(kind: Kind, typed: float) -> str:
    if not math.isfinite(typed):
        raise CellFault("phải là một số, ví dụ 12,5")
    if abs(typed) >= 10**15:
        raise CellFault("lớn quá 15 chữ số")
    exact = Decimal(repr(typed)).quantize(Decimal("0.000001"))
    if kind == Kind.WHOLE and exact != exact.to_integral_value():
        raise CellFault(f"phải là số nguyên, không phải {number(exact, 6)}")
    return _bounded(kind, format(exact.normalize(), "f"))


def _number(kind: Kind, typed: str) -> str:
    words = typed.replace(" ", "").replace("−", "-")
    if kind == Kind.PERCENT:
        words = words.removesuffix("%")
    if not words:
        return ""
    if _WHOLE.fullmatch(words) or _GROUPED.fullmatch(words):
        return _bounded(kind, str(int(words.replace(".", ""))))
    if kind == Kind.WHOLE:
        raise CellFault("phải là số nguyên, chỉ gồm chữ số, ví dụ 1.250")
    if found := _COMMA.fullmatch(words):
        return _bounded(kind, f"{found[1].replace('.', '')}.{found[2]}")
    if _POINT.fullmatch(words):
        return _bounded(kind, words)
    raise CellFault("phải là một số, ví dụ 12,5")


def _bounded(kind: Kind, text: str) -> str:
    value = Decimal(text)
    if kind == Kind.PERCENT and not -_HIGHEST_PERCENT <= value <= _HIGHEST_PERCENT:
        raise CellFault(f"phải từ -{number(_HIGHEST_PERCENT)} đến {number(_HIGHEST_PERCENT)} phần trăm")
    if abs(value) >= Decimal(10) ** 15:
        raise CellFault("lớn quá 15 chữ số")
    return "0" if not value else format(value.normalize(), "f")


def show_cell(kind: Kind, kept: str) -> str:
    """The cell as officers write it: 1.250, 12,5, 20/09/2026; "" for nothing."""
    if not kept or kind == Kind.TEXT:
        return kept
    if kind == Kind.DATE:
        return vn_date(date.fromisoformat(kept))
    return number(Decimal(kept), 6)


def empty(rows: int, columns: int) -> Cells:
    """A table without anything in it."""
    return (("",) * columns,) * rows


def cells_of(kept: Sequence[Sequence[str]], rows: int, columns: int) -> Cells:
    """The cells that are kept, or empty ones where nothing was filled in yet."""
    return tuple(tuple(row) for row in kept) if kept else empty(rows, columns)


def missing(columns: Sequence[Column], cells: Cells) -> dict[tuple[int, int], str]:
    """Required cells without anything, with the sentence for each."""
    return {
        (down, across): "chưa có số liệu" if column.is_number else "chưa điền"
        for down, row in enumerate(cells)
        for across, column in enumerate(columns)
        if column.required and not row[across]
    }


def place_words(columns: Sequence[Column], rows: Sequence[str], down: int, across: int) -> str:
    """Where a cell stands, for a sentence: the row's name, if it has one, and the column's."""
    name = columns[across].name
    return f"{rows[down]}, {name}" if rows[down] else name


def sums(
    columns: Sequence[Column], sheets: Iterable[Cells], rows: int
) -> tuple[tuple[Decimal | None, ...], ...]:
    """Row by row the sum of each column over all tables; None for a column that is not summed."""
    total = [[Decimal(0) if column.summed else None for column in columns] for _ in range(rows)]
    for cells in sheets:
        for down, row in enumerate(cells):
            for across, cell in enumerate(row):
                so_far = total[down][across]
                if so_far is not None and cell:
                    total[down][across] = so_far + Decimal(cell)
    return tuple(tuple(row) for row in total)


def totals(
    columns: Sequence[Column], by_row: Sequence[Sequence[Decimal | None]]
) -> tuple[Decimal | None, ...]:
    """The sum of each column over all rows."""
    return tuple(
        sum((row[across] or Decimal(0) for row in by_row), Decimal(0)) if column.summed else None
        for across, column in enumerate(columns)
    )
