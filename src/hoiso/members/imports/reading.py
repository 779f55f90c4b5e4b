"""A whole file: its lists one after the other, and everything that their rows tell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hoiso.members.imports.cells import Readers
from hoiso.members.imports.encodings import Encoding, decode, in_column
from hoiso.members.imports.errors import ListRefused
from hoiso.members.imports.fields import VALUED
from hoiso.members.imports.layout import Layout, head_again, layout_of
from hoiso.members.imports.phrases import NO_HEAD
from hoiso.members.imports.rows import BlockReader, Found, Plan
from hoiso.members.imports.titles import Titled, in_heading, of_sheet_name, titled
from hoiso.members.imports.workbook import Cell, SheetCells

_HEAD_STARTS = frozenset({"st", "tt", "số", "sè", "so", "họ", "hä", "ho", "tê", "tª", "te", "tà"})
_TITLE_ROWS = 8
_SEEN = 400
_SPREADING = frozenset({"branch", "group", "commune", "hamlet"})
Fields = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows `first` to `end` (from 0, `end` not included) of a sheet, below one head."""

    sheet: int
    sheet_name: str
    layout: Layout
    first: int
    end: int
    above: Titled


def blocks_of(sheets: Sequence[SheetCells], *, file_name: str = "") -> tuple[Block, ...]:
    """Every list of the file. Raises `ListRefused` where there is none."""
    found: list[Block] = []
    of_file = in_heading(file_name.replace("_", " ").rpartition(".")[0])
    for at, sheet in enumerate(sheets):
        layout = layout_of(sheet)
        if layout is None:
            continue
        named = of_sheet_name(sheet.name) if sheet.name else Titled()
        above = _first_of(_above(sheet, 0, layout.top), named, of_file)
        for head in _heads_below(sheet, layout):
            found.append(Block(at, sheet.name, layout, layout.last + 1, head.top, above))
            said = _above(sheet, max(layout.last + 1, head.top - _TITLE_ROWS), head.top)
            above = Titled(said.branch, said.group, said.commune or above.commune)
            layout = head
        found.append(Block(at, sheet.name, layout, layout.last + 1, len(sheet.rows), above))
    if not any(block.end > block.first for block in found):
        raise ListRefused(NO_HEAD, field="file")
    return tuple(found)


def read_blocks(
    sheets: Sequence[SheetCells],
    blocks: Sequence[Block],
    *,
    today: date,
    fields_for: Callable[[Layout], Fields] = lambda layout: layout.fields,
) -> Iterator[Found]:
    """Members, faults and what was left aside, in the order of the file.

    `fields_for`: which column tells what, where an officer has chosen otherwise.
    """
    before: BlockReader | None = None
    for block in blocks:
        rows = sheets[block.sheet].rows
        fields = fields_for(block.layout)
        readers = Readers(encodings_of(rows, block), today=today)
        reader = BlockReader(
            Plan(fields, today, block.above), readers, sheet=block.sheet, sparse=_sparse(rows, block, fields)
        )
        if before is not None and before.sheet == block.sheet:
            reader.go_on_after(before)
        before = reader
        for place in range(block.first, block.end):
            found = reader.read(place + 1, rows[place])
            if found is not None:
                yield found


def encodings_of(rows: Sequence[Sequence[Cell]], block: Block) -> dict[int, Encoding]:
    """How each column is typed, by its clear cells; one without any as the others are."""
    sample = rows[block.first : min(block.end, block.first + _SEEN)]
    width = max((len(row) for row in sample), default=0)
    texts = [
        [
            cell
            for row in sample
            if place < len(row) and isinstance(cell := row[place], str) and not cell.isascii()
        ]
        for place in range(width)
    ]
    common = in_column(text for column in texts for text in column)
    found = {}
    for place, column in enumerate(texts):
        own = in_column(column)
        found[place] = common if own is Encoding.UNICODE and not _clear(column) else own
    return found


def _clear(texts: Sequence[str]) -> bool:
    return any(ord(letter) > 0xFF and letter != "\u03bc" for text in texts for letter in text)


def _sparse(rows: Sequence[Sequence[Cell]], block: Block, fields: Fields) -> frozenset[int]:
    """Columns in which a branch is written once for the rows below it (merged cells read so): it changes
    at every cell that is full.
    """
    sample = [
        row
        for row in rows[block.first : min(block.end, block.first + _SEEN)]
        if any(cell not in ("", None) for cell in row)
    ]
    found = set()
    for place, key in fields.items():
        if key in _SPREADING:
            full = [cell for row in sample if place < len(row) and (cell := row[place]) not in ("", None)]
            changing = all(before != after for before, after in pairwise(full))
            if changing and 0 < len(full) * 2 <= len(sample):
                found.add(place)
    return frozenset(found)


def _heads_below(sheet: SheetCells, first: Layout) -> Iterator[Layout]:
    rows, at = sheet.rows, first.last + 1
    while at < len(rows):
        if _may_be_head(rows[at]) and head_again(rows[at]):
            layout = layout_of(SheetCells(sheet.name, rows[: at + 400], ()), start=at)
            if layout is not None and layout.top <= at + 1:
                known = first if layout.signature == first.signature else layout
                yield Layout(layout.top, layout.last, known.columns)
                at = layout.last
        at += 1


def _may_be_head(row: Sequence[Cell]) -> bool:
    for cell in row[:4]:
        if cell.__class__ is str and cell[:2].lower() in _HEAD_STARTS and len(cell) < 40:
            return True
    return False


def _above(sheet: SheetCells, start: int, end: int) -> Titled:
    """What the lines above a head name, the nearest first."""
    found = Titled()
    for row in reversed(sheet.rows[start : max(end, start)]):
        words = [decode(cell).text for cell in row if isinstance(cell, str) and cell.strip()]
        if len(words) > 4:
            continue
        for text in words:
            said = in_heading(text)
            if not said.branch and not found.branch:
                alone = titled(text)
                if alone is not None:
                    said = Titled(alone.branch, alone.group, said.commune)
            found = _first_of(found, said)
    return found


def _first_of(*said: Titled) -> Titled:
    return Titled(
        next((one.branch for one in said if one.branch), ""),
        next((one.group for one in said if one.group), ""),
        next((one.commune for one in said if one.commune), ""),
    )


__all__ = ["VALUED", "Block", "Fields", "blocks_of", "encodings_of", "read_blocks"]
