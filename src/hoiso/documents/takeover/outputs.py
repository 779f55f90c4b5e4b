"""The faulty lines as an Excel file that can be corrected and sent again."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from hoiso.core.phrases import vn_time
from hoiso.core.sheets import Cell, SheetColumn, write_sheet
from hoiso.documents.tables.takeover import TakeOver, TakeOverFault
from hoiso.documents.takeover import phrases


def faults_sheet(one: TakeOver, faults: Sequence[TakeOverFault], *, printed_by: str, at: datetime) -> bytes:
    """The headings and cells of the sheet itself, then the line's number there and what to mend.

    Cells come back as they were, so that the file is read again by the same columns.
    """
    width = len(one.headings)
    columns = [SheetColumn(name or phrases.unnamed(place), 20) for place, name in enumerate(one.headings)]
    columns += [SheetColumn(phrases.ROW_HEADING, 10), SheetColumn(phrases.MEND_HEADING, 60)]
    lines = [phrases.of_file(one.name), phrases.how_to_mend(), f"{printed_by}, {vn_time(at)}"]

    def rows() -> Iterator[list[Cell]]:
        for fault in faults:
            cells = [*fault.cells[:width], *[""] * (width - len(fault.cells))]
            yield [*cells, fault.row, fault.sentence]

    return write_sheet(phrases.FAULTS_TITLE, columns, rows(), lines=lines, name="Dòng cần sửa")
