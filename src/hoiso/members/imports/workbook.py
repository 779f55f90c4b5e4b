"""The cells of a list, from a spreadsheet (XLSX, XLS, ODS) or a CSV file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from hoiso.members.imports import phrases
from hoiso.members.imports.errors import ListRefused

Cell = object
MOST_ROWS = 1_000_000
_MERGED_WITHIN = 60  # merged cells are asked for the heads alone
_SEPARATORS = ("\t", ";", ",")


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet: the first row is Excel's row 1. `merged`: ranges ((row, column), (row, column)) from 0."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def sheets_of(path: Path, *, kind: str = "") -> tuple[SheetCells, ...]:
    """The sheets that have cells. `kind` "csv" or "txt": text in columns. Raises `ListRefused`."""
    if (kind or path.suffix.lower().lstrip(".")) in ("csv", "txt"):
        return (SheetCells(path.stem, _text_rows(path.read_bytes())),)
    found, total = [], 0
    try:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height == 0:
                continue
            total += sheet.total_height
            if total > MOST_ROWS:
                raise ListRefused(phrases.too_many_rows(MOST_ROWS), field="file")
            merged = tuple(
                (first, last) for first, last in sheet.merged_cell_ranges or () if first[0] < _MERGED_WITHIN
            )
            found.append(SheetCells(name, sheet.to_python(skip_empty_area=False), merged))
    except CalamineError as error:
        raise ListRefused(phrases.NOT_READABLE, field="file") from error
    if not found:
        raise ListRefused(phrases.NO_ROWS, field="file")
    return tuple(found)


def _text_rows(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    first = "\n".join(text.splitlines()[:20])
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(1_000_000)
    try:
        rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error as error:
        raise ListRefused(phrases.NOT_READABLE, field="file") from error
    if len(rows) > MOST_ROWS:
        raise ListRefused(phrases.too_many_rows(MOST_ROWS), field="file")
    if not any(cell.strip() for row in rows for cell in row):
        raise ListRefused(phrases.NO_ROWS, field="file")
    return rows


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 as spreadsheets write it; else Western letters, as the old fonts leave them."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def letter(place: int) -> str:
    """What Excel calls the column: A, B, …, Z, AA."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
