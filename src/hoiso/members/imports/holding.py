"""Rows that are held back: what their cells say by field, kept until they are mended."""

from collections.abc import Mapping, Sequence
from typing import Any

from hoiso.members.imports.batches import Batch
from hoiso.members.imports.days import Moment
from hoiso.members.imports.encodings import Encoding, decoded
from hoiso.members.imports.fields import BY_KEY, Kind
from hoiso.members.imports.numbers import digits_of
from hoiso.members.imports.opening import OpenedList
from hoiso.members.imports.reading import encodings_of
from hoiso.members.imports.rows import FaultyRow
from hoiso.members.imports.workbook import Cell
from hoiso.members.models import MemberList, MemberListRow

MOST_HELD = 20_000
_LONGEST = 500


def keep_held(one: MemberList, opened: OpenedList, batch: Batch) -> None:
    """Write the rows to mend, and those left aside, with what their cells say. One statement a thousand."""
    if not batch.faulty and not batch.aside:
        return
    room = max(MOST_HELD - (one.faulty + one.aside - len(batch.faulty) - len(batch.aside)), 0)
    reader = _Cells(one, opened)
    rows = [
        MemberListRow(
            member_list=one, unit_id=one.unit_id, sheet=faulty.sheet, row=faulty.row,
            values=reader.values(faulty), context=reader.context(faulty), sentence=faulty.sentence,
            faults=[
                {"place": cell.place, "key": cell.key, "sentence": cell.sentence} for cell in faulty.faults
            ],
        )
        for faulty in batch.faulty
    ]  # fmt: skip
    rows += [
        MemberListRow(
            member_list=one, unit_id=one.unit_id, sheet=aside.sheet, row=aside.row,
            sentence=aside.text[:_LONGEST],
            state=MemberListRow.State.ASIDE,
        )
        for aside in batch.aside
    ]  # fmt: skip
    MemberListRow.objects.bulk_create(rows[:room], batch_size=1_000)


class _Cells:
    """The cells of a list by field, in Unicode."""

    def __init__(self, one: MemberList, opened: OpenedList) -> None:
        self._opened = opened
        self._fields = {
            entry["signature"]: {column["place"]: column["field"] for column in entry["columns"]}
            for entry in one.layouts
        }
        self._encodings: dict[int, dict[int, Encoding]] = {}

    def values(self, faulty: FaultyRow) -> dict[str, str]:
        at, block = next(
            (at, block)
            for at, block in enumerate(self._opened.blocks)
            if block.sheet == faulty.sheet and block.first < faulty.row <= block.end
        )
        rows = self._opened.sheets[faulty.sheet].rows
        if at not in self._encodings:
            self._encodings[at] = encodings_of(rows, block)
        fields = self._fields.get(block.layout.signature, block.layout.fields)
        return values_of(fields, rows[faulty.row - 1], self._encodings[at])

    @staticmethod
    def context(faulty: FaultyRow) -> dict[str, str]:
        return {key: value for key, value in faulty.context.items() if value}


def values_of(
    fields: Mapping[int, str], cells: Sequence[Cell], encodings: Mapping[int, Encoding] | None = None
) -> dict[str, str]:
    """What the cells say, as an officer would type it."""
    found: dict[str, str] = {}
    for place, key in fields.items():
        if place >= len(cells) or not key or BY_KEY[key.partition("=")[0]].kind is Kind.IGNORED:
            continue
        text = shown(cells[place], (encodings or {}).get(place, Encoding.UNICODE))
        if text:
            found[key] = text[:_LONGEST]
    return found


def shown(cell: Cell, encoding: Encoding = Encoding.UNICODE) -> str:
    """A cell in Unicode, a day as it is written here."""
    if isinstance(cell, str):
        return " ".join(decoded(cell, encoding).text.split())
    strftime: Any = getattr(cell, "strftime", None)
    return strftime("%d/%m/%Y") if strftime else digits_of(cell)


def written(moment: Moment | None) -> str:
    """A day, or a year alone; empty for none."""
    if moment is None:
        return ""
    return f"{moment.day:%d/%m/%Y}" if moment.day else str(moment.year)
