"""Where the heads of a list stand, and which column tells what: by its name and by what lies below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hoiso.core.folding import fold
from hoiso.members.imports.encodings import decode
from hoiso.members.imports.errors import WrongCell
from hoiso.members.imports.fields import BY_KEY, Field, Kind, bare, field_called, field_under
from hoiso.members.imports.samples import fitting, guess_of
from hoiso.members.imports.workbook import Cell, SheetCells

HEAD_WITHIN = 60
_UNKNOWN_HEAD_WITHIN = 15
_SAMPLES = 200
_TITLE = 2  # a row with no more cells speaks of no column
_NEEDED = frozenset({"full_name", "given", "family"})
_BIRTHS = frozenset({"birth", "birth_female", "birth_y"})
UNSURE = 0.7


@dataclass(frozen=True, slots=True)
class Column:
    """A column from 0: its heading as it stands, the field taken for it ("" for none), how sure (0..1)."""

    place: int
    heading: str
    field: str
    sure: float

    @property
    def unsure(self) -> bool:
        """Whether an officer should look at it."""
        return bool(self.field) and self.sure < UNSURE


@dataclass(frozen=True, slots=True)
class Layout:
    """Heads in rows `top` to `last` (from 0), and the columns below them."""

    top: int
    last: int
    columns: tuple[Column, ...]

    @property
    def signature(self) -> str:
        """The headings, folded: lists with the same are read alike."""
        return "|".join(bare(column.heading) for column in self.columns).strip("|")

    @property
    def fields(self) -> dict[int, str]:
        return {column.place: column.field for column in self.columns if column.field}


def layout_of(sheet: SheetCells, *, start: int = 0) -> Layout | None:
    """The heads at or below row `start` (from 0), within sixty rows; None where there are none."""
    best: tuple[float, int, int, list[str], list[tuple[str, float]]] | None = None
    for top in range(start, min(len(sheet.rows), start + HEAD_WITHIN)):
        for last in (top, top + 1):
            if last >= len(sheet.rows):
                continue
            found = _read_heads(sheet, top, last)
            if found is None:
                continue
            names, fields = found
            score = _score(fields) - (0.3 if last > top else 0)
            if score > 0 and (best is None or score > best[0]):
                best = (score, top, last, names, fields)
    if best is None:
        return _headless(sheet, start)
    _, top, last, names, fields = best
    return Layout(top, last, _with_samples(sheet, last, names, fields))


def head_again(cells: Sequence[Cell]) -> bool:
    """Whether a row below is a head once more."""
    fields = [field_called(_said(cell)) for cell in cells]
    return _score(fields) > 1


def _read_heads(sheet: SheetCells, top: int, last: int) -> tuple[list[str], list[tuple[str, float]]] | None:
    above = [_said(cell) for cell in sheet.rows[top]]
    if top == last:
        if sum(1 for name in above if name) < 2:
            return None
        return above, [field_called(name) for name in above]
    below = [_said(cell) for cell in sheet.rows[last]]
    if not _is_sub(below, above):
        return None
    names, fields = [], []
    spread = _spread(sheet, top, above, below)
    for place in range(max(len(above), len(below))):
        sub = below[place] if place < len(below) else ""
        over = spread[place] if place < len(spread) else ""
        if sub and over and fold(sub) != fold(over):
            names.append(f"{over} / {sub}")
            fields.append(field_under(over, sub))
        else:
            names.append(sub or over)
            fields.append(field_called(sub or over))
    return names, fields


def _spread(sheet: SheetCells, top: int, above: Sequence[str], below: Sequence[str]) -> list[str]:
    """The upper headings, each over all the columns that its cell covers."""
    spread = [*above, *[""] * (len(below) - len(above))]
    covered = False
    for (row, first), (_, last) in sheet.merged:
        if row == top and last > first and first < len(spread):
            covered = True
            for place in range(first, min(last + 1, len(spread))):
                spread[place] = spread[first]
    if not covered:
        for place in range(1, len(spread)):
            if not spread[place] and place < len(below) and below[place]:
                spread[place] = spread[place - 1]
    return spread


def _is_sub(below: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a row can be the lower line of a head: short words without figures, none under the number."""
    told = [name for name in below if name]
    if not told or any(any(letter.isdigit() for letter in name) or len(name) > 60 for name in told):
        return False
    known = sum(1 for name in told if field_called(name)[0] or fold(name) in _SUBS)
    return known >= 1 and known * 3 >= len(told) and below.count("") + len(above) > len(told)


_SUBS = frozenset(
    {
        "nam",
        "nu",
        "ngay",
        "thang",
        "so",
        "tu",
        "den",
        "co",
        "khong",
        "x",
        "kinh",
        "khac",
        "hoa",
        "khmer",
        "cham",
    }
)


def _score(fields: Sequence[tuple[str, float]]) -> float:
    """How many different fields are named; nothing where no name is, or a single word by chance."""
    sure: dict[str, float] = {}
    for key, one in fields:
        if key:
            sure[key] = max(sure.get(key, 0), one)
    if not _NEEDED & sure.keys() or len(sure) < 2:
        return 0
    if "full_name" not in sure and not {"family"} & sure.keys():
        return 0
    return sum(sure.values()) + (1 if _BIRTHS & sure.keys() else 0)


def _with_samples(
    sheet: SheetCells, last: int, names: Sequence[str], fields: Sequence[tuple[str, float]]
) -> tuple[Column, ...]:
    """The columns, each field once, the surer first; what lies below speaks for or against a heading."""
    samples = list(_samples(sheet, last, len(names)))
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    weighed = []
    for place, (key, sure) in enumerate(_split_names(names, fields)):
        if key:
            share = fitting(BY_KEY[key.partition("=")[0]], samples[place])
            weighed.append((sure * (1 if share is None else 0.4 + 0.6 * share), place, key))
    for sure, place, key in sorted(weighed, key=lambda one: (-one[0], one[1])):
        if key not in taken or BY_KEY[key.partition("=")[0]].kind is Kind.IGNORED:
            chosen[place] = (key, sure)
            taken.add(key)
    for place, cells in enumerate(samples):
        if place not in chosen and cells:
            key, sure = guess_of(cells, taken, named=bool(names[place]))
            if key:
                chosen[place] = (key, sure)
                taken.add(key)
    return tuple(
        Column(place, name, *chosen.get(place, ("", 0.0)))
        for place, name in enumerate(names)
        if name or samples[place]
    )


def _split_names(names: Sequence[str], fields: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """ "Họ và tên đệm" beside "Tên" is a name in two columns, and so is "Họ và tên" over two."""
    keys = [key for key, _ in fields]
    read = list(fields)
    if "family" in keys:
        for place, name in enumerate(names):
            if bare(name.rpartition("/")[2]) == "ten" and keys[place] == "full_name":
                read[place] = ("given", 1.0)
    return read


def _samples(sheet: SheetCells, last: int, width: int) -> Iterator[list[Cell]]:
    rows = [
        row
        for row in sheet.rows[last + 1 : last + 1 + 4 * _SAMPLES]
        if sum(1 for cell in row if cell not in ("", None)) > _TITLE
    ]
    for place in range(width):
        cells = [row[place] for row in rows if place < len(row) and row[place] not in ("", None)]
        yield cells[:_SAMPLES]


def _headless(sheet: SheetCells, start: int) -> Layout | None:
    """A list whose heads are not known, or that begins with its first member: by the columns alone."""
    if start:
        return None
    head = _words_alone(sheet)
    names = [_said(cell) for cell in sheet.rows[head]] if head >= 0 else []
    width = max((len(row) for row in sheet.rows[:_SAMPLES]), default=0)
    names += [""] * (width - len(names))
    taken: set[str] = set()
    columns = []
    for place, cells in enumerate(_samples(sheet, head, width)):
        known, sure = field_called(names[place])
        key, sure = (known, sure) if known else guess_of(cells, taken, named=False) if cells else ("", 0.0)
        if key in taken:
            key, sure = "", 0.0
        taken.add(key)
        if cells or names[place]:
            columns.append(Column(place, names[place], key, min(sure, 0.6)))
    if "full_name" not in taken or "birth" not in taken:
        return None
    return Layout(head, head, tuple(columns))


def _words_alone(sheet: SheetCells) -> int:
    """The first row of several words without a figure: what the columns are called. -1 for none."""
    for place, row in enumerate(sheet.rows[:_UNKNOWN_HEAD_WITHIN]):
        cells = [cell for cell in row if cell not in ("", None)]
        if len(cells) > _TITLE:
            plain = all(isinstance(cell, str) and not any(map(str.isdigit, cell)) for cell in cells)
            return place if plain else -1
    return -1


def _said(cell: Cell) -> str:
    return " ".join(decode(str(cell)).text.split())[:120] if isinstance(cell, str) else ""


__all__ = ["UNSURE", "Column", "Field", "Layout", "WrongCell", "head_again", "layout_of"]
