"""The text of a document as blocks, and how plain typed lines become blocks.

An officer types lines; nothing has to be marked up. One line is one block:

| a line that begins with | becomes |
|---|---|
| `Phần I`, `Chương II`, `Mục 3`, `Tiểu mục 1` (alone; the next line is its title) | centred heading |
| `I.`, `II.` | heading with a Roman number, bold |
| `Điều 1.` | article |
| `1.` | clause (khoản); bold when it is a title: short, without closing mark, with text below |
| `a)`, `đ)` | point (điểm) |
| `-`, `+`, `•` | list line of first, second level |
| `Căn cứ …;` and the like, closed by `;`, and the last of them closed by `.` | legal ground |
| `|` … `|` | row of a table; the first row is its head, a row of dashes is skipped |
| only capitals | centred bold line (`QUYẾT ĐỊNH:`, the authority that decides) |
| anything else | paragraph |

Empty lines separate nothing and are dropped. A line is never taken for markup of any other kind.
"""

import re
from dataclasses import dataclass, replace
from itertools import zip_longest

from hoiso.core.folding import nfc


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Căn cứ: without its closing mark, which the layout sets (`;`, and `.` after the last)."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Phần, Chương, Mục, Tiểu mục: the word with its number, and the title printed in capitals."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class RomanHeading:
    """`I. MỤC ĐÍCH`: number and title of one line, bold."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CentredLine:
    """A line in capitals, centred and bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """Điều: a title is wholly bold; a text (closed by a mark) is upright after the bold number."""

    label: str
    text: str
    titled: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """Khoản: upright, or wholly bold when it is a title."""

    label: str
    text: str
    titled: bool


@dataclass(frozen=True, slots=True)
class Point:
    """Điểm: `a)` and its text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of a list; `mark` is `-` (first level) or `+` (second)."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Cells row by row, the head first; every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = (
    Paragraph | Ground | Heading | RomanHeading | CentredLine | Article | Clause | Point | ListLine | Table
)

_HEADING = re.compile(r"((?:Phần|Chương) [IVXLC]+|(?:Mục|Tiểu mục) \d+)[.:]?$")
_ROMAN = re.compile(r"([IVXL]+)\.\s+(.+)")
_ARTICLE = re.compile(r"(Điều \d+[a-zđ]?\.)\s*(.*)")
_CLAUSE = re.compile(r"(\d+(?:\.\d+)*\.)\s+(.+)")
_POINT = re.compile(r"([a-zđ]\d?\))\s*(.+)")
_LIST = re.compile(r"([-–—•*+\uf0b7\uf02d])\s+(.+)")
_GROUND = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét|Thực hiện|Theo)\s.+")
_RULE_CELL = re.compile(r":?-+:?")
_CLOSED = (".", ";", ":", ",", "!", "?", "…")
_TITLE_LIMIT = 120


def parse(text: str) -> tuple[Block, ...]:
    """Blocks of a text typed by an officer. Every text has blocks; nothing is refused."""
    lines = [line for line in (nfc(raw) for raw in text.splitlines()) if line]
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        block, used = _block(lines, at, blocks[-1] if blocks else None)
        blocks.append(block)
        at += used
    return tuple(_untitled_where_nothing_follows(blocks))


def _block(lines: list[str], at: int, before: Block | None) -> tuple[Block, int]:
    line = lines[at]
    if line.startswith("|") and line.count("|") > 1:
        return _table(lines, at)
    if found := _HEADING.match(line):
        title = lines[at + 1] if at + 1 < len(lines) else ""
        if _is_heading_title(title):
            return Heading(found[1], title.upper()), 2
        return Heading(found[1], ""), 1
    return _one_line(line, before), 1


def _one_line(line: str, before: Block | None) -> Block:
    if found := _ROMAN.fullmatch(line):
        return RomanHeading(found[1] + ".", found[2])
    if found := _ARTICLE.fullmatch(line):
        return Article(found[1], found[2], titled=_is_title(found[2]))
    if found := _CLAUSE.fullmatch(line):
        return Clause(found[1], found[2], titled=_is_title(found[2]))
    if found := _POINT.fullmatch(line):
        return Point(found[1], found[2])
    if found := _LIST.fullmatch(line):
        return ListLine("+" if found[1] == "+" else "-", found[2])
    if _is_ground(line, before):
        return Ground(line[:-1].rstrip())
    if _is_capitals(line):
        return CentredLine(line)
    return Paragraph(line)


def _table(lines: list[str], at: int) -> tuple[Table, int]:
    rows: list[tuple[str, ...]] = []
    used = 0
    for line in lines[at:]:
        if not line.startswith("|"):
            break
        used += 1
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if not all(_RULE_CELL.fullmatch(cell) for cell in cells):
            rows.append(cells)
    width = max((len(row) for row in rows), default=1)
    even = [row + ("",) * (width - len(row)) for row in rows] or [("",)]
    return Table(head=even[0], rows=tuple(even[1:])), used


def _is_heading_title(line: str) -> bool:
    return (
        bool(line)
        and len(line) <= _TITLE_LIMIT
        and isinstance(_one_line(line, None), CentredLine | Paragraph)
    )


def _is_title(text: str) -> bool:
    return bool(text) and len(text) <= _TITLE_LIMIT and not text.endswith(_CLOSED)


def _is_ground(line: str, before: Block | None) -> bool:
    if _GROUND.fullmatch(line) is None:
        return False
    return line.endswith(";") or (line.endswith((".", ",")) and isinstance(before, Ground))


def _is_capitals(line: str) -> bool:
    return len(line) <= 2 * _TITLE_LIMIT and line == line.upper() and sum(map(str.isalpha, line)) > 3


def _untitled_where_nothing_follows(blocks: list[Block]) -> list[Block]:
    """A clause that has no text of its own below it is not a title but a short clause."""
    out: list[Block] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Clause) and block.titled and not _stands_below(block, after):
            out.append(replace(block, titled=False))
        else:
            out.append(block)
    return out


def _stands_below(clause: Clause, after: Block | None) -> bool:
    if isinstance(after, Clause):
        return after.label.count(".") > clause.label.count(".")
    return isinstance(after, Paragraph | Point | ListLine | Table)
