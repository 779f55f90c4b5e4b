"""The cells of a list that was brought, and its rows, some thousands at a time."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice

from hoiso.core.files.taking_in import store
from hoiso.core.models import StoredFile
from hoiso.members.imports.layout import Layout
from hoiso.members.imports.reading import Block, blocks_of, read_blocks
from hoiso.members.imports.rows import Found
from hoiso.members.imports.workbook import SheetCells, sheets_of
from hoiso.members.models import MemberList

AT_ONCE = 2_000  # rows that are looked through while she waits; more by a job
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A list with its cells at hand, so that they are read once."""

    sheets: Sequence[SheetCells]
    blocks: Sequence[Block]


def found_in(one: MemberList, opened: OpenedList, *, today: date) -> Iterator[Found]:
    """Every row that says something, read by the columns of the list."""
    fields = {
        entry["signature"]: {
            column["place"]: column["field"] for column in entry["columns"] if column["field"]
        }
        for entry in one.layouts
    }

    def fields_for(layout: Layout) -> Mapping[int, str]:
        return fields.get(layout.signature, layout.fields)

    return read_blocks(opened.sheets, opened.blocks, today=today, fields_for=fields_for)


def open_list(one: MemberList) -> OpenedList:
    """The cells of the list, from the store."""
    return open_stored(StoredFile.objects.get(pk=one.stored_id), one.name)


def open_stored(stored: StoredFile, name: str) -> OpenedList:
    sheets = sheets_of(store().path(stored.sha256), kind=stored.kind)
    return OpenedList(sheets, blocks_of(sheets, file_name=name))


def batches(found: Iterator[Found]) -> Iterator[list[Found]]:
    """So many rows at a time; the next ones are read while these are written."""
    with ThreadPoolExecutor(1, thread_name_prefix="rows") as hands:
        reading = hands.submit(_next_of, found)
        while batch := reading.result():
            reading = hands.submit(_next_of, found)
            yield batch


def _next_of(found: Iterator[Found]) -> list[Found]:
    return list(islice(found, BATCH))
