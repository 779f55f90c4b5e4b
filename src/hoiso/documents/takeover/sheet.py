"""The cells of an old register, from an Excel file in the store."""

from collections.abc import Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from hoiso.documents.takeover import phrases
from hoiso.documents.takeover.columns import Cell
from hoiso.documents.takeover.errors import SheetRefused

MOST_ROWS = 200_000


def rows_of(path: Path) -> Sequence[Sequence[Cell]]:
    """The cells of the first sheet that has any; the first row is Excel's row 1. Raises `SheetRefused`."""
    try:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            rows: Sequence[Sequence[Cell]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if len(rows) > MOST_ROWS:
                raise SheetRefused(f"Tệp dài quá {MOST_ROWS} dòng. Chia thành nhiều tệp", field="file")
            if rows:
                return rows
    except CalamineError as error:
        raise SheetRefused(phrases.NOT_READABLE, field="file") from error
    raise SheetRefused(phrases.NO_LINES, field="file")
