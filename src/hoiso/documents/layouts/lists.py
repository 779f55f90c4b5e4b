"""Lists and records on paper: an index of dossiers, minutes, statistics, what a search found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hoiso.core.clock import OFFICE_ZONE, office_date
from hoiso.documents.layouts.numbers import place_and_date
from hoiso.documents.layouts.typesetting import UNTAGGED, Json, clean, typeset

_TEMPLATE: Final = "list.typ"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """Name in the head, share of the width, and whether it holds numbers (set at the right)."""

    name: str
    share: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A line over the whole width that heads the rows below it."""

    text: str


Row = tuple[str, ...] | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedList:
    """What is printed. Sentences stand `before` and `after` the one table; either may be missing.

    `unit_lines` head the page in capitals, the last one bold; `unit` is the name in ordinary letters.
    `signing` are (position, name) from left to right. `copies` of the same stand one after the other,
    each numbered. `printed_by` and `printed_at` stand on each page.
    """

    title: str
    unit: str
    unit_lines: tuple[str, ...]
    lines: tuple[str, ...] = ()
    number_line: str = ""
    place: str = ""
    day: date | None = None
    before: tuple[str, ...] = ()
    columns: tuple[ListColumn, ...] = ()
    rows: Sequence[Row] = ()
    after: tuple[str, ...] = ()
    signing: tuple[tuple[str, str], ...] = ()
    landscape: bool = False
    copies: int = 1
    printed_by: str
    printed_at: datetime


def render_list(printed: PrintedList) -> bytes:
    """The list as PDF/A-2b, A4. A character that the font lacks becomes `□`."""
    rows: list[Json] = [_row(row, len(printed.columns)) for row in printed.rows]
    typed: dict[str, Json] = {
        "title": printed.title,
        "heading": printed.title.upper(),
        "unit": printed.unit,
        "upright": list(printed.unit_lines[:-1]),
        "bold": list(printed.unit_lines[-1:]) or [printed.unit],
        "lines": list(printed.lines),
        "number-line": printed.number_line,
        "before": list(printed.before),
        "columns": [
            {"name": column.name, "share": column.share, "right": column.right} for column in printed.columns
        ],
        "rows": rows,
        "after": list(printed.after),
        "signing": [{"position": position.upper(), "name": name} for position, name in printed.signing],
        "landscape": printed.landscape,
        "copies": printed.copies,
        "printed-by": printed.printed_by,
        "printed-at": printed.printed_at.astimezone(OFFICE_ZONE).strftime("%H:%M ngày %d/%m/%Y"),
    }
    data = clean(typed, replace=True)
    assert isinstance(data, dict)
    place = str(clean(printed.place, replace=True))
    data["place-and-date"] = place_and_date(place, printed.day) if place else ""
    return typeset(_TEMPLATE, data, dated=office_date(printed.printed_at), standards=UNTAGGED)


def _row(row: Row, width: int) -> Json:
    if isinstance(row, Group):
        return {"group": row.text or " ", "cells": []}
    if len(row) != width:
        raise ValueError(f"a row of {len(row)} cells in a list of {width} columns")
    return {"group": "", "cells": list(row)}
