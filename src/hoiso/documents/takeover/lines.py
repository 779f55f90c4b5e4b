"""One line of an old register, read from its cells; what is wrong is told in words.

Paper habits are understood: a ditto mark, a day without its year, 12a, "Huỷ" for a void number.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeVar, TypeVarTuple
from unicodedata import is_normalized, normalize

from hoiso.core.folding import fold
from hoiso.core.forms import clean_text
from hoiso.core.symbols import parse_symbol
from hoiso.documents.incoming.entry import symbol_key, typed_symbol
from hoiso.documents.incoming.kinds import kind_code, kind_name
from hoiso.documents.layouts.kinds import kinds_of_code
from hoiso.documents.outgoing.numbers import book_kind
from hoiso.documents.tables.book import Series
from hoiso.documents.tables.takeover import TakeOver
from hoiso.documents.takeover import phrases
from hoiso.documents.takeover.columns import Cell, fields_of, letter

_Read = TypeVar("_Read")
_Given = TypeVarTuple("_Given")
_LONGEST = {
    "subject": 3000, "issuer": 300, "symbol": 90, "kind": 100, "signer": 100, "receiver": 1000, "note": 500,
}  # fmt: skip
_NUMBER = re.compile(r"0*(\d{1,6})\s*([^\W\d_]{0,3})(?:\s*[/\-].*)?")
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")
_VOID = re.compile(r"(?:so )?(?:da |bi )?(?:huy|bo)\b(?: so)?|khong su dung|so da huy")
_DITTO = frozenset({'"', "''", "”", "“", "''''", "-nt-", "nt", "- nt -", "như trên", "//", "˝"})
_OPEN = frozenset({"", "khong", "thuong", "binh thuong", "0"})
_URGENCY = {"khan": 1, "k": 1, "thuong khan": 2, "tk": 2, "hoa toc": 3, "ht": 3}
_EXCEL_ZERO = date(1899, 12, 30)
_OLDEST = 1930
_AS_THEY_ARE = frozenset({"number", "day", "issued"})  # read from the cell, not from its text
_LONGEST_VOID = 60  # "Bỏ phiếu tín nhiệm …" is a subject
_KIND_FIRST = re.compile(r"([^:]{3,40}):\s*(.+)", re.DOTALL)


@dataclass(slots=True)
class Line:
    """A line that can go into a book. `void`: the number was struck through, and why; then no document.

    `day` is the day of arrival of an incoming document, the document's own otherwise: it says which book.
    `book_kind` is the kind that numbers apart. `receiver` is as written.
    """

    row: int
    number: int
    suffix: str
    day: date
    book_kind: str
    void: str
    subject: str
    symbol: str
    symbol_key: str
    code_number: str
    code_notation: str
    kind: str
    kind_name: str
    issuer: str
    issued_on: date | None
    signer: str
    receiver: str
    copies: int | None
    pages: int | None
    urgency: int
    note: str

    @property
    def number_written(self) -> str:
        return f"{self.number}{self.suffix}"


@dataclass(slots=True)
class Fault:
    """A line that cannot: its row and what to mend, all of it in one text."""

    row: int
    sentence: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sheet is read: columns (from 0) by field, series, numbering, the year where it is known."""

    columns: Mapping[str, int]
    headings: Sequence[str]
    head_row: int
    series: str
    numbering: str
    year: int | None
    today: date


class _Wrong(Exception):
    """One thing that is wrong with a cell."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key
        self.sentence = sentence


def read_lines(rows: Sequence[Sequence[Cell]], plan: Plan) -> Iterator[Line | Fault]:
    """Every line below the headings, in order. Empty rows, the row of column numbers and rows that only
    divide the register (a month, a page) are no lines.
    """
    reader = _Reader(plan)
    for row in range(plan.head_row + 1, len(rows) + 1):
        found = reader.line(row, rows[row - 1])
        if found is not None:
            yield found


class _Reader:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._incoming = plan.series == Series.INCOMING
        self._labels = {field.key: field.label for field in fields_of(plan.series)}
        self._columns = tuple(plan.columns.items())
        self._empty = dict.fromkeys(self._labels, "")
        self._longest = tuple((key, most) for key, most in _LONGEST.items() if key in self._labels)
        self._number = plan.columns.get("number", plan.columns.get("symbol", 0))
        self._before: dict[str, Cell] = {}
        self._day: date | None = None

    def line(self, row: int, cells: Sequence[Cell]) -> Line | Fault | None:
        full = [place for place, cell in enumerate(cells) if cell is not None and cell != ""]
        if not full or (len(full) == 1 and full[0] != self._number) or _numbers_columns(cells, full):
            return None
        given: dict[str, Cell] = {}
        text = self._empty.copy()
        wide = len(cells)
        for key, place in self._columns:
            cell = cells[place] if place < wide else ""
            if isinstance(cell, str):
                cell = _clean(cell)
                if cell in _DITTO:
                    cell = self._before.get(key, "")
            given[key] = cell = cell if cell is not None else ""
            if cell != "" and key not in _AS_THEY_ARE:
                text[key] = cell if isinstance(cell, str) else _text(cell)
        self._before = given
        wrong: list[_Wrong] = []
        line = self._read(row, given, text, wrong)
        if line is None or wrong:
            told = "; ".join(self._told(one) for one in wrong)
            return Fault(row, f"{told[0].upper()}{told[1:]}.", [shown(cell) for cell in cells])
        self._day = line.day
        return line

    def _read(
        self, row: int, given: Mapping[str, Cell], text: dict[str, str], wrong: list[_Wrong]
    ) -> Line | None:
        for key, longest in self._longest:
            if len(text[key]) > longest:
                wrong.append(_Wrong(key, phrases.too_long(longest)))
        if text["secrecy"] and fold(text["secrecy"]) not in _OPEN:
            wrong.append(_Wrong("secrecy", phrases.MARKED_LINE))
        void = _void(text)
        number, suffix, symbol = self._numbered(given.get("number", ""), text, wrong)
        day = self._dated(given.get("day", ""), wrong, void=bool(void))
        issued = day
        if self._incoming:
            issued = _try(wrong, self._issued, given.get("issued", ""), day)
        if not void and len(text["subject"]) < 2:
            wrong.append(_Wrong("subject", phrases.NO_SUBJECT))
        copies = _try(wrong, _amount, "copies", text["copies"]) if text["copies"] else None
        pages = _try(wrong, _amount, "pages", text["pages"]) if text["pages"] else None
        if wrong or number is None or day is None:
            return None
        code, name, subject = _kind(text["kind"], text["subject"], symbol)
        parts = _symbol_parts(symbol)
        urgency = _URGENCY.get(fold(text["urgency"]), 0) if text["urgency"] else 0
        return Line(
            row, number, suffix, day, self._book_kind(code), void, subject,
            parts[0], parts[3], parts[1], parts[2], code, name, text.get("issuer", ""), issued,
            text["signer"], text["receiver"], copies, pages, urgency,
            text["note"],
        )  # fmt: skip

    def _told(self, one: _Wrong) -> str:
        place = self._plan.columns.get(one.key)
        if place is None:
            return one.sentence
        return f"cột {letter(place)} ({self._labels[one.key]}): {one.sentence}"

    def _numbered(
        self, cell: Cell, text: Mapping[str, str], wrong: list[_Wrong]
    ) -> tuple[int | None, str, str]:
        """Number, letter, the symbol as printed. An outgoing number may stand in the symbol alone."""
        symbol = text["symbol"]
        written = _text(cell)
        found = _NUMBER.fullmatch(written) if written else None
        if found is not None:
            number, suffix = int(found[1]), found[2].lower()
            if self._incoming:
                return number or None, suffix, symbol
            read = parse_symbol(symbol)
            if read.number is None:
                symbol = (
                    f"{number:02d}{suffix}{read.separator or '/'}{read.notation}" if read.notation else ""
                )
            return number, suffix, symbol or f"{number:02d}{suffix}"
        if written:
            wrong.append(_Wrong("number", phrases.not_a_number(written)))
        elif self._incoming:
            wrong.append(_Wrong("number", phrases.NO_NUMBER))
        else:
            read = parse_symbol(symbol)
            if read.number:
                return read.number, read.suffix.lower(), symbol
            wrong.append(_Wrong("symbol", phrases.NO_NUMBER_IN_SYMBOL))
        return None, "", symbol

    def _dated(self, cell: Cell, wrong: list[_Wrong], *, void: bool) -> date | None:
        plan = self._plan
        if cell == "" and void:
            cell = self._day or (date(plan.year, 1, 1) if plan.year else "")
        if cell == "":
            wrong.append(_Wrong("day", phrases.NO_DAY))
            return None
        day = _try(wrong, _day, "day", cell, plan.year)
        if day is None:
            return None
        if plan.year is not None and day.year != plan.year:
            wrong.append(_Wrong("day", phrases.other_year(day, plan.year)))
            return None
        if day > plan.today:
            wrong.append(_Wrong("day", phrases.ahead(day)))
            return None
        return day

    def _issued(self, cell: Cell, arrived: date | None) -> date | None:
        if cell == "":
            return None
        year = arrived.year if arrived else self._plan.year
        day = _day("issued", cell, year)
        if arrived is not None and day > arrived and _has_no_year(cell):
            day = _day("issued", cell, arrived.year - 1)
        if arrived is not None and day > arrived:
            raise _Wrong("issued", phrases.after_arrival(day, arrived))
        return day

    def _book_kind(self, code: str) -> str:
        numbering = self._plan.numbering
        if numbering == TakeOver.Numbering.COMMON:
            return ""
        by_kind = numbering in (TakeOver.Numbering.BY_KIND, TakeOver.Numbering.PARTY_BY_KIND)
        party = numbering in (TakeOver.Numbering.PARTY, TakeOver.Numbering.PARTY_BY_KIND)
        return book_kind(code, by_kind=by_kind, party=party)


def shown(cell: Cell) -> str:
    """A cell as an officer would type it."""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return _text(cell)


def _numbers_columns(cells: Sequence[Cell], full: Sequence[int]) -> bool:
    """(1) (2) (3) …: the row under the headings that numbers the columns."""
    if len(full) < 3 or isinstance(cells[full[0]], date):
        return False
    first = _text(cells[full[0]]).strip("() ")
    if first not in ("1", "2"):
        return False
    told = [_text(cells[place]).strip("() ") for place in full]
    return told == [str(int(first) + n) for n in range(len(told))]


def _clean(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return (text if is_normalized("NFC", text) else normalize("NFC", text)).strip()
    return clean_text(text)


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell)


def _void(text: Mapping[str, str]) -> str:
    """Why the number was struck through; empty where a document stands there."""
    if text.get("issuer") or text["signer"]:
        return ""
    for told in (text["subject"], "" if text["subject"] else text["note"]):
        if told and (len(told) < _LONGEST_VOID or told.startswith("Số đã huỷ")) and _VOID.match(fold(told)):
            reason = told.partition(":")[2].strip() or (text["note"] if told == text["subject"] else "")
            return (reason or phrases.VOID)[:500]
    return ""


def _try(wrong: list[_Wrong], read: Callable[[*_Given], _Read], *given: *_Given) -> _Read | None:
    try:
        return read(*given)
    except _Wrong as one:
        wrong.append(one)
        return None


def _day(key: str, cell: Cell, year: int | None) -> date:
    if isinstance(cell, datetime):
        return date(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and 10_000 < cell < 80_000:
        return _EXCEL_ZERO + timedelta(days=int(cell))
    day = _written_day(_text(cell), year)
    if isinstance(day, str):
        raise _Wrong(key, day)
    return day


@lru_cache(maxsize=20_000)
def _written_day(text: str, year: int | None) -> date | str:
    """The day, or what is wrong with it."""
    if iso := _ISO.fullmatch(text):
        with suppress(ValueError):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DAY.fullmatch(text)
    if found is None:
        return phrases.not_a_day(text)
    if found[3] is None and year is None:
        return phrases.no_year(text)
    written = int(found[3]) if found[3] else year
    assert written is not None
    whole = written + 2000 if written < 100 else written
    if not _OLDEST <= whole <= 2200:
        return phrases.not_a_day(text)
    try:
        return date(whole, int(found[2]), int(found[1]))
    except ValueError:
        return phrases.no_such_day(text)


def _has_no_year(cell: Cell) -> bool:
    found = _DAY.fullmatch(_text(cell)) if isinstance(cell, str) else None
    return found is not None and found[3] is None


def _amount(key: str, text: str) -> int | None:
    if not text:
        return None
    digits = re.match(r"\d{1,6}", text)
    if digits is None:
        raise _Wrong(key, phrases.not_an_amount(text))
    return int(digits[0])


def _kind(named: str, subject: str, symbol: str) -> tuple[str, str, str]:
    """Code, name and subject: by its column, by "Kế hoạch: …" in the subject, else by the symbol."""
    if named:
        code = kind_code(named) or (named if kind_name(named) else "")
        return code, kind_name(code) if code else named, subject
    found = _KIND_FIRST.fullmatch(subject)
    if found and (code := _code_of(found[1])):
        return code, kind_name(code), found[2]
    code = _code_in(parse_symbol(symbol).code) if symbol else ""
    return code, kind_name(code) if code else "", subject


@lru_cache(maxsize=1_000)
def _code_of(name: str) -> str:
    return kind_code(name)


@lru_cache(maxsize=1_000)
def _code_in(notation: str) -> str:
    known = kinds_of_code(notation)
    return notation if known and kind_name(notation) else ""


@lru_cache(maxsize=1_000)
def _symbol_parts(symbol: str) -> tuple[str, str, str, str]:
    if not symbol:
        return "", "", "", ""
    parts = typed_symbol(symbol)
    return (
        parts["symbol"][:100], parts["code_number"][:30], parts["code_notation"][:60],
        symbol_key(parts["symbol"]),
    )  # fmt: skip
