"""The floor of taking over: calamine reads the sheet, COPY writes its rows into tables of the same shape."""

from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import LiteralString

import psycopg
from python_calamine import CalamineWorkbook

_TABLES: LiteralString = """
DROP TABLE IF EXISTS floor_number, floor_document;
CREATE TABLE floor_number (LIKE documents_booknumber INCLUDING ALL);
CREATE TABLE floor_document (LIKE documents_document INCLUDING ALL);
"""
_NUMBER: LiteralString = (
    "COPY floor_number (book_id, unit_id, number, suffix, state, reason, given_at) FROM STDIN"
)
_DOCUMENT: LiteralString = """
COPY floor_document (unit_id, direction, state, book_id, number, suffix, symbol, symbol_key, subject, issuer,
  issued_on, arrived_on, holder_name) FROM STDIN
"""


def make_tables(owner: "psycopg.Connection[object]") -> None:
    """Tables with the same columns and indexes as the product's, without walls and foreign keys."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            owner.execute(statement)
    for table in (b"floor_number", b"floor_document"):
        rows = owner.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attnotnull"
            " AND attidentity = ''",
            [table.decode()],
        ).fetchall()
        for row in rows:
            assert isinstance(row, tuple)
            owner.execute(b"ALTER TABLE " + table + b" ALTER " + f'"{row[0]}"'.encode() + b" DROP NOT NULL")


def read_and_copy(owner: "psycopg.Connection[object]", path: str) -> Callable[[], float]:
    """Seconds of reading every cell and copying every row, the two tables emptied before."""

    def act() -> float:
        owner.execute("TRUNCATE floor_number, floor_document")
        begun = perf_counter()
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
        with owner.transaction(), owner.cursor() as cursor:
            with cursor.copy(_NUMBER) as copy:
                for row in rows:
                    copy.write_row((_year(row[0]), 1, _number(row[1]), "", "given", "", row[0]))
            with cursor.copy(_DOCUMENT) as copy:
                for row in rows:
                    given = (1, "in", "done", _year(row[0]), _number(row[1]), "", row[3], row[3], row[5])
                    copy.write_row((*given, row[2], row[4], row[0], row[6]))
        return perf_counter() - begun

    return act


def _number(cell: object) -> int:
    return int(str(cell).partition(".")[0])


def _year(cell: object) -> int:
    assert isinstance(cell, date)
    return cell.year
