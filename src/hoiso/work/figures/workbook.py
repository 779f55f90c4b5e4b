"""Tables of figures as Excel files: the empty one, what was read from a filled one, the export."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from hoiso.core.errors import DomainError
from hoiso.core.folding import fold
from hoiso.core.phrases import number, vn_time
from hoiso.core.sheets import Cell, Sheet, SheetColumn, write_book, write_sheet
from hoiso.work.figures.columns import (
    KIND_NAMES,
    LONGEST_TEXT,
    CellFault,
    Cells,
    Column,
    Kind,
    cells_of,
    empty,
    place_words,
    read_cell,
)
from hoiso.work.figures.queries.one import Summary
from hoiso.work.models import FigureSheet

ROW_HEAD = "Dòng"
_SEARCHED = 40  # rows in which the head is looked for
_MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What stood in the file: cells as they can be kept or as they stood, and what is wrong with which."""

    cells: Cells
    faults: dict[tuple[int, int], str]


def empty_table(
    title: str, lines: Sequence[str], columns: Sequence[Column], rows: Sequence[str], cells: Cells
) -> bytes:
    """The table to be filled, with what stands in it so far."""
    heads = [SheetColumn(ROW_HEAD, 30), *(SheetColumn(column.heading, 22) for column in columns)]
    body = [[name, *_values(columns, row)] for name, row in zip(rows, cells, strict=True)]
    notes = [
        f"{column.name}: {KIND_NAMES[column.kind].lower()}{', bắt buộc' if column.required else ''}"
        f"{'. ' + column.note if column.note else ''}"
        for column in columns
    ]
    return write_sheet(title, heads, body, lines=[*lines, *notes], name="Số liệu")


def read_table(data: bytes, columns: Sequence[Column], rows: Sequence[str], *, today: date) -> Reading:
    """The cells of a filled table, by the names of its rows and columns, whatever their order.

    Raises `DomainError` for a file that is not this table.
    """
    lines = _lines(data)
    head, places = _head(lines, columns)
    by_name = {fold(name): down for down, name in enumerate(rows)}
    cells = [list(row) for row in empty(len(rows), len(columns))]
    faults: dict[tuple[int, int], str] = {}
    seen: set[int] = set()
    for at, line in enumerate(lines[head + 1 :], start=head + 2):
        name = fold(str(_plain(line[places[0]]))) if places[0] < len(line) else ""
        values = [line[place] if place < len(line) else "" for place in places[1:]]
        if not name and len(rows) > 1 and all(value in ("", None) for value in values):
            continue
        down = 0 if len(rows) == 1 else by_name.get(name)
        if down is None:
            raise DomainError(
                f"Dòng {at} của tệp tên “{line[places[0]]}” không có trong bảng."
                " Tải lại bảng trống, điền rồi chọn lại tệp",
                field="file",
            )
        if down in seen:
            if all(value in ("", None) for value in values):
                continue
            raise DomainError(f"Dòng {at} của tệp trùng với một dòng ở trên. Bỏ bớt một dòng", field="file")
        seen.add(down)
        for across, value in enumerate(values):
            try:
                cells[down][across] = read_cell(columns[across].kind, _plain(value), today=today)
            except CellFault as fault:
                cells[down][across] = str(value)[:LONGEST_TEXT]
                where = f"Ô {_letters(places[across + 1])}{at}"
                faults[(down, across)] = f"{where} ({place_words(columns, rows, down, across)}) {fault}"
    return Reading(tuple(tuple(row) for row in cells), faults)


def as_cell(kind: Kind, kept: str) -> Cell:
    """A cell for a spreadsheet: a number where it is one."""
    if not kept or kind == Kind.TEXT:
        return kept or None
    if kind == Kind.DATE:
        return date.fromisoformat(kept)
    value = Decimal(kept)
    return int(value) if value == value.to_integral_value() else float(value)


def export(found: Summary, *, lines: Sequence[str]) -> bytes:
    """Two sheets: the sums, and every row of every unit that is counted."""
    request, columns = found.request, found.columns
    numbers = [
        [name or "Tổng hợp", *_row(columns, row)] for name, row in zip(request.rows, found.sums, strict=True)
    ]
    if found.several_rows:
        numbers.append(["Cộng", *_row(columns, found.totals)])
    said = [
        *lines,
        f"Tính {number(len(found.counted))} đơn vị, chưa tính {number(len(found.missing))} đơn vị",
    ]
    if found.missing:
        said.append("Chưa tính: " + "; ".join(one.unit_name for one in found.missing))
    heads = [SheetColumn(column.heading, 20) for column in columns]
    ends = [
        SheetColumn("Tình trạng", 14), SheetColumn("Người điền", 24), SheetColumn("Nộp lúc", 20),
        SheetColumn("Bản", 8),
    ]  # fmt: skip
    each = (
        [one.unit_name, name, *_values(columns, row), *_of_whom(one)]
        for one in found.counted
        for name, row in zip(request.rows, cells_of(one.values, len(request.rows), len(columns)), strict=True)
    )
    whole = Sheet(request.title, [SheetColumn(ROW_HEAD, 30), *heads], numbers, said, "Tổng hợp")
    units = [SheetColumn("Đơn vị", 36), SheetColumn(ROW_HEAD, 30), *heads, *ends]
    return write_book([whole, Sheet(request.title, units, each, lines, "Từng đơn vị")])


def _values(columns: Sequence[Column], row: Sequence[str]) -> list[Cell]:
    return [as_cell(column.kind, cell) for column, cell in zip(columns, row, strict=True)]


def _of_whom(one: FigureSheet) -> list[Cell]:
    sent = vn_time(one.sent_at) if one.sent_at else ""
    return [one.get_state_display(), one.filled_by_name, sent, one.version]


def _row(columns: Sequence[Column], row: Sequence[Decimal | None]) -> list[Cell]:
    return [
        None if value is None else as_cell(column.kind, str(value))
        for column, value in zip(columns, row, strict=True)
    ]


def _plain(value: object) -> object:
    """Without the apostrophe that our own files put before what would look like a formula."""
    return value[1:] if isinstance(value, str) and value[:1] == "'" else value


def _lines(data: bytes) -> list[list[object]]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [
            book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names[:3]
        ]
    except CalamineError as error:
        raise DomainError(
            "Không đọc được tệp này. Lưu bảng thành tệp Excel (.xlsx) rồi chọn lại", field="file"
        ) from error
    lines: list[list[object]] = next(([list(line) for line in sheet] for sheet in sheets if sheet), [])
    if len(lines) > _MOST_ROWS:
        raise DomainError("Tệp có nhiều dòng hơn bảng. Tải lại bảng trống, điền rồi chọn lại", field="file")
    return lines


def _head(lines: Sequence[Sequence[object]], columns: Sequence[Column]) -> tuple[int, list[int]]:
    """The line with the names of the columns, and where each stands, the row's name first."""
    wanted = [fold(column.heading) for column in columns]
    best: set[str] = set(wanted)
    for at, line in enumerate(lines[:_SEARCHED]):
        names = [fold(str(cell)) for cell in line]
        left = set(wanted) - set(names)
        if not left and fold(ROW_HEAD) in names:
            return at, [names.index(fold(ROW_HEAD)), *(names.index(name) for name in wanted)]
        best = min(best, left, key=len)
    lost = [column.heading for column in columns if fold(column.heading) in best] or [ROW_HEAD]
    raise DomainError(
        f"Tệp không có cột “{lost[0]}” của bảng này. Tải bảng trống ở trang này, điền vào đó rồi chọn lại",
        field="file",
    )


def _letters(place: int) -> str:
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
